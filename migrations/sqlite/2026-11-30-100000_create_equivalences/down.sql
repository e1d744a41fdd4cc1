DROP TABLE equivalence_facets;
DROP TABLE equivalences;
