-- That an operator has suspended an organisation: why, on what evidence, what the organisation says to it, and what another
-- operator decides. Each is said once.
CREATE TABLE suspensions (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    organisation BLOB NOT NULL,
    version INTEGER NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    imposed_by BLOB NOT NULL,
    imposed_at INTEGER NOT NULL,
    recorded_by BLOB,
    until TEXT,
    appeal TEXT,
    appealed_at INTEGER,
    appealed_by BLOB,
    verdict TEXT,
    decision TEXT,
    decided_by BLOB,
    decided_at INTEGER,
    CONSTRAINT suspensions_known_kind CHECK (kind IN ('agency', 'employer')),
    CONSTRAINT suspensions_once UNIQUE (organisation, version),
    CONSTRAINT suspensions_appealed_by_somebody CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CONSTRAINT suspensions_appealed_in_time CHECK (appeal IS NULL OR (until IS NOT NULL AND strftime('%Y-%m-%d', appealed_at / 1000000 + 10800, 'unixepoch') <= until)),
    CONSTRAINT suspensions_known_verdict CHECK (verdict IN ('lifted', 'kept')),
    CONSTRAINT suspensions_decided_by_somebody CHECK ((verdict IS NULL) = (decision IS NULL) AND (verdict IS NULL) = (decided_by IS NULL)
        AND (verdict IS NULL) = (decided_at IS NULL)),
    CONSTRAINT suspensions_decided_after_an_appeal CHECK (verdict IS NULL OR appeal IS NOT NULL),
    CONSTRAINT suspensions_decided_by_another CHECK (decided_by <> imposed_by)
) STRICT;
CREATE INDEX suspensions_organisation_id_idx ON suspensions (organisation, id);
CREATE TRIGGER suspensions_stay_as_they_were_said BEFORE UPDATE ON suspensions
    WHEN (NEW.id, NEW.kind, NEW.organisation, NEW.version, NEW.reason, NEW.evidence, NEW.imposed_by, NEW.imposed_at, NEW.recorded_by, NEW.until)
            IS NOT (OLD.id, OLD.kind, OLD.organisation, OLD.version, OLD.reason, OLD.evidence, OLD.imposed_by, OLD.imposed_at, OLD.recorded_by, OLD.until)
        OR (OLD.appeal IS NOT NULL AND (NEW.appeal, NEW.appealed_at, NEW.appealed_by) IS NOT (OLD.appeal, OLD.appealed_at, OLD.appealed_by))
        OR OLD.verdict IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'suspensions_stay_as_they_were_said');
END;
CREATE TRIGGER suspensions_stay BEFORE DELETE ON suspensions BEGIN
    SELECT RAISE(ABORT, 'entries of suspensions are neither changed nor deleted');
END;
