DROP TABLE agency_facets;
DROP TABLE agencies;
DROP TABLE employer_facets;
DROP TABLE employers;
