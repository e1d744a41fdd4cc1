-- What somebody complains of, but for the words of it.
CREATE TABLE complaints (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    UNIQUE (owner, external_ref),
    CONSTRAINT complaints_known_status CHECK (status IN ('received', 'acknowledged', 'in_review', 'referred', 'mediated', 'resolved', 'unfounded', 'closed', 'reopened', 'withdrawn')),
    CONSTRAINT complaints_accused_stays_out CHECK (body ->> 'assignee' IS NULL OR body -> 'against' ->> 'organisation' IS NULL
        OR body ->> 'assignee' <> body -> 'against' ->> 'organisation'),
    CONSTRAINT complaints_closed_with_an_outcome CHECK (status <> 'closed' OR (body -> 'outcome' ->> 'sealed' IS NOT NULL
        AND body -> 'outcome' -> 'remedy' ->> 'kind' IS NOT NULL AND body -> 'outcome' ->> 'worker_agrees' IS NOT NULL)),
    CONSTRAINT complaints_grave_stay_open CHECK (status <> 'withdrawn' OR body ->> 'urgency' = 'normal'),
    CONSTRAINT complaints_anonymous_name_nobody CHECK (body ->> 'anonymous' <> 'true' OR body ->> 'candidate' IS NULL)
);
CREATE INDEX complaints_owner_id_idx ON complaints (owner, id);
CREATE INDEX complaints_status_id_idx ON complaints (status, id);
CREATE INDEX complaints_updated_at_idx ON complaints (updated_at);

CREATE TABLE complaint_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- How somebody comes back to a complaint without an account: keyed hashes alone.
CREATE TABLE complaint_codes (
    complaint uuid PRIMARY KEY NOT NULL REFERENCES complaints (id),
    code_hash text NOT NULL,
    pin_hash text NOT NULL,
    wrong bigint NOT NULL,
    locked_until timestamptz,
    CONSTRAINT complaint_codes_code_hash_key UNIQUE (code_hash),
    CONSTRAINT complaint_codes_wrong_check CHECK (wrong >= 0)
);

-- What was said, sealed with the key of the case: first what is complained of.
CREATE TABLE complaint_messages (
    id uuid PRIMARY KEY NOT NULL,
    complaint uuid NOT NULL REFERENCES complaints (id),
    author text NOT NULL,
    sealed text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT complaint_messages_known_author CHECK (author IN ('complainant', 'staff'))
);
CREATE INDEX complaint_messages_complaint_idx ON complaint_messages (complaint, id);
CREATE TRIGGER complaint_messages_stay_as_they_are BEFORE UPDATE ON complaint_messages FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER complaint_messages_stay BEFORE DELETE ON complaint_messages FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();

-- That a clock was not stopped in time: once for each clock and round.
CREATE TABLE complaint_breaches (
    complaint uuid NOT NULL REFERENCES complaints (id),
    clock text NOT NULL,
    round bigint NOT NULL,
    due_at timestamptz NOT NULL,
    noticed_at timestamptz NOT NULL,
    PRIMARY KEY (complaint, clock, round),
    CONSTRAINT complaint_breaches_known_clock CHECK (clock IN ('person', 'acknowledge', 'decide', 'end'))
);
CREATE TRIGGER complaint_breaches_stay_as_they_are BEFORE UPDATE ON complaint_breaches FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER complaint_breaches_stay BEFORE DELETE ON complaint_breaches FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
