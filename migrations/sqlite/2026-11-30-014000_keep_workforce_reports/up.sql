-- How many people work for an employer, as it reported on a day. A later report stands beside it, never in its place.
CREATE TABLE workforce_reports (
    n INTEGER PRIMARY KEY NOT NULL,
    employer BLOB NOT NULL REFERENCES employers (id),
    okved TEXT NOT NULL,
    total INTEGER NOT NULL,
    foreign_workers INTEGER NOT NULL,
    not_counted INTEGER NOT NULL,
    as_of TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT workforce_reports_add_up CHECK (0 <= not_counted AND not_counted <= foreign_workers AND foreign_workers <= total)
) STRICT;
CREATE INDEX workforce_reports_employer_n_idx ON workforce_reports (employer, n);

CREATE TRIGGER workforce_reports_stay_as_they_are BEFORE UPDATE ON workforce_reports BEGIN
    SELECT RAISE(ABORT, 'entries of workforce_reports are neither changed nor deleted');
END;
CREATE TRIGGER workforce_reports_stay BEFORE DELETE ON workforce_reports BEGIN
    SELECT RAISE(ABORT, 'entries of workforce_reports are neither changed nor deleted');
END;
