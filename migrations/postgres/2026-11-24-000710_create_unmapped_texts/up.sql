-- The texts on open records that name nothing known, until somebody maps them. An empty lang is an unknown one.
CREATE TABLE unmapped_texts (
    record uuid NOT NULL,
    record_kind text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    lang text NOT NULL,
    text text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (record, kind, key, lang)
);
CREATE INDEX unmapped_texts_kind_key_lang_idx ON unmapped_texts (kind, key, lang);
