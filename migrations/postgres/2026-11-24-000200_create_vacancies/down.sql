DROP TABLE vacancy_facets;
DROP TABLE vacancies;
