-- The data key of each subject, wrapped by a master key that is not in the database: whoever destroys the row destroys
-- what is sealed with it. The subject that is all zeros is the installation itself.
CREATE TABLE subject_keys (
    subject uuid PRIMARY KEY NOT NULL,
    master text NOT NULL,
    wrapped text NOT NULL
);
CREATE INDEX subject_keys_master_idx ON subject_keys (master, subject);

-- The person behind a candidate, sealed.
CREATE TABLE identities (
    candidate uuid PRIMARY KEY NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    version bigint NOT NULL CHECK (version >= 1),
    updated_at timestamptz NOT NULL,
    sealed text NOT NULL
);

-- Keyed hashes by which the same person is found again.
CREATE TABLE identity_marks (
    mark text NOT NULL,
    candidate uuid NOT NULL REFERENCES identities (candidate) ON DELETE CASCADE,
    kind text NOT NULL,
    PRIMARY KEY (mark, candidate),
    CONSTRAINT identity_marks_known_kind CHECK (kind IN ('passport', 'pinfl', 'person'))
);
CREATE INDEX identity_marks_candidate_idx ON identity_marks (candidate);
-- One person has a document.
CREATE UNIQUE INDEX identity_marks_document_idx ON identity_marks (mark) WHERE kind <> 'person';
