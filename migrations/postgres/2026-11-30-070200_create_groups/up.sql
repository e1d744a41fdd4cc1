-- People who are placed together, or not at all.
CREATE TABLE groups_of_workers (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES agencies (id),
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    UNIQUE (owner, external_ref),
    CONSTRAINT groups_of_workers_known_status CHECK (status IN ('forming', 'confirmed', 'allocated', 'dissolved')),
    CONSTRAINT groups_of_workers_have_members CHECK (status = 'dissolved' OR jsonb_array_length(body->'members') BETWEEN 2 AND 30)
);
CREATE INDEX groups_of_workers_owner_id_idx ON groups_of_workers (owner, id);
CREATE INDEX groups_of_workers_status_id_idx ON groups_of_workers (status, id);
CREATE INDEX groups_of_workers_updated_at_idx ON groups_of_workers (updated_at);
-- Nothing is placed that somebody in it has not confirmed.
CREATE FUNCTION be_confirmed_by_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.body->'members') member
        WHERE member->'joined'->>'session' IS NULL) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER groups_of_workers_are_confirmed_by_all BEFORE UPDATE ON groups_of_workers FOR EACH ROW
    WHEN (NEW.status IN ('confirmed', 'allocated')) EXECUTE FUNCTION be_confirmed_by_all();

CREATE TABLE group_of_workers_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);
-- A person is in one group that is not dissolved.
CREATE UNIQUE INDEX group_of_workers_facets_live_idx ON group_of_workers_facets (value) WHERE kind = 'live_member';
