-- Questions about matches that are asked again of whatever appears or changes.
CREATE TABLE saved_searches (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL,
    external_ref text,
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    search text NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT saved_searches_known_status CHECK (status IN ('active', 'paused')),
    UNIQUE (owner, external_ref)
);
CREATE INDEX saved_searches_owner_id_idx ON saved_searches (owner, id);
CREATE INDEX saved_searches_status_id_idx ON saved_searches (status, id);
CREATE INDEX saved_searches_updated_at_idx ON saved_searches (updated_at);

CREATE TABLE saved_search_facets (
    kind text NOT NULL,
    value text NOT NULL,
    record uuid NOT NULL,
    PRIMARY KEY (kind, value, record)
);

-- What a saved search has found, each once: a candidate or a vacancy. It is told when it is due.
CREATE TABLE saved_search_matches (
    id uuid PRIMARY KEY NOT NULL,
    search uuid NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
    candidate uuid REFERENCES candidates (id) ON DELETE CASCADE,
    vacancy uuid REFERENCES vacancies (id) ON DELETE CASCADE,
    score bigint NOT NULL,
    found_at timestamptz NOT NULL,
    due timestamptz NOT NULL,
    told_at timestamptz,
    CONSTRAINT saved_search_matches_one_found CHECK ((candidate IS NULL) <> (vacancy IS NULL)),
    CONSTRAINT saved_search_matches_score CHECK (score BETWEEN 0 AND 10000),
    CONSTRAINT saved_search_matches_due_later CHECK (due >= found_at),
    CONSTRAINT saved_search_matches_told_when_due CHECK (told_at IS NULL OR told_at >= due)
);
CREATE UNIQUE INDEX saved_search_matches_candidate_idx ON saved_search_matches (search, candidate);
CREATE UNIQUE INDEX saved_search_matches_vacancy_idx ON saved_search_matches (search, vacancy);
CREATE INDEX saved_search_matches_search_id_idx ON saved_search_matches (search, id);
CREATE INDEX saved_search_matches_of_candidate_idx ON saved_search_matches (candidate);
CREATE INDEX saved_search_matches_of_vacancy_idx ON saved_search_matches (vacancy);
CREATE INDEX saved_search_matches_untold_idx ON saved_search_matches (due) WHERE told_at IS NULL;

-- An organisation sees its own searches, and what they have found.
SELECT wall('saved_searches', 'owner = {organisation}');
SELECT wall_behind('saved_search_facets', 'record', 'saved_searches');
SELECT wall_behind('saved_search_matches', 'search', 'saved_searches');
