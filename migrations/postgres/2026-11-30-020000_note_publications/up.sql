-- When a vacancy was last published, so that lists can be put in that order. The program writes the same as it publishes.
UPDATE vacancies
SET body = jsonb_set(body, '{published_at}', to_jsonb((extract(epoch FROM coalesce(
    (SELECT max(at) FROM changes WHERE record = vacancies.id AND kind = 'vacancy' AND (action = 'published' OR (to_state = 'published' AND from_state IS DISTINCT FROM 'published'))),
    created_at)) * 1000000)::bigint))
WHERE status = 'published'
    OR EXISTS (SELECT 1 FROM changes WHERE record = vacancies.id AND kind = 'vacancy' AND (action = 'published' OR to_state = 'published'));
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'published_at', lpad(body->>'published_at', 16, '0'), id FROM vacancies WHERE body->>'published_at' IS NOT NULL;
DROP INDEX changes_to_state_at_idx;
