-- What workers ask to be decided again: once of each closing, in time, and decided once.
CREATE TABLE appeals (
    n INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application BLOB NOT NULL,
    closing TEXT NOT NULL,
    closed_version INTEGER NOT NULL,
    until TEXT NOT NULL,
    evidence TEXT,
    session BLOB,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    verdict TEXT,
    reason TEXT,
    decided_by BLOB,
    decided_at INTEGER,
    CONSTRAINT appeals_in_time CHECK (strftime('%Y-%m-%d', recorded_at / 1000000 + 10800, 'unixepoch') <= until),
    CONSTRAINT appeals_are_the_workers_word CHECK ((session IS NULL) <> (evidence IS NULL)),
    CONSTRAINT appeals_known_verdict CHECK (verdict IN ('upheld', 'dismissed')),
    CONSTRAINT appeals_decided_by_somebody CHECK ((verdict IS NULL) = (reason IS NULL) AND (verdict IS NULL) = (decided_by IS NULL)
        AND (verdict IS NULL) = (decided_at IS NULL)),
    CONSTRAINT appeals_once UNIQUE (application, closed_version)
) STRICT;
CREATE INDEX appeals_candidate_n_idx ON appeals (candidate, n);
CREATE TRIGGER appeals_are_about_a_closing BEFORE INSERT ON appeals
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate AND status = 'closed'
            AND closing = NEW.closing AND version = NEW.closed_version)
BEGIN
    SELECT RAISE(ABORT, 'appeals_are_about_a_closing');
END;
CREATE TRIGGER appeals_are_said_by_the_worker BEFORE INSERT ON appeals
    WHEN NEW.session IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE id = NEW.session AND candidate = NEW.candidate AND record = NEW.application AND act = 'move_application'
                AND used_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'appeals_are_said_by_the_worker');
END;
CREATE TRIGGER appeals_stay_as_they_were_decided BEFORE UPDATE ON appeals
    WHEN (NEW.n, NEW.id, NEW.candidate, NEW.application, NEW.closing, NEW.closed_version, NEW.until, NEW.evidence, NEW.session,
            NEW.recorded_at, NEW.recorded_by)
            IS NOT (OLD.n, OLD.id, OLD.candidate, OLD.application, OLD.closing, OLD.closed_version, OLD.until, OLD.evidence, OLD.session,
            OLD.recorded_at, OLD.recorded_by)
        OR OLD.verdict IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'appeals_stay_as_they_were_decided');
END;
CREATE TRIGGER appeals_stay BEFORE DELETE ON appeals
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of appeals are neither changed nor deleted');
END;
-- What is closed begins again by an appeal that was upheld, and by nothing else.
CREATE TRIGGER applications_reopen_by_an_appeal BEFORE UPDATE OF status ON applications
    WHEN OLD.status = 'closed' AND NEW.status <> 'closed'
        AND NOT EXISTS (SELECT 1 FROM appeals WHERE application = NEW.id AND closed_version = OLD.version AND verdict = 'upheld')
BEGIN
    SELECT RAISE(ABORT, 'applications_reopen_by_an_appeal');
END;
