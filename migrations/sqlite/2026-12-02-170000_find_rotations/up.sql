-- A vacancy that says the days of a rotation is found by its schedule. The program writes the same for each vacancy that changes.
INSERT OR IGNORE INTO vacancy_facets (kind, value, record)
SELECT 'schedule', 'rotation', id FROM vacancies WHERE json_extract(body, '$.work_hours.rotation.days_on') IS NOT NULL;
