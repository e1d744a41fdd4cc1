-- An application begins before the choice, or is chosen by an allocation while there is a seat; all that comes later follows.
CREATE FUNCTION begin_on_an_open_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT CASE WHEN NEW.status <> 'selected' THEN body->'openings' ? 'total' ELSE (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working'))
        > (body->'openings'->>'total')::bigint - (body->'openings'->>'filled')::bigint - (body->'openings'->>'cancelled')::bigint END
            FROM vacancies WHERE id = NEW.vacancy) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_begin_on_an_open_seat AFTER INSERT ON applications FOR EACH ROW
    WHEN (NEW.status NOT IN ('draft', 'submitted')) EXECUTE FUNCTION begin_on_an_open_seat();
-- What a trigger is there to refuse, whenever its condition holds.
CREATE FUNCTION refuse_by_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_NAME;
END
$$;
-- Which state may follow, as the program has it.
CREATE TRIGGER applications_step_by_step AFTER UPDATE OF status ON applications FOR EACH ROW
    WHEN (NEW.status <> OLD.status AND NOT (CASE OLD.status
        WHEN 'draft' THEN NEW.status IN ('submitted', 'closed')
        WHEN 'submitted' THEN NEW.status IN ('shortlisted', 'selected', 'closed')
        WHEN 'shortlisted' THEN NEW.status IN ('interview', 'closed')
        WHEN 'interview' THEN NEW.status IN ('selected', 'closed')
        WHEN 'selected' THEN NEW.status IN ('contract_offered', 'closed')
        WHEN 'contract_offered' THEN NEW.status IN ('selected', 'contract_signed', 'closed')
        WHEN 'contract_signed' THEN NEW.status IN ('predeparture_trained', 'closed')
        WHEN 'predeparture_trained' THEN NEW.status IN ('departed', 'closed')
        WHEN 'departed' THEN NEW.status IN ('arrived', 'closed')
        WHEN 'arrived' THEN NEW.status IN ('migration_registered', 'closed')
        WHEN 'migration_registered' THEN NEW.status IN ('work_document_issued', 'closed')
        WHEN 'work_document_issued' THEN NEW.status IN ('working', 'closed')
        WHEN 'working' THEN NEW.status IN ('contract_ended', 'closed')
        WHEN 'contract_ended' THEN NEW.status IN ('returned', 'renewed', 'transferred')
        WHEN 'closed' THEN NEW.status = 'submitted'
        ELSE false END))
    EXECUTE FUNCTION refuse_by_name();

-- What a job order says can be.
CREATE TRIGGER job_orders_are_as_they_can_be AFTER INSERT OR UPDATE ON job_orders FOR EACH ROW
    WHEN ((NEW.body->>'heads')::bigint NOT BETWEEN 1 AND 10000
        OR NEW.body->>'period_end' <= NEW.body->>'period_start'
        OR NEW.status NOT IN ('draft', 'submitted', 'under_review', 'approved', 'returned', 'rejected', 'suspended', 'exhausted', 'expired', 'withdrawn'))
    EXECUTE FUNCTION refuse_by_name();
-- What both sides have approved of stays as it is while they do.
CREATE TRIGGER job_orders_stay_as_they_were_decided AFTER UPDATE OF body ON job_orders FOR EACH ROW
    WHEN (NEW.status IN ('under_review', 'approved', 'suspended', 'exhausted') AND (
        NEW.body->'heads' IS DISTINCT FROM OLD.body->'heads'
        OR NEW.body->'occupation' IS DISTINCT FROM OLD.body->'occupation'
        OR NEW.body->'okved' IS DISTINCT FROM OLD.body->'okved'
        OR NEW.body->'municipality' IS DISTINCT FROM OLD.body->'municipality'
        OR NEW.body->'period_start' IS DISTINCT FROM OLD.body->'period_start'
        OR NEW.body->'period_end' IS DISTINCT FROM OLD.body->'period_end'
        OR coalesce(NEW.body->'terms', 'null') <> coalesce(OLD.body->'terms', 'null')
        OR coalesce(NEW.body->'pool', '[]') <> coalesce(OLD.body->'pool', '[]')))
    EXECUTE FUNCTION refuse_by_name();
-- Heads are allotted anew, never changed: so nothing is allotted past what was asked.
CREATE TRIGGER allotments_stay_as_they_are BEFORE UPDATE ON allotments FOR EACH ROW EXECUTE FUNCTION refuse_by_name();

-- A slot stays where and when it was given: nobody comes into two sessions by a change of it.
CREATE TRIGGER selection_slots_stay_in_their_time BEFORE UPDATE ON selection_slots FOR EACH ROW
    WHEN (NEW.session <> OLD.session OR NEW.candidate <> OLD.candidate
        OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at)
    EXECUTE FUNCTION refuse_by_name();
-- What was never sent is not accepted.
CREATE FUNCTION begin_unanswered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM worker_sessions
        WHERE id::text = NEW.word->>'session'
            AND candidate = NEW.candidate AND act = 'answer_offer' AND record = NEW.id AND used_at IS NOT NULL) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER offers_begin_unanswered AFTER INSERT ON offers FOR EACH ROW
    WHEN (NEW.status = 'accepted') EXECUTE FUNCTION begin_unanswered();
-- Nothing is placed that somebody in it has not confirmed.
CREATE FUNCTION begin_unconfirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.body->'members') AS member WHERE member->'joined'->>'session' IS NULL) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER groups_of_workers_begin_unconfirmed AFTER INSERT ON groups_of_workers FOR EACH ROW
    WHEN (NEW.status IN ('confirmed', 'allocated')) EXECUTE FUNCTION begin_unconfirmed();
-- Nobody has boarded who was given no seat before.
CREATE TRIGGER trip_seats_begin_empty AFTER INSERT ON trip_seats FOR EACH ROW
    WHEN (NEW.state = 'boarded') EXECUTE FUNCTION refuse_by_name();
