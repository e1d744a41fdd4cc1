-- What is told of the work once it has begun: the first day by the worker, the employer's notice, and month by month by the
-- worker whether everything was paid. Nothing of it is changed.
CREATE TABLE employment_entries (
    n INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    application BLOB NOT NULL,
    kind TEXT NOT NULL,
    day TEXT,
    month TEXT,
    paid_in_full INTEGER,
    session BLOB,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    CONSTRAINT employment_entries_known_kind CHECK (kind IN ('first_day', 'notice', 'check_in')),
    CONSTRAINT employment_entries_day_or_month CHECK ((day IS NULL) = (kind = 'check_in') AND (month IS NULL) = (kind <> 'check_in')
        AND (paid_in_full IS NULL) = (kind <> 'check_in')),
    CONSTRAINT employment_entries_worker_has_a_session CHECK ((session IS NULL) = (kind = 'notice')),
    CONSTRAINT employment_entries_not_in_the_future CHECK (
        coalesce(day, month || '-01') <= strftime('%Y-%m-%d', recorded_at / 1000000 + 10800, 'unixepoch'))
) STRICT;
CREATE INDEX employment_entries_candidate_n_idx ON employment_entries (candidate, n);
CREATE INDEX employment_entries_application_n_idx ON employment_entries (application, n);
CREATE UNIQUE INDEX employment_entries_once_idx ON employment_entries (application, kind) WHERE kind <> 'check_in';
CREATE UNIQUE INDEX employment_entries_month_idx ON employment_entries (application, month) WHERE kind = 'check_in';
CREATE TRIGGER employment_entries_belong_to_an_application BEFORE INSERT ON employment_entries
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = NEW.candidate)
        AND NOT EXISTS (SELECT 1 FROM applications WHERE id = NEW.application AND candidate = NEW.candidate)
BEGIN
    SELECT RAISE(ABORT, 'employment_entries_belong_to_an_application');
END;
-- What the worker says was said by a code for this very work.
CREATE TRIGGER employment_entries_are_said_by_the_worker BEFORE INSERT ON employment_entries
    WHEN NEW.session IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE id = NEW.session AND candidate = NEW.candidate AND record = NEW.application AND used_at IS NOT NULL
                AND act = CASE NEW.kind WHEN 'first_day' THEN 'confirm_arrival' ELSE 'check_in' END)
BEGIN
    SELECT RAISE(ABORT, 'employment_entries_are_said_by_the_worker');
END;
CREATE TRIGGER employment_entries_stay_as_they_are BEFORE UPDATE ON employment_entries BEGIN
    SELECT RAISE(ABORT, 'entries of employment_entries are neither changed nor deleted');
END;
CREATE TRIGGER employment_entries_stay BEFORE DELETE ON employment_entries
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of employment_entries are neither changed nor deleted');
END;
