DROP TABLE match_run_answers;
DROP TABLE match_runs;
