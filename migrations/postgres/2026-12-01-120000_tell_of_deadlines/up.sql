-- The day on which there is something to tell of a deadline: a reminder, or that it was missed. What is open already is looked
-- at by the next sweep.
ALTER TABLE deadlines ADD COLUMN tell_on text
    CONSTRAINT deadlines_tell_of_what_is_open CHECK (tell_on IS NULL OR ended IS NULL);
UPDATE deadlines SET tell_on = event_on WHERE ended IS NULL;
CREATE INDEX deadlines_tell_on_idx ON deadlines (tell_on) WHERE tell_on IS NOT NULL;
-- The days that it had before they last moved.
ALTER TABLE deadlines ADD COLUMN earlier_legal_on text;
ALTER TABLE deadlines ADD COLUMN earlier_due_on text
    CONSTRAINT deadlines_keep_both_days CHECK ((earlier_legal_on IS NULL) = (earlier_due_on IS NULL));
