DELETE FROM vacancy_facets
WHERE kind = 'schedule' AND value = 'rotation'
    AND record IN (SELECT id FROM vacancies WHERE json_extract(body, '$.work_hours.schedule') IS NOT 'rotation');
