DROP TABLE saved_search_matches;
DROP TABLE saved_search_facets;
DROP TABLE saved_searches;
