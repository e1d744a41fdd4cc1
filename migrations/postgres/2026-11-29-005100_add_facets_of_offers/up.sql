-- What every job site filters by. The program writes the same for each vacancy that changes.
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'employment_type', body->>'employment_type', id FROM vacancies WHERE body->>'employment_type' IS NOT NULL;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'schedule', body->'work_hours'->>'schedule', id FROM vacancies WHERE body->'work_hours'->>'schedule' IS NOT NULL;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'housing', body->'conditions'->'housing'->>'kind', id FROM vacancies WHERE body->'conditions'->'housing'->>'kind' IS NOT NULL;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'monthly_pay', lpad((CASE body->'base_salary'->>'unit' WHEN 'month' THEN (body->'base_salary'->>'min')::bigint WHEN 'week' THEN (body->'base_salary'->>'min')::bigint * 52 / 12 ELSE (body->'base_salary'->>'min')::bigint * (body->'work_hours'->>'hours_per_week')::bigint * 52 / 12 END)::text, 15, '0'), id
FROM vacancies
WHERE body->'base_salary'->>'currency' = 'RUB' AND body->'base_salary'->>'unit' IN ('month', 'week', 'hour');
CREATE INDEX changes_to_state_at_idx ON changes (kind, to_state, at);
