-- Workers claim benefits in the own channel too.
ALTER TABLE worker_sessions DROP CONSTRAINT worker_sessions_known_act;
ALTER TABLE worker_sessions ADD CONSTRAINT worker_sessions_known_act CHECK (act IN ('answer_offer', 'agree_to_contract',
    'move_application', 'confirm_contract', 'confirm_group', 'confirm_arrival', 'check_in', 'claim_benefit'));
