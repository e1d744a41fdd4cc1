DROP TABLE course_facets;
DROP TABLE courses;
