-- Work in rotation is found by its type and by its schedule, whichever of them is said. The program writes the same for each
-- vacancy that changes.
INSERT OR IGNORE INTO vacancy_facets (kind, value, record)
SELECT 'employment_type', 'rotation', id FROM vacancies WHERE json_extract(body, '$.work_hours.rotation.days_on') IS NOT NULL OR json_extract(body, '$.work_hours.schedule') = 'rotation';
INSERT OR IGNORE INTO vacancy_facets (kind, value, record)
SELECT 'schedule', 'rotation', id FROM vacancies WHERE json_extract(body, '$.employment_type') = 'rotation';
