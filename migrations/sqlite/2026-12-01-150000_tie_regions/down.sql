DROP TABLE region_partnership_facets;
DROP TABLE region_partnerships;
