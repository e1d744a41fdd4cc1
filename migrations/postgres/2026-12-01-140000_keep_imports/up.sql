-- Texts that were sent to be imported: kept in pieces until the job that reads them has ended.
CREATE TABLE import_texts (
    id uuid PRIMARY KEY,
    owner uuid NOT NULL,
    job uuid UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL
);
CREATE INDEX import_texts_owner_idx ON import_texts (owner);
CREATE TABLE import_pieces (
    import_text uuid NOT NULL REFERENCES import_texts (id) ON DELETE CASCADE,
    begins_at bigint NOT NULL,
    piece text NOT NULL,
    PRIMARY KEY (import_text, begins_at),
    CONSTRAINT import_pieces_begin_in_the_text CHECK (begins_at >= 0),
    CONSTRAINT import_pieces_hold_something CHECK (length(piece) > 0)
);
