-- The history of a record: from which state to which. Nothing is known of the changes before.
ALTER TABLE changes ADD COLUMN from_state text;
ALTER TABLE changes ADD COLUMN to_state text;
CREATE INDEX changes_record_n_idx ON changes (record, n);
