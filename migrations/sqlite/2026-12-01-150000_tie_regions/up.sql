-- Acts that tie a region of Uzbekistan to a place of Tatarstan. One is active only while an organisation of each side approves of it as it is.
CREATE TABLE region_partnerships (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT region_partnerships_active_by_both_sides CHECK (status <> 'active' OR coalesce(
        body ->> '$.decisions.tt.verdict' = 'approve' AND body ->> '$.decisions.uz.verdict' = 'approve'
            AND body ->> '$.decisions.tt.organisation' <> body ->> '$.decisions.uz.organisation', 0)),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX region_partnerships_owner_id_idx ON region_partnerships (owner, id);
CREATE INDEX region_partnerships_status_id_idx ON region_partnerships (status, id);
CREATE INDEX region_partnerships_updated_at_idx ON region_partnerships (updated_at);

CREATE TABLE region_partnership_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- Two acts never tie the same two places on one day.
CREATE TRIGGER region_partnerships_begin_apart BEFORE INSERT ON region_partnerships
    WHEN NEW.status IN ('proposed', 'active') AND EXISTS (
        SELECT 1 FROM region_partnerships other
        WHERE other.id <> NEW.id AND other.status IN ('proposed', 'active')
            AND other.body ->> '$.uz_region' = NEW.body ->> '$.uz_region'
            AND other.body ->> '$.municipality' IS NEW.body ->> '$.municipality'
            AND other.body ->> '$.since' <= coalesce(NEW.body ->> '$.until', '9999-12-31')
            AND NEW.body ->> '$.since' <= coalesce(other.body ->> '$.until', '9999-12-31'))
BEGIN
    SELECT RAISE(ABORT, 'a rule is broken: region_partnerships_stay_apart');
END;
CREATE TRIGGER region_partnerships_stay_apart BEFORE UPDATE ON region_partnerships
    WHEN NEW.status IN ('proposed', 'active') AND EXISTS (
        SELECT 1 FROM region_partnerships other
        WHERE other.id <> NEW.id AND other.status IN ('proposed', 'active')
            AND other.body ->> '$.uz_region' = NEW.body ->> '$.uz_region'
            AND other.body ->> '$.municipality' IS NEW.body ->> '$.municipality'
            AND other.body ->> '$.since' <= coalesce(NEW.body ->> '$.until', '9999-12-31')
            AND NEW.body ->> '$.since' <= coalesce(other.body ->> '$.until', '9999-12-31'))
BEGIN
    SELECT RAISE(ABORT, 'a rule is broken: region_partnerships_stay_apart');
END;
