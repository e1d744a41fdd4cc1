SET LOCAL koprik.reader = 'server';
DELETE FROM vacancy_facets
WHERE kind = 'schedule' AND value = 'rotation'
    AND record IN (SELECT id FROM vacancies WHERE body->'work_hours'->>'schedule' IS DISTINCT FROM 'rotation');
