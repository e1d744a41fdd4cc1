DROP TRIGGER contracts_are_agreed_to_by_the_worker;
DROP TRIGGER offers_are_accepted_by_the_worker;
DROP TABLE worker_sessions;
DROP TABLE worker_contacts;
