CREATE INDEX deadlines_due_idx ON deadlines (due_on, n) WHERE ended IS NULL;
