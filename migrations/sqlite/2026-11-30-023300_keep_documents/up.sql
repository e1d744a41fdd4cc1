-- Documents of workers, as somebody has seen them: no scan, and of the number a keyed hash.
CREATE TABLE worker_documents (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    valid_until TEXT,
    authority TEXT NOT NULL,
    number_hash TEXT,
    region TEXT,
    occupation TEXT,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT worker_documents_begin_before_they_end CHECK (valid_until IS NULL OR issued_on <= valid_until)
) STRICT;
CREATE INDEX worker_documents_candidate_n_idx ON worker_documents (candidate, n);
CREATE INDEX worker_documents_number_idx ON worker_documents (kind, number_hash) WHERE number_hash IS NOT NULL;
CREATE TRIGGER worker_documents_stay_as_they_are BEFORE UPDATE ON worker_documents BEGIN
    SELECT RAISE(ABORT, 'entries of worker_documents are neither changed nor deleted');
END;
CREATE TRIGGER worker_documents_stay BEFORE DELETE ON worker_documents
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of worker_documents are neither changed nor deleted');
END;
