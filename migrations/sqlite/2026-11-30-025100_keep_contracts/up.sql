-- What was signed, and how it stands to what the worker had accepted.
CREATE TABLE contracts (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES employers (id),
    agency BLOB NOT NULL REFERENCES agencies (id),
    vacancy BLOB NOT NULL REFERENCES vacancies (id),
    candidate BLOB NOT NULL REFERENCES candidates (id),
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    application BLOB NOT NULL REFERENCES applications (id),
    offer BLOB NOT NULL REFERENCES offers (id),
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    told_by TEXT NOT NULL,
    terms_hash TEXT NOT NULL,
    accepted_hash TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    paper_hash TEXT NOT NULL,
    findings TEXT NOT NULL CHECK (json_valid(findings)),
    agreement TEXT CHECK (json_valid(agreement)),
    ended_by TEXT,
    CONSTRAINT contracts_known_status CHECK (status IN ('signed', 'held', 'replaced', 'ended')),
    CONSTRAINT contracts_held_while_broken CHECK (status IN ('replaced', 'ended')
        OR (status = 'held') = (agreement IS NULL AND json_array_length(findings) > 0)),
    CONSTRAINT contracts_ended_by_something CHECK ((ended_by IS NOT NULL) = (status = 'ended'))
) STRICT;
CREATE INDEX contracts_owner_id_idx ON contracts (owner, id);
CREATE INDEX contracts_agency_id_idx ON contracts (agency, id);
CREATE INDEX contracts_candidate_idx ON contracts (candidate);
CREATE INDEX contracts_vacancy_idx ON contracts (vacancy);
CREATE INDEX contracts_application_idx ON contracts (application);
CREATE INDEX contracts_offer_idx ON contracts (offer);
-- Nobody has two contracts that are not over.
CREATE UNIQUE INDEX contracts_live_idx ON contracts (candidate) WHERE status IN ('signed', 'held');

CREATE TRIGGER contracts_follow_an_acceptance BEFORE INSERT ON contracts
    WHEN EXISTS (SELECT 1 FROM offers WHERE id = NEW.offer
        AND (status <> 'accepted' OR accepted_hash IS NOT NEW.accepted_hash OR application <> NEW.application))
BEGIN
    SELECT RAISE(ABORT, 'contracts_follow_an_acceptance');
END;
CREATE TRIGGER contracts_stay_as_they_were_signed BEFORE UPDATE ON contracts
    WHEN (NEW.id, NEW.application, NEW.offer, NEW.terms, NEW.told_by, NEW.terms_hash, NEW.accepted_hash, NEW.signed_on, NEW.paper_hash, NEW.findings)
            IS NOT (OLD.id, OLD.application, OLD.offer, OLD.terms, OLD.told_by, OLD.terms_hash, OLD.accepted_hash, OLD.signed_on, OLD.paper_hash, OLD.findings)
        OR (OLD.agreement IS NOT NULL AND NEW.agreement IS NOT OLD.agreement)
        OR (OLD.status IN ('replaced', 'ended') AND NEW.status <> OLD.status)
BEGIN
    SELECT RAISE(ABORT, 'contracts_stay_as_they_were_signed');
END;
CREATE TRIGGER applications_are_under_a_contract BEFORE UPDATE OF status ON applications
    WHEN NEW.status = 'contract_signed'
        AND NOT EXISTS (SELECT 1 FROM contracts WHERE application = NEW.id AND status = 'signed')
BEGIN
    SELECT RAISE(ABORT, 'applications_are_under_a_contract');
END;
