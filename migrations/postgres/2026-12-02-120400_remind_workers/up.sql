-- Reminders of deadlines on their way to workers: not the text and not the contact, of which only a keyed hash is kept.
CREATE TABLE worker_reminders (
    id uuid PRIMARY KEY NOT NULL,
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    deadline uuid NOT NULL,
    told_on text NOT NULL,
    news text NOT NULL,
    way text NOT NULL,
    contact text NOT NULL,
    language text NOT NULL,
    delivery text NOT NULL,
    attempts bigint NOT NULL,
    next_attempt_at timestamptz,
    last_error text,
    CONSTRAINT worker_reminders_known_news CHECK (news IN ('approaching', 'missed')),
    CONSTRAINT worker_reminders_known_way CHECK (way IN ('phone', 'messenger')),
    CONSTRAINT worker_reminders_known_delivery CHECK (delivery IN ('pending', 'sent', 'failed')),
    CONSTRAINT worker_reminders_pending_has_a_time CHECK ((next_attempt_at IS NOT NULL) = (delivery = 'pending')),
    CONSTRAINT worker_reminders_once UNIQUE (deadline, told_on)
);
CREATE INDEX worker_reminders_candidate_idx ON worker_reminders (candidate);
CREATE INDEX worker_reminders_due_idx ON worker_reminders (next_attempt_at) WHERE delivery = 'pending';
