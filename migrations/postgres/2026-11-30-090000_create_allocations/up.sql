-- Many people on many seats at once.
CREATE TABLE allocations (
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
    CONSTRAINT allocations_known_status CHECK (status IN ('draft', 'frozen', 'computed', 'checked', 'confirmed', 'discarded')),
    CONSTRAINT allocations_frozen_by_a_hash CHECK (status IN ('draft', 'discarded') OR body ->> 'input_hash' IS NOT NULL),
    CONSTRAINT allocations_checked_before CHECK (status NOT IN ('checked', 'confirmed') OR body ->> 'checked_at' IS NOT NULL),
    CONSTRAINT allocations_confirmed_by_both_sides CHECK (status <> 'confirmed' OR (body -> 'agreed' -> 'tt' ->> 'organisation' IS NOT NULL
        AND body -> 'agreed' -> 'uz' ->> 'organisation' IS NOT NULL
        AND body -> 'agreed' -> 'tt' ->> 'organisation' <> body -> 'agreed' -> 'uz' ->> 'organisation'))
);
CREATE INDEX allocations_owner_id_idx ON allocations (owner, id);
CREATE INDEX allocations_status_id_idx ON allocations (status, id);
CREATE INDEX allocations_updated_at_idx ON allocations (updated_at);

CREATE TABLE allocation_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- What went in and what came out, to the byte: their hashes are in the certificate.
CREATE TABLE allocation_documents (
    allocation uuid NOT NULL REFERENCES allocations (id),
    kind text NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (allocation, kind),
    CONSTRAINT allocation_documents_known_kind CHECK (kind IN ('input', 'result'))
);
CREATE TRIGGER allocation_documents_stay_as_they_are BEFORE UPDATE ON allocation_documents FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE TRIGGER allocation_documents_stay BEFORE DELETE ON allocation_documents FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
