DROP TABLE disclosure_requests;
