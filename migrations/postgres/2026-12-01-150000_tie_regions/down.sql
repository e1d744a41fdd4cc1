DROP TABLE region_partnership_facets;
DROP TABLE region_partnerships;
DROP FUNCTION tie_regions_apart();
