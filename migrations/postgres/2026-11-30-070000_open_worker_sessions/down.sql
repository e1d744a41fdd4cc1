DROP TRIGGER contracts_are_agreed_to_by_the_worker ON contracts;
DROP TRIGGER offers_are_accepted_by_the_worker ON offers;
DROP FUNCTION be_agreed_to_by_the_worker();
DROP FUNCTION be_accepted_by_the_worker();
DROP FUNCTION has_spoken(text, uuid, uuid, text);
DROP TABLE worker_sessions;
DROP TABLE worker_contacts;
