ALTER TABLE deadlines DROP COLUMN earlier_due_on;
ALTER TABLE deadlines DROP COLUMN earlier_legal_on;
DROP INDEX deadlines_tell_on_idx;
ALTER TABLE deadlines DROP COLUMN tell_on;
