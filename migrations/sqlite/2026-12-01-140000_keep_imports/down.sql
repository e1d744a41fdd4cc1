DROP TABLE import_pieces;
DROP TABLE import_texts;
