-- What somebody complains of, but for the words of it.
CREATE TABLE complaints (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (owner, external_ref),
    CONSTRAINT complaints_known_status CHECK (status IN ('received', 'acknowledged', 'in_review', 'referred', 'mediated', 'resolved', 'unfounded', 'closed', 'reopened', 'withdrawn')),
    CONSTRAINT complaints_accused_stays_out CHECK (body ->> 'assignee' IS NULL OR body -> 'against' ->> 'organisation' IS NULL
        OR body ->> 'assignee' <> body -> 'against' ->> 'organisation'),
    CONSTRAINT complaints_closed_with_an_outcome CHECK (status <> 'closed' OR (body -> 'outcome' ->> 'sealed' IS NOT NULL
        AND body -> 'outcome' -> 'remedy' ->> 'kind' IS NOT NULL AND body -> 'outcome' ->> 'worker_agrees' IS NOT NULL)),
    CONSTRAINT complaints_grave_stay_open CHECK (status <> 'withdrawn' OR body ->> 'urgency' = 'normal'),
    CONSTRAINT complaints_anonymous_name_nobody CHECK (body ->> 'anonymous' <> 1 OR body ->> 'candidate' IS NULL)
) STRICT;
CREATE INDEX complaints_owner_id_idx ON complaints (owner, id);
CREATE INDEX complaints_status_id_idx ON complaints (status, id);
CREATE INDEX complaints_updated_at_idx ON complaints (updated_at);

CREATE TABLE complaint_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- How somebody comes back to a complaint without an account: keyed hashes alone.
CREATE TABLE complaint_codes (
    complaint BLOB PRIMARY KEY NOT NULL REFERENCES complaints (id),
    code_hash TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    locked_until INTEGER,
    CONSTRAINT complaint_codes_code_hash_key UNIQUE (code_hash),
    CONSTRAINT complaint_codes_wrong_check CHECK (wrong >= 0)
) STRICT;

-- What was said, sealed with the key of the case: first what is complained of.
CREATE TABLE complaint_messages (
    id BLOB PRIMARY KEY NOT NULL,
    complaint BLOB NOT NULL REFERENCES complaints (id),
    author TEXT NOT NULL,
    sealed TEXT NOT NULL,
    at INTEGER NOT NULL,
    CONSTRAINT complaint_messages_known_author CHECK (author IN ('complainant', 'staff'))
) STRICT;
CREATE INDEX complaint_messages_complaint_idx ON complaint_messages (complaint, id);
CREATE TRIGGER complaint_messages_stay_as_they_are BEFORE UPDATE ON complaint_messages BEGIN
    SELECT RAISE(ABORT, 'entries of complaint_messages are neither changed nor deleted');
END;
CREATE TRIGGER complaint_messages_stay BEFORE DELETE ON complaint_messages BEGIN
    SELECT RAISE(ABORT, 'entries of complaint_messages are neither changed nor deleted');
END;

-- That a clock was not stopped in time: once for each clock and round.
CREATE TABLE complaint_breaches (
    complaint BLOB NOT NULL REFERENCES complaints (id),
    clock TEXT NOT NULL,
    round INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    noticed_at INTEGER NOT NULL,
    PRIMARY KEY (complaint, clock, round),
    CONSTRAINT complaint_breaches_known_clock CHECK (clock IN ('person', 'acknowledge', 'decide', 'end'))
) STRICT;
CREATE TRIGGER complaint_breaches_stay_as_they_are BEFORE UPDATE ON complaint_breaches BEGIN
    SELECT RAISE(ABORT, 'entries of complaint_breaches are neither changed nor deleted');
END;
CREATE TRIGGER complaint_breaches_stay BEFORE DELETE ON complaint_breaches BEGIN
    SELECT RAISE(ABORT, 'entries of complaint_breaches are neither changed nor deleted');
END;
