-- Texts that were sent to be imported: kept in pieces until the job that reads them has ended.
CREATE TABLE import_texts (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL,
    job BLOB UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX import_texts_owner_idx ON import_texts (owner);
CREATE TABLE import_pieces (
    import_text BLOB NOT NULL REFERENCES import_texts (id) ON DELETE CASCADE,
    begins_at INTEGER NOT NULL,
    piece TEXT NOT NULL,
    PRIMARY KEY (import_text, begins_at),
    CONSTRAINT import_pieces_begin_in_the_text CHECK (begins_at >= 0),
    CONSTRAINT import_pieces_hold_something CHECK (length(piece) > 0)
) STRICT, WITHOUT ROWID;
