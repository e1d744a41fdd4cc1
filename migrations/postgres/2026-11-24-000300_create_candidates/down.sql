DROP TABLE candidate_facets;
DROP TABLE candidates;
