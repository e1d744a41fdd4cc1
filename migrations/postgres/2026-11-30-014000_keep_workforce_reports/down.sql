DROP TABLE workforce_reports;
