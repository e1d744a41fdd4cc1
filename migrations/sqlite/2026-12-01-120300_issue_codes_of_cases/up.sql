-- Codes of job orders, of contracts and of decisions of recognition. SQLite changes no check of a table, so it is made anew.
CREATE TABLE verification_codes_before AS SELECT * FROM verification_codes;
DROP TABLE verification_codes;
CREATE TABLE verification_codes (
    code TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    record BLOB NOT NULL,
    issued_at INTEGER NOT NULL,
    UNIQUE (kind, record),
    CONSTRAINT verification_codes_known_kind CHECK (kind IN ('agency', 'employer', 'vacancy', 'job_order', 'contract', 'recognition'))
) STRICT, WITHOUT ROWID;
INSERT INTO verification_codes SELECT * FROM verification_codes_before;
DROP TABLE verification_codes_before;
CREATE TRIGGER verification_codes_stay_as_they_are BEFORE UPDATE ON verification_codes BEGIN
    SELECT RAISE(ABORT, 'entries of verification_codes are neither changed nor deleted');
END;
CREATE TRIGGER verification_codes_stay BEFORE DELETE ON verification_codes BEGIN
    SELECT RAISE(ABORT, 'entries of verification_codes are neither changed nor deleted');
END;
