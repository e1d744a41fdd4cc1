DROP INDEX changes_record_n_idx;
ALTER TABLE changes DROP COLUMN to_state;
ALTER TABLE changes DROP COLUMN from_state;
