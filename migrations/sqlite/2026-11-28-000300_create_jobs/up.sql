-- Jobs of every kind: a next kind needs no table. A job is worked on by the server that holds its lease. The lease holds
-- from heartbeat_at until lease_until, both by the clock of the database; a job without a lease waits since heartbeat_at.
-- position is where the last step ended. An erased job is hidden at once and its results go in slices, so that no
-- transaction is long.
CREATE TABLE jobs (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
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
    position TEXT CHECK (json_valid(position)),
    failure TEXT,
    lease BLOB,
    heartbeat_at INTEGER NOT NULL,
    lease_until INTEGER,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT jobs_status_check CHECK (status IN ('queued', 'running', 'finished', 'cancelled', 'failed')),
    CONSTRAINT jobs_done_check CHECK (0 <= done AND done <= total),
    CONSTRAINT jobs_started_at_check CHECK (started_at IS NOT NULL OR status IN ('queued', 'cancelled')),
    CONSTRAINT jobs_finished_at_check CHECK ((finished_at IS NULL) = (status IN ('queued', 'running'))),
    CONSTRAINT jobs_erased_at_check CHECK (erased_at IS NULL OR finished_at IS NOT NULL),
    CONSTRAINT jobs_failure_check CHECK ((failure IS NULL) = (status <> 'failed')),
    CONSTRAINT jobs_lease_check CHECK ((lease IS NULL) = (lease_until IS NULL) AND (lease IS NULL OR status = 'running'))
) STRICT;
CREATE INDEX jobs_owner_kind_id_idx ON jobs (owner, kind, id);
CREATE INDEX jobs_kind_id_idx ON jobs (kind, id);
CREATE INDEX jobs_waiting_idx ON jobs (heartbeat_at, id) WHERE finished_at IS NULL;
CREATE INDEX jobs_finished_at_idx ON jobs (kind, finished_at);
CREATE INDEX jobs_erased_at_idx ON jobs (erased_at) WHERE erased_at IS NOT NULL;

-- n numbers the results of a job in the order in which they are shown. item is what a result is about, often a record.
CREATE TABLE job_results (
    job BLOB NOT NULL REFERENCES jobs (id),
    n INTEGER NOT NULL CHECK (n >= 0),
    item BLOB NOT NULL,
    outcome TEXT NOT NULL CHECK (json_valid(outcome)),
    PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX job_results_item_job_idx ON job_results (item, job);
