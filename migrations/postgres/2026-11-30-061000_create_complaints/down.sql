DROP TABLE complaint_breaches;
DROP TABLE complaint_messages;
DROP TABLE complaint_codes;
DROP TABLE complaint_facets;
DROP TABLE complaints;
