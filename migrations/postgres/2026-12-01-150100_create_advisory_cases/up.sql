-- What centres were asked, and what came of it. Nobody is named.
CREATE TABLE advisory_cases (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT advisory_cases_known_status CHECK (status IN ('open', 'answered', 'referred', 'closed')),
    CONSTRAINT advisory_cases_answered_with_an_outcome CHECK (status NOT IN ('answered', 'closed')
        OR body ->> 'outcome' IS NOT NULL AND body ->> 'minutes' IS NOT NULL),
    CONSTRAINT advisory_cases_referred_to_a_centre CHECK (status <> 'referred' OR body ->> 'referred_to' IS NOT NULL),
    UNIQUE (owner, external_ref)
);
CREATE INDEX advisory_cases_owner_id_idx ON advisory_cases (owner, id);
CREATE INDEX advisory_cases_status_id_idx ON advisory_cases (status, id);
CREATE INDEX advisory_cases_updated_at_idx ON advisory_cases (updated_at);

CREATE TABLE advisory_case_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);
