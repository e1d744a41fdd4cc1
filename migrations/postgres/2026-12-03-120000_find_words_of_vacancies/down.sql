DELETE FROM vacancy_facets WHERE kind = 'word';
ALTER TABLE vacancy_facets ALTER COLUMN value TYPE text COLLATE "default";
