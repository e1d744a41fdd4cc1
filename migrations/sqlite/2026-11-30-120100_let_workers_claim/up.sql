-- Workers claim benefits in the own channel too. SQLite changes a check by writing the table anew.
DROP TRIGGER offers_are_accepted_by_the_worker;
DROP TRIGGER contracts_are_agreed_to_by_the_worker;
DROP TRIGGER contracts_are_confirmed_by_the_worker;
CREATE TABLE new_worker_sessions (
    id BLOB PRIMARY KEY NOT NULL,
    candidate BLOB NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    act TEXT NOT NULL,
    record BLOB NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    contact TEXT,
    code_hash TEXT NOT NULL,
    begun_by BLOB,
    begun_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    opened_at INTEGER,
    used_at INTEGER,
    delivery TEXT NOT NULL,
    sealed_code TEXT,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER,
    last_error TEXT,
    CONSTRAINT worker_sessions_known_act CHECK (act IN ('answer_offer', 'agree_to_contract', 'move_application', 'confirm_contract', 'confirm_group',
        'confirm_arrival', 'check_in', 'claim_benefit')),
    CONSTRAINT worker_sessions_known_channel CHECK (channel IN ('sms', 'voice', 'messenger', 'in_person')),
    CONSTRAINT worker_sessions_known_delivery CHECK (delivery IN ('pending', 'sent', 'failed', 'handed_over')),
    CONSTRAINT worker_sessions_sent_somewhere CHECK ((contact IS NULL) = (channel = 'in_person')),
    CONSTRAINT worker_sessions_handed_over_in_person CHECK ((delivery = 'handed_over') = (channel = 'in_person')),
    CONSTRAINT worker_sessions_three_tries CHECK (tries BETWEEN 0 AND 3),
    CONSTRAINT worker_sessions_opened_in_time CHECK (opened_at IS NULL OR (opened_at < expires_at AND tries < 3)),
    CONSTRAINT worker_sessions_used_when_open CHECK (used_at IS NULL OR (opened_at IS NOT NULL AND used_at >= opened_at)),
    CONSTRAINT worker_sessions_sealed_until_sent CHECK ((sealed_code IS NOT NULL) = (delivery = 'pending')),
    CONSTRAINT worker_sessions_pending_has_a_time CHECK ((next_attempt_at IS NOT NULL) = (delivery = 'pending'))
) STRICT;
INSERT INTO new_worker_sessions SELECT * FROM worker_sessions;
DROP TABLE worker_sessions;
ALTER TABLE new_worker_sessions RENAME TO worker_sessions;
CREATE INDEX worker_sessions_candidate_begun_at_idx ON worker_sessions (candidate, begun_at);
CREATE INDEX worker_sessions_due_idx ON worker_sessions (next_attempt_at) WHERE delivery = 'pending';
-- A code counts for what it was sent for, opens once, and serves once.
CREATE TRIGGER worker_sessions_stay_as_they_were_begun BEFORE UPDATE ON worker_sessions
    WHEN (NEW.id, NEW.candidate, NEW.act, NEW.record, NEW.channel, NEW.language, NEW.contact, NEW.code_hash, NEW.begun_by, NEW.begun_at, NEW.expires_at)
            IS NOT (OLD.id, OLD.candidate, OLD.act, OLD.record, OLD.channel, OLD.language, OLD.contact, OLD.code_hash, OLD.begun_by, OLD.begun_at, OLD.expires_at)
        OR NEW.tries < OLD.tries
        OR (OLD.opened_at IS NOT NULL AND NEW.opened_at IS NOT OLD.opened_at)
        OR (OLD.used_at IS NOT NULL AND NEW.used_at IS NOT OLD.used_at)
BEGIN
    SELECT RAISE(ABORT, 'worker_sessions_stay_as_they_were_begun');
END;
CREATE TRIGGER offers_are_accepted_by_the_worker BEFORE UPDATE ON offers
    WHEN NEW.status = 'accepted' AND OLD.status <> 'accepted'
        AND NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE lower(hex(id)) = replace(NEW.word ->> '$.session', '-', '')
                AND candidate = NEW.candidate AND act = 'answer_offer' AND record = NEW.id AND used_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'offers_are_accepted_by_the_worker');
END;
CREATE TRIGGER contracts_are_agreed_to_by_the_worker BEFORE UPDATE ON contracts
    WHEN NEW.agreement IS NOT NULL AND OLD.agreement IS NULL
        AND NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE lower(hex(id)) = replace(NEW.agreement -> '$.word' ->> '$.session', '-', '')
                AND candidate = NEW.candidate AND act = 'agree_to_contract' AND record = NEW.id AND used_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'contracts_are_agreed_to_by_the_worker');
END;
CREATE TRIGGER contracts_are_confirmed_by_the_worker BEFORE UPDATE ON contracts
    WHEN NEW.arrival IS NOT OLD.arrival
        AND (OLD.arrival IS NOT NULL OR NEW.status <> 'signed' OR NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE lower(hex(id)) = replace(NEW.arrival -> '$.word' ->> '$.session', '-', '')
                AND candidate = NEW.candidate AND act = 'confirm_contract' AND record = NEW.id AND used_at IS NOT NULL))
BEGIN
    SELECT RAISE(ABORT, 'contracts_are_confirmed_by_the_worker');
END;
