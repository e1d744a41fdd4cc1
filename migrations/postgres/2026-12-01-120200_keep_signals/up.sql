-- What operators look into against illegal migration: a count and an id of a legal entity, or a keyed hash that several workers
-- share. Of one subject nobody looks into two at once.
CREATE TABLE signals (
    id uuid PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    record uuid,
    times bigint NOT NULL,
    workers bigint NOT NULL,
    state text NOT NULL,
    noticed_at timestamptz NOT NULL,
    counted_at timestamptz NOT NULL,
    CONSTRAINT signals_known_kind CHECK (kind IN ('shared_document_number', 'missed_deadline', 'shared_contact', 'ends_at_employer', 'not_arrived')),
    CONSTRAINT signals_known_state CHECK (state IN ('new', 'reviewed', 'dismissed', 'case')),
    CONSTRAINT signals_count_something CHECK (times >= 1 AND workers >= 1)
);
CREATE UNIQUE INDEX signals_subject_idx ON signals (kind, subject) WHERE state IN ('new', 'reviewed');
CREATE INDEX signals_of_subject_idx ON signals (kind, subject);
CREATE FUNCTION keep_signals_going_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_NAME;
END
$$;
CREATE TRIGGER signals_go_forward BEFORE UPDATE OF state ON signals FOR EACH ROW
    WHEN (NOT (OLD.state = NEW.state OR (OLD.state = 'new' AND NEW.state = 'reviewed')
        OR (OLD.state = 'reviewed' AND NEW.state IN ('dismissed', 'case'))))
    EXECUTE FUNCTION keep_signals_going_forward();
-- What operators did with a signal, and why.
CREATE TABLE signal_moves (
    signal uuid NOT NULL REFERENCES signals (id),
    to_state text NOT NULL,
    reason text NOT NULL,
    organisation uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (signal, to_state),
    CONSTRAINT signal_moves_known_state CHECK (to_state IN ('reviewed', 'dismissed', 'case'))
);
CREATE TRIGGER signal_moves_stay_as_they_are BEFORE UPDATE OR DELETE ON signal_moves FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
