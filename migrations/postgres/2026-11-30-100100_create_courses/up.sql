-- Where skills are taught.
CREATE TABLE courses (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT courses_seats_add_up CHECK ((body -> 'seats' ->> 'taken')::bigint BETWEEN 0 AND (body -> 'seats' ->> 'total')::bigint),
    CONSTRAINT courses_of_an_order_are_free CHECK ((body -> 'cost' ->> 'amount_minor')::bigint = 0
        OR (body -> 'cost' ->> 'amount_minor')::bigint > 0 AND body ->> 'job_order' IS NULL),
    UNIQUE (owner, external_ref)
);
CREATE INDEX courses_owner_id_idx ON courses (owner, id);
CREATE INDEX courses_status_id_idx ON courses (status, id);
CREATE INDEX courses_updated_at_idx ON courses (updated_at);

CREATE TABLE course_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);
