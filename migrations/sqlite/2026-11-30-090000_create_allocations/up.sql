-- Many people on many seats at once.
CREATE TABLE allocations (
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
    CONSTRAINT allocations_known_status CHECK (status IN ('draft', 'frozen', 'computed', 'checked', 'confirmed', 'discarded')),
    CONSTRAINT allocations_frozen_by_a_hash CHECK (status IN ('draft', 'discarded') OR body ->> 'input_hash' IS NOT NULL),
    CONSTRAINT allocations_checked_before CHECK (status NOT IN ('checked', 'confirmed') OR body ->> 'checked_at' IS NOT NULL),
    CONSTRAINT allocations_confirmed_by_both_sides CHECK (status <> 'confirmed' OR (body -> 'agreed' -> 'tt' ->> 'organisation' IS NOT NULL
        AND body -> 'agreed' -> 'uz' ->> 'organisation' IS NOT NULL
        AND body -> 'agreed' -> 'tt' ->> 'organisation' <> body -> 'agreed' -> 'uz' ->> 'organisation'))
) STRICT;
CREATE INDEX allocations_owner_id_idx ON allocations (owner, id);
CREATE INDEX allocations_status_id_idx ON allocations (status, id);
CREATE INDEX allocations_updated_at_idx ON allocations (updated_at);

CREATE TABLE allocation_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- What went in and what came out, to the byte: their hashes are in the certificate.
CREATE TABLE allocation_documents (
    allocation BLOB NOT NULL REFERENCES allocations (id),
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (allocation, kind),
    CONSTRAINT allocation_documents_known_kind CHECK (kind IN ('input', 'result'))
) STRICT;
CREATE TRIGGER allocation_documents_stay_as_they_are BEFORE UPDATE ON allocation_documents BEGIN
    SELECT RAISE(ABORT, 'entries of allocation_documents are neither changed nor deleted');
END;
CREATE TRIGGER allocation_documents_stay BEFORE DELETE ON allocation_documents BEGIN
    SELECT RAISE(ABORT, 'entries of allocation_documents are neither changed nor deleted');
END;
