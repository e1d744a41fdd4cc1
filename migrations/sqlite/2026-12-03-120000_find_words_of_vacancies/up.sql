-- Words of titles and duties lie among the facets; the program writes those of the vacancies that are there.
DELETE FROM vacancy_facets WHERE kind = 'word';
