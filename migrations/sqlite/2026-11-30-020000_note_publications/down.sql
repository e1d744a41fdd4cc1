CREATE INDEX changes_to_state_at_idx ON changes (kind, to_state, at);
DELETE FROM vacancy_facets WHERE kind = 'published_at';
UPDATE vacancies SET body = json_remove(body, '$.published_at');
