-- Jobs of every kind: a next kind needs no table. A job is worked on by the server that holds its lease. The lease holds
-- from heartbeat_at until lease_until, both by the clock of the database; a job without a lease waits since heartbeat_at.
-- position is where the last step ended. An erased job is hidden at once and its results go in slices, so that no
-- transaction is long.
CREATE TABLE jobs (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
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
    position jsonb,
    failure text,
    lease uuid,
    heartbeat_at timestamptz NOT NULL,
    lease_until timestamptz,
    body jsonb NOT NULL,
    CONSTRAINT jobs_status_check CHECK (status IN ('queued', 'running', 'finished', 'cancelled', 'failed')),
    CONSTRAINT jobs_done_check CHECK (0 <= done AND done <= total),
    CONSTRAINT jobs_started_at_check CHECK (started_at IS NOT NULL OR status IN ('queued', 'cancelled')),
    CONSTRAINT jobs_finished_at_check CHECK ((finished_at IS NULL) = (status IN ('queued', 'running'))),
    CONSTRAINT jobs_erased_at_check CHECK (erased_at IS NULL OR finished_at IS NOT NULL),
    CONSTRAINT jobs_failure_check CHECK ((failure IS NULL) = (status <> 'failed')),
    CONSTRAINT jobs_lease_check CHECK ((lease IS NULL) = (lease_until IS NULL) AND (lease IS NULL OR status = 'running'))
);
CREATE INDEX jobs_owner_kind_id_idx ON jobs (owner, kind, id);
CREATE INDEX jobs_kind_id_idx ON jobs (kind, id);
CREATE INDEX jobs_waiting_idx ON jobs (heartbeat_at, id) WHERE finished_at IS NULL;
CREATE INDEX jobs_finished_at_idx ON jobs (kind, finished_at);
CREATE INDEX jobs_erased_at_idx ON jobs (erased_at) WHERE erased_at IS NOT NULL;

-- n numbers the results of a job in the order in which they are shown. item is what a result is about, often a record.
CREATE TABLE job_results (
    job uuid NOT NULL REFERENCES jobs (id),
    n bigint NOT NULL CHECK (n >= 0),
    item uuid NOT NULL,
    outcome jsonb NOT NULL,
    PRIMARY KEY (job, n)
);
CREATE UNIQUE INDEX job_results_item_job_idx ON job_results (item, job);
