-- Jobs of other kinds stay in their table, and go with it.
CREATE TABLE match_runs (
    id uuid PRIMARY KEY,
    owner uuid NOT NULL,
    role text NOT NULL,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    erased_at timestamptz,
    total bigint NOT NULL,
    done bigint NOT NULL,
    place uuid,
    failure text,
    lease uuid,
    lease_until timestamptz,
    body jsonb NOT NULL
);
CREATE INDEX match_runs_owner_id_idx ON match_runs (owner, id);
CREATE INDEX match_runs_waiting_idx ON match_runs (updated_at, id) WHERE finished_at IS NULL;
CREATE INDEX match_runs_finished_at_idx ON match_runs (finished_at);
CREATE INDEX match_runs_erased_at_idx ON match_runs (erased_at) WHERE erased_at IS NOT NULL;

CREATE TABLE match_run_answers (
    run uuid NOT NULL REFERENCES match_runs (id),
    question uuid NOT NULL,
    matches jsonb NOT NULL,
    PRIMARY KEY (run, question)
);
CREATE INDEX match_run_answers_question_idx ON match_run_answers (question);

INSERT INTO match_runs (
    id, owner, role, status, version, created_at, updated_at, started_at, finished_at, erased_at,
    total, done, place, failure, body
)
SELECT
    id, owner, role, status, version, created_at, updated_at, started_at, finished_at, erased_at,
    total, done, (position #>> '{}')::uuid, failure, body
FROM jobs
WHERE kind = 'match_run';
INSERT INTO match_run_answers (run, question, matches)
SELECT job, item, outcome FROM job_results WHERE job IN (SELECT id FROM match_runs);
DELETE FROM job_results WHERE job IN (SELECT id FROM match_runs);
DELETE FROM jobs WHERE kind = 'match_run';
