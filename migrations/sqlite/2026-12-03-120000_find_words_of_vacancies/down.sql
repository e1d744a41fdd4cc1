DELETE FROM vacancy_facets WHERE kind = 'word';
