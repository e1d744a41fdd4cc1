-- Jobs of other kinds stay in their table, and go with it.
CREATE TABLE match_runs (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    erased_at INTEGER,
    total INTEGER NOT NULL,
    done INTEGER NOT NULL,
    place BLOB,
    failure TEXT,
    lease BLOB,
    lease_until INTEGER,
    body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX match_runs_owner_id_idx ON match_runs (owner, id);
CREATE INDEX match_runs_waiting_idx ON match_runs (updated_at, id) WHERE finished_at IS NULL;
CREATE INDEX match_runs_finished_at_idx ON match_runs (finished_at);
CREATE INDEX match_runs_erased_at_idx ON match_runs (erased_at) WHERE erased_at IS NOT NULL;

CREATE TABLE match_run_answers (
    run BLOB NOT NULL REFERENCES match_runs (id),
    question BLOB NOT NULL,
    matches TEXT NOT NULL CHECK (json_valid(matches)),
    PRIMARY KEY (run, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_run_answers_question_idx ON match_run_answers (question);

INSERT INTO match_runs (
    id, owner, role, status, version, created_at, updated_at, started_at, finished_at, erased_at,
    total, done, place, failure, body
)
SELECT
    id, owner, role, status, version, created_at, updated_at, started_at, finished_at, erased_at,
    total, done, unhex(trim(position, '"'), '-'), failure, body
FROM jobs
WHERE kind = 'match_run';
INSERT INTO match_run_answers (run, question, matches)
SELECT job, item, outcome FROM job_results WHERE job IN (SELECT id FROM match_runs);
DELETE FROM job_results WHERE job IN (SELECT id FROM match_runs);
DELETE FROM jobs WHERE kind = 'match_run';
