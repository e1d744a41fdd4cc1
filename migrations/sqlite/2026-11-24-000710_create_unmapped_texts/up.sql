-- The texts on open records that name nothing known, until somebody maps them. An empty lang is an unknown one.
CREATE TABLE unmapped_texts (
    record BLOB NOT NULL,
    record_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (record, kind, key, lang)
) STRICT, WITHOUT ROWID;
CREATE INDEX unmapped_texts_kind_key_lang_idx ON unmapped_texts (kind, key, lang);
