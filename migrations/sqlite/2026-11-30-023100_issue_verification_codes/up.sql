-- Codes by which anybody asks whether what is printed is genuine. One for a record, for ever: also when the record is gone.
CREATE TABLE verification_codes (
    code TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    issued_at INTEGER NOT NULL,
    UNIQUE (kind, record),
    CONSTRAINT verification_codes_known_kind CHECK (kind IN ('agency', 'employer', 'vacancy'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER verification_codes_stay_as_they_are BEFORE UPDATE ON verification_codes BEGIN
    SELECT RAISE(ABORT, 'entries of verification_codes are neither changed nor deleted');
END;
CREATE TRIGGER verification_codes_stay BEFORE DELETE ON verification_codes BEGIN
    SELECT RAISE(ABORT, 'entries of verification_codes are neither changed nor deleted');
END;
