-- What both sides have agreed to do by when. One is dropped only once the owner on each side gives it up.
CREATE TABLE measures (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT measures_known_status CHECK (status IN ('planned', 'running', 'done', 'dropped')),
    CONSTRAINT measures_dropped_by_both_owners CHECK (status <> 'dropped' OR coalesce(
        body #>> '{drops,tt,organisation}' = body #>> '{owners,tt,organisation}' AND body #>> '{drops,uz,organisation}' = body #>> '{owners,uz,organisation}'
            AND body #>> '{owners,tt,organisation}' <> body #>> '{owners,uz,organisation}', false)),
    UNIQUE (owner, external_ref)
);
CREATE INDEX measures_owner_id_idx ON measures (owner, id);
CREATE INDEX measures_status_id_idx ON measures (status, id);
CREATE INDEX measures_updated_at_idx ON measures (updated_at);

CREATE TABLE measure_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- By what measures are judged.
CREATE TABLE indicators (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT indicators_known_status CHECK (status IN ('draft', 'active', 'closed')),
    UNIQUE (owner, external_ref)
);
CREATE INDEX indicators_owner_id_idx ON indicators (owner, id);
CREATE INDEX indicators_status_id_idx ON indicators (status, id);
CREATE INDEX indicators_updated_at_idx ON indicators (updated_at);

CREATE TABLE indicator_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- Meetings of the working group.
CREATE TABLE meetings (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT meetings_known_status CHECK (status IN ('planned', 'held', 'cancelled')),
    UNIQUE (owner, external_ref)
);
CREATE INDEX meetings_owner_id_idx ON meetings (owner, id);
CREATE INDEX meetings_status_id_idx ON meetings (status, id);
CREATE INDEX meetings_updated_at_idx ON meetings (updated_at);

CREATE TABLE meeting_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- The value of an indicator for a month. A value is frozen: another is a version of its own, with its reason.
CREATE TABLE indicator_actuals (
    indicator uuid NOT NULL REFERENCES indicators (id),
    month bigint NOT NULL,
    version bigint NOT NULL,
    value double precision NOT NULL,
    numerator bigint,
    denominator bigint,
    source_title text,
    source_url text,
    reason text,
    frozen_at timestamptz NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (indicator, month, version),
    CONSTRAINT indicator_actuals_counted_or_typed CHECK ((numerator IS NULL) = (source_title IS NOT NULL)),
    CONSTRAINT indicator_actuals_revised_for_a_reason CHECK (version >= 1 AND (version > 1) = (reason IS NOT NULL))
);

CREATE TRIGGER indicator_actuals_stay_as_they_are BEFORE UPDATE OR DELETE ON indicator_actuals FOR EACH ROW
    EXECUTE FUNCTION refuse_to_change_a_ledger();
CREATE FUNCTION follow_each_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version > 1 + (SELECT count(*) FROM indicator_actuals WHERE indicator = NEW.indicator AND month = NEW.month) THEN
        RAISE EXCEPTION 'versions of indicator_actuals follow each other';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER indicator_actuals_follow_each_other BEFORE INSERT ON indicator_actuals FOR EACH ROW
    EXECUTE FUNCTION follow_each_other();
