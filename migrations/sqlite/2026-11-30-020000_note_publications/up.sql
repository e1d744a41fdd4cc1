-- When a vacancy was last published, so that lists can be put in that order. The program writes the same as it publishes.
UPDATE vacancies
SET body = json_set(body, '$.published_at', coalesce(
    (SELECT max(at) FROM changes WHERE record = vacancies.id AND kind = 'vacancy' AND (action = 'published' OR (to_state = 'published' AND from_state IS NOT 'published'))),
    created_at))
WHERE status = 'published'
    OR EXISTS (SELECT 1 FROM changes WHERE record = vacancies.id AND kind = 'vacancy' AND (action = 'published' OR to_state = 'published'));
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'published_at', printf('%016d', json_extract(body, '$.published_at')), id FROM vacancies WHERE json_extract(body, '$.published_at') IS NOT NULL;
DROP INDEX changes_to_state_at_idx;
