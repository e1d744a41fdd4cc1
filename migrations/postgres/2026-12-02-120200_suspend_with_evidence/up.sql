-- That an operator has suspended an organisation: why, on what evidence, what the organisation says to it, and what another
-- operator decides. Each is said once.
CREATE TABLE suspensions (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    organisation uuid NOT NULL,
    version bigint NOT NULL,
    reason text NOT NULL,
    evidence text NOT NULL,
    imposed_by uuid NOT NULL,
    imposed_at timestamptz NOT NULL,
    recorded_by uuid,
    until text,
    appeal text,
    appealed_at timestamptz,
    appealed_by uuid,
    verdict text,
    decision text,
    decided_by uuid,
    decided_at timestamptz,
    CONSTRAINT suspensions_known_kind CHECK (kind IN ('agency', 'employer')),
    CONSTRAINT suspensions_once UNIQUE (organisation, version),
    CONSTRAINT suspensions_appealed_by_somebody CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CONSTRAINT suspensions_appealed_in_time CHECK (appeal IS NULL OR (until IS NOT NULL AND to_char(appealed_at AT TIME ZONE 'UTC' + interval '3 hours', 'YYYY-MM-DD') <= until)),
    CONSTRAINT suspensions_known_verdict CHECK (verdict IN ('lifted', 'kept')),
    CONSTRAINT suspensions_decided_by_somebody CHECK ((verdict IS NULL) = (decision IS NULL) AND (verdict IS NULL) = (decided_by IS NULL)
        AND (verdict IS NULL) = (decided_at IS NULL)),
    CONSTRAINT suspensions_decided_after_an_appeal CHECK (verdict IS NULL OR appeal IS NOT NULL),
    CONSTRAINT suspensions_decided_by_another CHECK (decided_by <> imposed_by)
);
CREATE INDEX suspensions_organisation_id_idx ON suspensions (organisation, id);
CREATE TRIGGER suspensions_stay_as_they_were_said BEFORE UPDATE ON suspensions FOR EACH ROW WHEN (
        (NEW.id, NEW.kind, NEW.organisation, NEW.version, NEW.reason, NEW.evidence, NEW.imposed_by, NEW.imposed_at, NEW.recorded_by, NEW.until)
            IS DISTINCT FROM (OLD.id, OLD.kind, OLD.organisation, OLD.version, OLD.reason, OLD.evidence, OLD.imposed_by, OLD.imposed_at, OLD.recorded_by, OLD.until)
        OR (OLD.appeal IS NOT NULL
            AND (NEW.appeal, NEW.appealed_at, NEW.appealed_by) IS DISTINCT FROM (OLD.appeal, OLD.appealed_at, OLD.appealed_by))
        OR OLD.verdict IS NOT NULL)
    EXECUTE FUNCTION stay_as_it_was_made();
CREATE TRIGGER suspensions_stay BEFORE DELETE ON suspensions FOR EACH ROW EXECUTE FUNCTION refuse_to_change_a_ledger();
