DROP TABLE indicator_actuals;
DROP TABLE meeting_facets;
DROP TABLE meetings;
DROP TABLE indicator_facets;
DROP TABLE indicators;
DROP TABLE measure_facets;
DROP TABLE measures;
