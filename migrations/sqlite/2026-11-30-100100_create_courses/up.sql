-- Where skills are taught.
CREATE TABLE courses (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT courses_seats_add_up CHECK (json_extract(body, '$.seats.taken') BETWEEN 0 AND json_extract(body, '$.seats.total')),
    CONSTRAINT courses_of_an_order_are_free CHECK (json_extract(body, '$.cost.amount_minor') = 0
        OR json_extract(body, '$.cost.amount_minor') > 0 AND json_extract(body, '$.job_order') IS NULL),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX courses_owner_id_idx ON courses (owner, id);
CREATE INDEX courses_status_id_idx ON courses (status, id);
CREATE INDEX courses_updated_at_idx ON courses (updated_at);

CREATE TABLE course_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;
