-- What both sides have agreed to do by when. One is dropped only once the owner on each side gives it up.
CREATE TABLE measures (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT measures_known_status CHECK (status IN ('planned', 'running', 'done', 'dropped')),
    CONSTRAINT measures_dropped_by_both_owners CHECK (status <> 'dropped' OR coalesce(
        body ->> '$.drops.tt.organisation' = body ->> '$.owners.tt.organisation' AND body ->> '$.drops.uz.organisation' = body ->> '$.owners.uz.organisation'
            AND body ->> '$.owners.tt.organisation' <> body ->> '$.owners.uz.organisation', 0)),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX measures_owner_id_idx ON measures (owner, id);
CREATE INDEX measures_status_id_idx ON measures (status, id);
CREATE INDEX measures_updated_at_idx ON measures (updated_at);

CREATE TABLE measure_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- By what measures are judged.
CREATE TABLE indicators (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT indicators_known_status CHECK (status IN ('draft', 'active', 'closed')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX indicators_owner_id_idx ON indicators (owner, id);
CREATE INDEX indicators_status_id_idx ON indicators (status, id);
CREATE INDEX indicators_updated_at_idx ON indicators (updated_at);

CREATE TABLE indicator_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- Meetings of the working group.
CREATE TABLE meetings (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT meetings_known_status CHECK (status IN ('planned', 'held', 'cancelled')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX meetings_owner_id_idx ON meetings (owner, id);
CREATE INDEX meetings_status_id_idx ON meetings (status, id);
CREATE INDEX meetings_updated_at_idx ON meetings (updated_at);

CREATE TABLE meeting_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- The value of an indicator for a month. A value is frozen: another is a version of its own, with its reason.
CREATE TABLE indicator_actuals (
    indicator BLOB NOT NULL REFERENCES indicators (id),
    month INTEGER NOT NULL,
    version INTEGER NOT NULL,
    value REAL NOT NULL,
    numerator INTEGER,
    denominator INTEGER,
    source_title TEXT,
    source_url TEXT,
    reason TEXT,
    frozen_at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (indicator, month, version),
    CONSTRAINT indicator_actuals_counted_or_typed CHECK ((numerator IS NULL) = (source_title IS NOT NULL)),
    CONSTRAINT indicator_actuals_revised_for_a_reason CHECK (version >= 1 AND (version > 1) = (reason IS NOT NULL))
) STRICT;

CREATE TRIGGER indicator_actuals_stay_as_they_are BEFORE UPDATE ON indicator_actuals BEGIN
    SELECT RAISE(ABORT, 'entries of indicator_actuals are neither changed nor deleted');
END;
CREATE TRIGGER indicator_actuals_stay BEFORE DELETE ON indicator_actuals BEGIN
    SELECT RAISE(ABORT, 'entries of indicator_actuals are neither changed nor deleted');
END;
CREATE TRIGGER indicator_actuals_follow_each_other BEFORE INSERT ON indicator_actuals
    WHEN NEW.version > 1 + (SELECT count(*) FROM indicator_actuals WHERE indicator = NEW.indicator AND month = NEW.month) BEGIN
    SELECT RAISE(ABORT, 'versions of indicator_actuals follow each other');
END;
