-- The history of a record: from which state to which. Nothing is known of the changes before.
ALTER TABLE changes ADD COLUMN from_state TEXT;
ALTER TABLE changes ADD COLUMN to_state TEXT;
CREATE INDEX changes_record_n_idx ON changes (record, n);
