-- What every job site filters by. The program writes the same for each vacancy that changes.
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'employment_type', json_extract(body, '$.employment_type'), id FROM vacancies WHERE json_extract(body, '$.employment_type') IS NOT NULL;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'schedule', json_extract(body, '$.work_hours.schedule'), id FROM vacancies WHERE json_extract(body, '$.work_hours.schedule') IS NOT NULL;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'housing', json_extract(body, '$.conditions.housing.kind'), id FROM vacancies WHERE json_extract(body, '$.conditions.housing.kind') IS NOT NULL;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'monthly_pay', printf('%015d', CASE json_extract(body, '$.base_salary.unit') WHEN 'month' THEN json_extract(body, '$.base_salary.min') WHEN 'week' THEN json_extract(body, '$.base_salary.min') * 52 / 12 ELSE json_extract(body, '$.base_salary.min') * json_extract(body, '$.work_hours.hours_per_week') * 52 / 12 END), id
FROM vacancies
WHERE json_extract(body, '$.base_salary.currency') = 'RUB' AND json_extract(body, '$.base_salary.unit') IN ('month', 'week', 'hour');
CREATE INDEX changes_to_state_at_idx ON changes (kind, to_state, at);
