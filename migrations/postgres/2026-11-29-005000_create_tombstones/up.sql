-- What is left of records that some, who could see them, see no more: deleted, or public no more. Ids and moments alone.
CREATE TABLE tombstones (
    kind text NOT NULL,
    record uuid NOT NULL,
    owner uuid NOT NULL,
    state text,
    seen_by text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT tombstones_seen_by CHECK (seen_by IN ('owner', 'public')),
    PRIMARY KEY (kind, record)
);
CREATE INDEX tombstones_kind_at_idx ON tombstones (kind, at);

INSERT INTO tombstones (kind, record, owner, state, seen_by, at)
SELECT 'vacancy', id, owner, status, 'public', updated_at
FROM vacancies
WHERE status <> 'published'
    AND EXISTS (SELECT 1 FROM changes WHERE changes.record = vacancies.id AND changes.action = 'published');
