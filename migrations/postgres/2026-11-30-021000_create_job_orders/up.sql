-- The demand of an employer. It is approved only while an organisation of each side approves of it as it is.
CREATE TABLE job_orders (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT job_orders_approved_by_both_sides CHECK (status <> 'approved' OR coalesce(
        body->'decisions'->'tt'->>'verdict' = 'approve' AND body->'decisions'->'uz'->>'verdict' = 'approve'
            AND body->'decisions'->'tt'->>'organisation' <> body->'decisions'->'uz'->>'organisation', false)),
    UNIQUE (owner, external_ref)
);
CREATE INDEX job_orders_owner_id_idx ON job_orders (owner, id);
CREATE INDEX job_orders_status_id_idx ON job_orders (status, id);
CREATE INDEX job_orders_updated_at_idx ON job_orders (updated_at);

CREATE TABLE job_order_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);
