-- Reminders of deadlines on their way to workers: not the text and not the contact, of which only a keyed hash is kept.
CREATE TABLE worker_reminders (
    id BLOB PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    deadline BLOB NOT NULL,
    told_on TEXT NOT NULL,
    news TEXT NOT NULL,
    way TEXT NOT NULL,
    contact TEXT NOT NULL,
    language TEXT NOT NULL,
    delivery TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER,
    last_error TEXT,
    CONSTRAINT worker_reminders_known_news CHECK (news IN ('approaching', 'missed')),
    CONSTRAINT worker_reminders_known_way CHECK (way IN ('phone', 'messenger')),
    CONSTRAINT worker_reminders_known_delivery CHECK (delivery IN ('pending', 'sent', 'failed')),
    CONSTRAINT worker_reminders_pending_has_a_time CHECK ((next_attempt_at IS NOT NULL) = (delivery = 'pending')),
    CONSTRAINT worker_reminders_once UNIQUE (deadline, told_on)
) STRICT;
CREATE INDEX worker_reminders_candidate_idx ON worker_reminders (candidate);
CREATE INDEX worker_reminders_due_idx ON worker_reminders (next_attempt_at) WHERE delivery = 'pending';
