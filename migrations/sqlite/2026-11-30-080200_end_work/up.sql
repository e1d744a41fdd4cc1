-- What was told of the end of the work: once, and it is not changed.
CREATE TABLE work_ends (
    n INTEGER PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application BLOB NOT NULL UNIQUE,
    ground TEXT NOT NULL,
    last_day TEXT NOT NULL,
    last_pay TEXT NOT NULL,
    homeward_paid INTEGER NOT NULL,
    certificate_issued INTEGER NOT NULL,
    told_by TEXT NOT NULL,
    evidence TEXT,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT work_ends_known_ground CHECK (ground IN ('term_over', 'agreement', 'employer', 'worker', 'regional_limit')),
    CONSTRAINT work_ends_known_pay CHECK (last_pay IN ('settled', 'disputed')),
    CONSTRAINT work_ends_known_teller CHECK (told_by IN ('employer', 'worker')),
    CONSTRAINT work_ends_workers_word_is_shown CHECK (told_by <> 'worker' OR evidence IS NOT NULL),
    CONSTRAINT work_ends_not_in_the_future CHECK (last_day <= strftime('%Y-%m-%d', recorded_at / 1000000 + 10800, 'unixepoch'))
) STRICT;
CREATE INDEX work_ends_candidate_n_idx ON work_ends (candidate, n);
CREATE TRIGGER work_ends_belong_to_an_application BEFORE INSERT ON work_ends
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate)
BEGIN
    SELECT RAISE(ABORT, 'work_ends_belong_to_an_application');
END;
CREATE TRIGGER work_ends_stay_as_they_are BEFORE UPDATE ON work_ends BEGIN
    SELECT RAISE(ABORT, 'entries of work_ends are neither changed nor deleted');
END;
CREATE TRIGGER work_ends_stay BEFORE DELETE ON work_ends
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of work_ends are neither changed nor deleted');
END;
CREATE TRIGGER applications_end_as_told BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'contract_ended' AND OLD.status <> 'contract_ended'
        AND NOT EXISTS (SELECT 1 FROM work_ends WHERE application = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'applications_end_as_told');
END;
