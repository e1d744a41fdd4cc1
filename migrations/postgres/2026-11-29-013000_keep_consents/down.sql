DROP TABLE consents;
DROP FUNCTION is_a_candidate;
