-- An application begins before the choice, or is chosen by an allocation while there is a seat; all that comes later follows.
CREATE TRIGGER applications_begin_on_an_open_seat AFTER INSERT ON applications
    WHEN NEW.status NOT IN ('draft', 'submitted')
        AND (SELECT CASE WHEN NEW.status <> 'selected' THEN json_type(vacancy.body, '$.openings.total') IS NOT NULL ELSE
            (SELECT count(*) FROM applications WHERE vacancy = NEW.vacancy AND status IN ('selected', 'contract_offered', 'contract_signed', 'predeparture_trained', 'departed', 'arrived', 'migration_registered', 'work_document_issued', 'working'))
            > vacancy.body ->> '$.openings.total' - vacancy.body ->> '$.openings.filled' - vacancy.body ->> '$.openings.cancelled' END
            FROM vacancies vacancy WHERE vacancy.id = NEW.vacancy)
BEGIN
    SELECT RAISE(ABORT, 'applications_begin_on_an_open_seat');
END;
-- Which state may follow, as the program has it.
CREATE TRIGGER applications_step_by_step AFTER UPDATE OF status ON applications
    WHEN NEW.status <> OLD.status AND NOT (CASE OLD.status
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
        ELSE 0 END)
BEGIN
    SELECT RAISE(ABORT, 'applications_step_by_step');
END;

-- What a job order says can be.
CREATE TRIGGER job_orders_begin_as_they_can_be AFTER INSERT ON job_orders
    WHEN NEW.body ->> '$.heads' NOT BETWEEN 1 AND 10000
        OR NEW.body ->> '$.period_end' <= NEW.body ->> '$.period_start'
        OR NEW.status NOT IN ('draft', 'submitted', 'under_review', 'approved', 'returned', 'rejected', 'suspended', 'exhausted', 'expired', 'withdrawn')
BEGIN
    SELECT RAISE(ABORT, 'job_orders_are_as_they_can_be');
END;
CREATE TRIGGER job_orders_stay_as_they_can_be AFTER UPDATE ON job_orders
    WHEN NEW.body ->> '$.heads' NOT BETWEEN 1 AND 10000
        OR NEW.body ->> '$.period_end' <= NEW.body ->> '$.period_start'
        OR NEW.status NOT IN ('draft', 'submitted', 'under_review', 'approved', 'returned', 'rejected', 'suspended', 'exhausted', 'expired', 'withdrawn')
BEGIN
    SELECT RAISE(ABORT, 'job_orders_are_as_they_can_be');
END;
-- What both sides have approved of stays as it is while they do.
CREATE TRIGGER job_orders_stay_as_they_were_decided AFTER UPDATE OF body ON job_orders
    WHEN NEW.status IN ('under_review', 'approved', 'suspended', 'exhausted') AND (
        NEW.body -> '$.heads' IS NOT OLD.body -> '$.heads'
        OR NEW.body -> '$.occupation' IS NOT OLD.body -> '$.occupation'
        OR NEW.body -> '$.okved' IS NOT OLD.body -> '$.okved'
        OR NEW.body -> '$.municipality' IS NOT OLD.body -> '$.municipality'
        OR NEW.body -> '$.period_start' IS NOT OLD.body -> '$.period_start'
        OR NEW.body -> '$.period_end' IS NOT OLD.body -> '$.period_end'
        OR coalesce(NEW.body -> '$.terms', 'null') <> coalesce(OLD.body -> '$.terms', 'null')
        OR coalesce(NEW.body -> '$.pool', '[]') <> coalesce(OLD.body -> '$.pool', '[]'))
BEGIN
    SELECT RAISE(ABORT, 'job_orders_stay_as_they_were_decided');
END;
-- Heads are allotted anew, never changed: so nothing is allotted past what was asked.
CREATE TRIGGER allotments_stay_as_they_are BEFORE UPDATE ON allotments
BEGIN
    SELECT RAISE(ABORT, 'allotments_stay_as_they_are');
END;

-- A slot stays where and when it was given: nobody comes into two sessions by a change of it.
CREATE TRIGGER selection_slots_stay_in_their_time BEFORE UPDATE ON selection_slots
    WHEN NEW.session <> OLD.session OR NEW.candidate <> OLD.candidate
        OR NEW.starts_at <> OLD.starts_at OR NEW.ends_at <> OLD.ends_at
BEGIN
    SELECT RAISE(ABORT, 'selection_slots_stay_in_their_time');
END;
-- What was never sent is not accepted.
CREATE TRIGGER offers_begin_unanswered AFTER INSERT ON offers
    WHEN NEW.status = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM worker_sessions
            WHERE lower(hex(id)) = replace(NEW.word ->> '$.session', '-', '')
                AND candidate = NEW.candidate AND act = 'answer_offer' AND record = NEW.id AND used_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'offers_begin_unanswered');
END;
-- Nothing is placed that somebody in it has not confirmed.
CREATE TRIGGER groups_of_workers_begin_unconfirmed AFTER INSERT ON groups_of_workers
    WHEN NEW.status IN ('confirmed', 'allocated')
        AND EXISTS (SELECT 1 FROM json_each(NEW.body, '$.members') WHERE value ->> '$.joined.session' IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'groups_of_workers_begin_unconfirmed');
END;
-- Nobody has boarded who was given no seat before.
CREATE TRIGGER trip_seats_begin_empty AFTER INSERT ON trip_seats
    WHEN NEW.state = 'boarded'
BEGIN
    SELECT RAISE(ABORT, 'trip_seats_begin_empty');
END;
