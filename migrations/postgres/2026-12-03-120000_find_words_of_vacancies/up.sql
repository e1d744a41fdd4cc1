-- Words of titles and duties lie among the facets. They are compared byte by byte, so that all that begin alike lie together.
ALTER TABLE vacancy_facets ALTER COLUMN value TYPE text COLLATE "C";
DELETE FROM vacancy_facets WHERE kind = 'word';
