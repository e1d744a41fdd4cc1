DROP INDEX changes_to_state_at_idx;
DELETE FROM vacancy_facets WHERE kind IN ('employment_type', 'schedule', 'housing', 'monthly_pay');
