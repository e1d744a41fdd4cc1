CREATE TABLE vacancies (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT openings_add_up CHECK ((body->'openings'->>'filled')::bigint + (body->'openings'->>'cancelled')::bigint <= (body->'openings'->>'total')::bigint),
    UNIQUE (owner, external_ref)
);
CREATE INDEX vacancies_owner_id_idx ON vacancies (owner, id);
CREATE INDEX vacancies_status_id_idx ON vacancies (status, id);
CREATE INDEX vacancies_updated_at_idx ON vacancies (updated_at);

CREATE TABLE vacancy_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);
