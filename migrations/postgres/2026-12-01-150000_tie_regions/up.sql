-- Acts that tie a region of Uzbekistan to a place of Tatarstan. One is active only while an organisation of each side approves of it as it is.
CREATE TABLE region_partnerships (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT region_partnerships_active_by_both_sides CHECK (status <> 'active' OR coalesce(
        body->'decisions'->'tt'->>'verdict' = 'approve' AND body->'decisions'->'uz'->>'verdict' = 'approve'
            AND body->'decisions'->'tt'->>'organisation' <> body->'decisions'->'uz'->>'organisation', false)),
    UNIQUE (owner, external_ref)
);
CREATE INDEX region_partnerships_owner_id_idx ON region_partnerships (owner, id);
CREATE INDEX region_partnerships_status_id_idx ON region_partnerships (status, id);
CREATE INDEX region_partnerships_updated_at_idx ON region_partnerships (updated_at);

CREATE TABLE region_partnership_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- Two acts never tie the same two places on one day.
CREATE FUNCTION tie_regions_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(20261130, hashtext(NEW.body ->> 'uz_region'));
    IF EXISTS (
        SELECT 1 FROM region_partnerships other
        WHERE other.id <> NEW.id AND other.status IN ('proposed', 'active')
            AND other.body ->> 'uz_region' = NEW.body ->> 'uz_region'
            AND other.body ->> 'municipality' IS NOT DISTINCT FROM NEW.body ->> 'municipality'
            AND other.body ->> 'since' <= coalesce(NEW.body ->> 'until', '9999-12-31')
            AND NEW.body ->> 'since' <= coalesce(other.body ->> 'until', '9999-12-31')) THEN
        RAISE EXCEPTION 'a rule is broken: %', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER region_partnerships_stay_apart BEFORE INSERT OR UPDATE ON region_partnerships FOR EACH ROW
    WHEN (NEW.status IN ('proposed', 'active')) EXECUTE FUNCTION tie_regions_apart();
