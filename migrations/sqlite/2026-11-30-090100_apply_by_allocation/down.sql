DROP INDEX applications_allocation_idx;
ALTER TABLE applications DROP COLUMN allocation;
