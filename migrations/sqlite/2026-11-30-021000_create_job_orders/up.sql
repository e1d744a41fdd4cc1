-- The demand of an employer. It is approved only while an organisation of each side approves of it as it is.
CREATE TABLE job_orders (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES employers (id),
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT job_orders_approved_by_both_sides CHECK (status <> 'approved' OR coalesce(
        body ->> '$.decisions.tt.verdict' = 'approve' AND body ->> '$.decisions.uz.verdict' = 'approve'
            AND body ->> '$.decisions.tt.organisation' <> body ->> '$.decisions.uz.organisation', 0)),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX job_orders_owner_id_idx ON job_orders (owner, id);
CREATE INDEX job_orders_status_id_idx ON job_orders (status, id);
CREATE INDEX job_orders_updated_at_idx ON job_orders (updated_at);

CREATE TABLE job_order_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;
