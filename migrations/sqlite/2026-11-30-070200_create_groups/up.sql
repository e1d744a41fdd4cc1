-- People who are placed together, or not at all.
CREATE TABLE groups_of_workers (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES agencies (id),
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    UNIQUE (owner, external_ref),
    CONSTRAINT groups_of_workers_known_status CHECK (status IN ('forming', 'confirmed', 'allocated', 'dissolved')),
    CONSTRAINT groups_of_workers_have_members CHECK (status = 'dissolved' OR json_array_length(body, '$.members') BETWEEN 2 AND 30)
) STRICT;
CREATE INDEX groups_of_workers_owner_id_idx ON groups_of_workers (owner, id);
CREATE INDEX groups_of_workers_status_id_idx ON groups_of_workers (status, id);
CREATE INDEX groups_of_workers_updated_at_idx ON groups_of_workers (updated_at);
-- Nothing is placed that somebody in it has not confirmed.
CREATE TRIGGER groups_of_workers_are_confirmed_by_all BEFORE UPDATE ON groups_of_workers
    WHEN NEW.status IN ('confirmed', 'allocated')
        AND EXISTS (SELECT 1 FROM json_each(NEW.body, '$.members') WHERE value ->> '$.joined.session' IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'groups_of_workers_are_confirmed_by_all');
END;

CREATE TABLE group_of_workers_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;
-- A person is in one group that is not dissolved.
CREATE UNIQUE INDEX group_of_workers_facets_live_idx ON group_of_workers_facets (value) WHERE kind = 'live_member';
