DROP TABLE job_results;
DROP TABLE jobs;
