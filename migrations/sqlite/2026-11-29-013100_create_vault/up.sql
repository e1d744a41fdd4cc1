-- The data key of each subject, wrapped by a master key that is not in the database: whoever destroys the row destroys
-- what is sealed with it. The subject that is all zeros is the installation itself.
CREATE TABLE subject_keys (
    subject BLOB PRIMARY KEY NOT NULL,
    master TEXT NOT NULL,
    wrapped TEXT NOT NULL
) STRICT;
CREATE INDEX subject_keys_master_idx ON subject_keys (master, subject);

-- The person behind a candidate, sealed.
CREATE TABLE identities (
    candidate BLOB PRIMARY KEY NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version >= 1),
    updated_at INTEGER NOT NULL,
    sealed TEXT NOT NULL
) STRICT;

-- Keyed hashes by which the same person is found again.
CREATE TABLE identity_marks (
    mark TEXT NOT NULL,
    candidate BLOB NOT NULL REFERENCES identities (candidate) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    PRIMARY KEY (mark, candidate),
    CONSTRAINT identity_marks_known_kind CHECK (kind IN ('passport', 'pinfl', 'person'))
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_marks_candidate_idx ON identity_marks (candidate);
-- One person has a document.
CREATE UNIQUE INDEX identity_marks_document_idx ON identity_marks (mark) WHERE kind <> 'person';
