-- Match runs become jobs. No server works on them now, so those that run wait for one. Results are numbered in the order
-- in which they were found, the newest record first.
INSERT INTO jobs (
    id, kind, owner, role, status, version, created_at, updated_at, started_at, finished_at, erased_at,
    total, done, position, failure, heartbeat_at, body
)
SELECT
    id, 'match_run', owner, role, status, version, created_at, updated_at, started_at, finished_at, erased_at,
    GREATEST(total, done), done, to_jsonb(place::text), failure, updated_at, body
FROM match_runs;
INSERT INTO job_results (job, n, item, outcome)
SELECT run, row_number() OVER (PARTITION BY run ORDER BY question DESC) - 1, question, matches
FROM match_run_answers;
DROP TABLE match_run_answers;
DROP TABLE match_runs;
