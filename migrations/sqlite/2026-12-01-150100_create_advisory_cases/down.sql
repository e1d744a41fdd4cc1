DROP TABLE advisory_case_facets;
DROP TABLE advisory_cases;
