DROP TABLE allocation_documents;
DROP TABLE allocation_facets;
DROP TABLE allocations;
