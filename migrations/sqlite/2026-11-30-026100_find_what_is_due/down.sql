DROP INDEX deadlines_due_idx;
