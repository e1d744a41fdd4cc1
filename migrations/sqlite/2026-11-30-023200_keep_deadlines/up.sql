-- What happened to workers, as it was told. What was told wrongly is corrected by a later entry, once.
CREATE TABLE worker_events (
    n INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    event_on TEXT NOT NULL,
    citizenship TEXT,
    route TEXT,
    corrects BLOB UNIQUE REFERENCES worker_events (id) ON DELETE CASCADE,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB
) STRICT;
CREATE INDEX worker_events_candidate_n_idx ON worker_events (candidate, n);
CREATE TRIGGER worker_events_stay_as_they_are BEFORE UPDATE ON worker_events BEGIN
    SELECT RAISE(ABORT, 'entries of worker_events are neither changed nor deleted');
END;
CREATE TRIGGER worker_events_stay BEFORE DELETE ON worker_events
    WHEN EXISTS (SELECT 1 FROM candidates WHERE id = OLD.candidate) BEGIN
    SELECT RAISE(ABORT, 'entries of worker_events are neither changed nor deleted');
END;

-- What is due for workers. A rule asks for a thing once for each day of an event.
CREATE TABLE deadlines (
    n INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    event BLOB NOT NULL REFERENCES worker_events (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    rule_set BLOB REFERENCES rule_sets (id),
    rule_set_name TEXT NOT NULL,
    event_on TEXT NOT NULL,
    told_on TEXT NOT NULL,
    legal_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    provisional INTEGER NOT NULL,
    responsible TEXT NOT NULL,
    consequence TEXT,
    ended TEXT,
    ended_on TEXT,
    evidence TEXT,
    CONSTRAINT deadlines_safe_before_late CHECK (due_on <= legal_on),
    CONSTRAINT deadlines_end_with_evidence CHECK ((ended IS NULL AND ended_on IS NULL AND evidence IS NULL)
        OR (ended IN ('met', 'void') AND ended_on IS NOT NULL AND evidence IS NOT NULL))
) STRICT;
CREATE INDEX deadlines_candidate_n_idx ON deadlines (candidate, n);
CREATE UNIQUE INDEX deadlines_event_idx ON deadlines (candidate, rule, event_on) WHERE ended IS NULL OR ended <> 'void';
