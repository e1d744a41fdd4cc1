-- A vacancy that says the days of a rotation is found by its schedule. The program writes the same for each vacancy that changes.
SET LOCAL koprik.reader = 'server';
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'schedule', 'rotation', id FROM vacancies WHERE body->'work_hours'->'rotation'->>'days_on' IS NOT NULL
ON CONFLICT DO NOTHING;
