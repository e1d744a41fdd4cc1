-- Questions about matches that are asked again of whatever appears or changes.
CREATE TABLE saved_searches (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    external_ref TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    CONSTRAINT saved_searches_known_status CHECK (status IN ('active', 'paused')),
    UNIQUE (owner, external_ref)
) STRICT;
CREATE INDEX saved_searches_owner_id_idx ON saved_searches (owner, id);
CREATE INDEX saved_searches_status_id_idx ON saved_searches (status, id);
CREATE INDEX saved_searches_updated_at_idx ON saved_searches (updated_at);

CREATE TABLE saved_search_facets (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, value, record)
) STRICT, WITHOUT ROWID;

-- What a saved search has found, each once: a candidate or a vacancy. It is told when it is due.
CREATE TABLE saved_search_matches (
    id BLOB PRIMARY KEY NOT NULL,
    search BLOB NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
    candidate BLOB REFERENCES candidates (id) ON DELETE CASCADE,
    vacancy BLOB REFERENCES vacancies (id) ON DELETE CASCADE,
    score INTEGER NOT NULL,
    found_at INTEGER NOT NULL,
    due INTEGER NOT NULL,
    told_at INTEGER,
    CONSTRAINT saved_search_matches_one_found CHECK ((candidate IS NULL) <> (vacancy IS NULL)),
    CONSTRAINT saved_search_matches_score CHECK (score BETWEEN 0 AND 10000),
    CONSTRAINT saved_search_matches_due_later CHECK (due >= found_at),
    CONSTRAINT saved_search_matches_told_when_due CHECK (told_at IS NULL OR told_at >= due)
) STRICT;
CREATE UNIQUE INDEX saved_search_matches_candidate_idx ON saved_search_matches (search, candidate);
CREATE UNIQUE INDEX saved_search_matches_vacancy_idx ON saved_search_matches (search, vacancy);
CREATE INDEX saved_search_matches_search_id_idx ON saved_search_matches (search, id);
CREATE INDEX saved_search_matches_of_candidate_idx ON saved_search_matches (candidate);
CREATE INDEX saved_search_matches_of_vacancy_idx ON saved_search_matches (vacancy);
CREATE INDEX saved_search_matches_untold_idx ON saved_search_matches (due) WHERE told_at IS NULL;
