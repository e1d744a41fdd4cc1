-- Work in rotation is found by its type and by its schedule, whichever of them is said. The program writes the same for each
-- vacancy that changes.
SET LOCAL koprik.reader = 'server';
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'employment_type', 'rotation', id FROM vacancies WHERE body->'work_hours'->'rotation'->>'days_on' IS NOT NULL OR body->'work_hours'->>'schedule' = 'rotation'
ON CONFLICT DO NOTHING;
INSERT INTO vacancy_facets (kind, value, record)
SELECT 'schedule', 'rotation', id FROM vacancies WHERE body->>'employment_type' = 'rotation'
ON CONFLICT DO NOTHING;
