DROP TABLE centre_facets;
DROP TABLE centres;
