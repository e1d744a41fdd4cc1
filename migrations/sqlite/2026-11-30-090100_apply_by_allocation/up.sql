-- Who was put forward by an allocation says by which.
ALTER TABLE applications ADD COLUMN allocation BLOB REFERENCES allocations (id);
CREATE INDEX applications_allocation_idx ON applications (allocation);
