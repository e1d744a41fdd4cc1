DROP TABLE guide_facets;
DROP TABLE guides;
