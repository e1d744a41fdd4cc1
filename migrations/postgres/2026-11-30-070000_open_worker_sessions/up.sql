-- Where a worker is reached, as keyed hashes of what the identity says, and who has confirmed that it is the worker.
CREATE TABLE worker_contacts (
    candidate uuid NOT NULL REFERENCES identities (candidate) ON DELETE CASCADE,
    way text NOT NULL,
    mark text NOT NULL,
    first_code_at timestamptz,
    confirmed_at timestamptz,
    confirmed_by text,
    PRIMARY KEY (candidate, way),
    CONSTRAINT worker_contacts_known_way CHECK (way IN ('phone', 'messenger')),
    CONSTRAINT worker_contacts_known_confirmer CHECK (confirmed_by IN ('staff', 'second_code')),
    CONSTRAINT worker_contacts_confirmed_by_somebody CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CONSTRAINT worker_contacts_second_code_a_day_later CHECK (confirmed_by IS NULL OR confirmed_by <> 'second_code'
        OR (first_code_at IS NOT NULL AND confirmed_at - first_code_at >= interval '24 hours'))
);
CREATE INDEX worker_contacts_mark_idx ON worker_contacts (mark);

-- That a code was sent to a worker, or handed over, for one act. The code is kept as a keyed hash, and sealed until it is
-- sent.
CREATE TABLE worker_sessions (
    id uuid PRIMARY KEY,
    candidate uuid NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
    act text NOT NULL,
    record uuid NOT NULL,
    channel text NOT NULL,
    language text NOT NULL,
    contact text,
    code_hash text NOT NULL,
    begun_by uuid,
    begun_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries bigint NOT NULL,
    opened_at timestamptz,
    used_at timestamptz,
    delivery text NOT NULL,
    sealed_code text,
    attempts bigint NOT NULL,
    next_attempt_at timestamptz,
    last_error text,
    CONSTRAINT worker_sessions_known_act CHECK (act IN ('answer_offer', 'agree_to_contract', 'move_application', 'confirm_contract', 'confirm_group',
        'confirm_arrival', 'check_in')),
    CONSTRAINT worker_sessions_known_channel CHECK (channel IN ('sms', 'voice', 'messenger', 'in_person')),
    CONSTRAINT worker_sessions_known_delivery CHECK (delivery IN ('pending', 'sent', 'failed', 'handed_over')),
    CONSTRAINT worker_sessions_sent_somewhere CHECK ((contact IS NULL) = (channel = 'in_person')),
    CONSTRAINT worker_sessions_handed_over_in_person CHECK ((delivery = 'handed_over') = (channel = 'in_person')),
    CONSTRAINT worker_sessions_three_tries CHECK (tries BETWEEN 0 AND 3),
    CONSTRAINT worker_sessions_opened_in_time CHECK (opened_at IS NULL OR (opened_at < expires_at AND tries < 3)),
    CONSTRAINT worker_sessions_used_when_open CHECK (used_at IS NULL OR (opened_at IS NOT NULL AND used_at >= opened_at)),
    CONSTRAINT worker_sessions_sealed_until_sent CHECK ((sealed_code IS NOT NULL) = (delivery = 'pending')),
    CONSTRAINT worker_sessions_pending_has_a_time CHECK ((next_attempt_at IS NOT NULL) = (delivery = 'pending'))
);
CREATE INDEX worker_sessions_candidate_begun_at_idx ON worker_sessions (candidate, begun_at);
CREATE INDEX worker_sessions_due_idx ON worker_sessions (next_attempt_at) WHERE delivery = 'pending';
-- A code counts for what it was sent for, opens once, and serves once.
CREATE TRIGGER worker_sessions_stay_as_they_were_begun BEFORE UPDATE ON worker_sessions FOR EACH ROW WHEN (
        (NEW.id, NEW.candidate, NEW.act, NEW.record, NEW.channel, NEW.language, NEW.contact, NEW.code_hash, NEW.begun_by, NEW.begun_at, NEW.expires_at)
            IS DISTINCT FROM (OLD.id, OLD.candidate, OLD.act, OLD.record, OLD.channel, OLD.language, OLD.contact, OLD.code_hash, OLD.begun_by, OLD.begun_at, OLD.expires_at)
        OR NEW.tries < OLD.tries
        OR (OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at)
        OR (OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at))
    EXECUTE FUNCTION stay_as_it_was_made();

-- Only the worker accepts, by a code that was for this very thing.
CREATE FUNCTION has_spoken(act_asked text, about uuid, by_candidate uuid, session text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM worker_sessions
        WHERE id = session::uuid AND candidate = by_candidate AND act = act_asked AND record = about AND used_at IS NOT NULL)
$$;
CREATE FUNCTION be_accepted_by_the_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT has_spoken('answer_offer', NEW.id, NEW.candidate, NEW.word->>'session') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER offers_are_accepted_by_the_worker BEFORE UPDATE ON offers FOR EACH ROW
    WHEN (NEW.status = 'accepted' AND OLD.status <> 'accepted') EXECUTE FUNCTION be_accepted_by_the_worker();
CREATE FUNCTION be_agreed_to_by_the_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT has_spoken('agree_to_contract', NEW.id, NEW.candidate, NEW.agreement->'word'->>'session') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER contracts_are_agreed_to_by_the_worker BEFORE UPDATE ON contracts FOR EACH ROW
    WHEN (NEW.agreement IS NOT NULL AND OLD.agreement IS NULL) EXECUTE FUNCTION be_agreed_to_by_the_worker();
