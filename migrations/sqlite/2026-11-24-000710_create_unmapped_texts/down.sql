DROP TABLE unmapped_texts;
