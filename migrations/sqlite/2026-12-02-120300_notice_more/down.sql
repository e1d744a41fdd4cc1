DROP INDEX worker_documents_address_hash_idx;
ALTER TABLE worker_documents DROP COLUMN address_hash;
CREATE TABLE signals_before AS SELECT * FROM signals WHERE kind NOT IN ('shared_address', 'entry_without_order');
CREATE TABLE signal_moves_before AS SELECT * FROM signal_moves WHERE signal IN (SELECT id FROM signals_before);
DROP TABLE signal_moves;
DROP TABLE signals;
CREATE TABLE signals (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    record BLOB,
    times INTEGER NOT NULL,
    workers INTEGER NOT NULL,
    state TEXT NOT NULL,
    noticed_at INTEGER NOT NULL,
    counted_at INTEGER NOT NULL,
    CONSTRAINT signals_known_kind CHECK (kind IN ('shared_document_number', 'missed_deadline', 'shared_contact', 'ends_at_employer', 'not_arrived')),
    CONSTRAINT signals_known_state CHECK (state IN ('new', 'reviewed', 'dismissed', 'case')),
    CONSTRAINT signals_count_something CHECK (times >= 1 AND workers >= 1)
) STRICT;
CREATE UNIQUE INDEX signals_subject_idx ON signals (kind, subject) WHERE state IN ('new', 'reviewed');
CREATE INDEX signals_of_subject_idx ON signals (kind, subject);
CREATE TRIGGER signals_go_forward BEFORE UPDATE OF state ON signals
    WHEN NOT (OLD.state = NEW.state OR (OLD.state = 'new' AND NEW.state = 'reviewed')
        OR (OLD.state = 'reviewed' AND NEW.state IN ('dismissed', 'case')))
BEGIN
    SELECT RAISE(ABORT, 'signals_go_forward');
END;
INSERT INTO signals SELECT * FROM signals_before;
-- What operators did with a signal, and why.
CREATE TABLE signal_moves (
    signal BLOB NOT NULL REFERENCES signals (id),
    to_state TEXT NOT NULL,
    reason TEXT NOT NULL,
    organisation BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (signal, to_state),
    CONSTRAINT signal_moves_known_state CHECK (to_state IN ('reviewed', 'dismissed', 'case'))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER signal_moves_stay_as_they_are BEFORE UPDATE ON signal_moves BEGIN
    SELECT RAISE(ABORT, 'entries of signal_moves are neither changed nor deleted');
END;
CREATE TRIGGER signal_moves_stay BEFORE DELETE ON signal_moves BEGIN
    SELECT RAISE(ABORT, 'entries of signal_moves are neither changed nor deleted');
END;
INSERT INTO signal_moves SELECT * FROM signal_moves_before;
DROP TABLE signal_moves_before;
DROP TABLE signals_before;
