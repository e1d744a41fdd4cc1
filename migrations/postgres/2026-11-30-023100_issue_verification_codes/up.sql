-- Codes by which anybody asks whether what is printed is genuine. One for a record, for ever: also when the record is gone.
CREATE TABLE verification_codes (
    code text PRIMARY KEY NOT NULL,
    kind text NOT NULL,
    record uuid NOT NULL,
    issued_at timestamptz NOT NULL,
    UNIQUE (kind, record),
    CONSTRAINT verification_codes_known_kind CHECK (kind IN ('agency', 'employer', 'vacancy'))
);

CREATE TRIGGER verification_codes_stay_as_they_are BEFORE UPDATE OR DELETE ON verification_codes FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
