DROP TABLE group_of_workers_facets;
DROP TABLE groups_of_workers;
DROP FUNCTION be_confirmed_by_all();
