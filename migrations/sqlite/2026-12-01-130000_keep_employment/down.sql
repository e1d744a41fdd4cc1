DROP TABLE employment_entries;
