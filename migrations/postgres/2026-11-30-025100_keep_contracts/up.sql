-- What was signed, and how it stands to what the worker had accepted.
CREATE TABLE contracts (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    agency uuid NOT NULL REFERENCES agencies (id),
    vacancy uuid NOT NULL REFERENCES vacancies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    application uuid NOT NULL REFERENCES applications (id),
    offer uuid NOT NULL REFERENCES offers (id),
    terms jsonb NOT NULL,
    told_by text NOT NULL,
    terms_hash text NOT NULL,
    accepted_hash text NOT NULL,
    signed_on text NOT NULL,
    paper_hash text NOT NULL,
    findings jsonb NOT NULL,
    agreement jsonb,
    ended_by text,
    CONSTRAINT contracts_known_status CHECK (status IN ('signed', 'held', 'replaced', 'ended')),
    CONSTRAINT contracts_held_while_broken CHECK (status IN ('replaced', 'ended')
        OR (status = 'held') = (agreement IS NULL AND jsonb_array_length(findings) > 0)),
    CONSTRAINT contracts_ended_by_something CHECK ((ended_by IS NOT NULL) = (status = 'ended'))
);
CREATE INDEX contracts_owner_id_idx ON contracts (owner, id);
CREATE INDEX contracts_agency_id_idx ON contracts (agency, id);
CREATE INDEX contracts_candidate_idx ON contracts (candidate);
CREATE INDEX contracts_vacancy_idx ON contracts (vacancy);
CREATE INDEX contracts_application_idx ON contracts (application);
CREATE INDEX contracts_offer_idx ON contracts (offer);
-- Nobody has two contracts that are not over.
CREATE UNIQUE INDEX contracts_live_idx ON contracts (candidate) WHERE status IN ('signed', 'held');

CREATE FUNCTION follow_an_acceptance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM offers WHERE id = NEW.offer
        AND (status <> 'accepted' OR accepted_hash IS DISTINCT FROM NEW.accepted_hash OR application <> NEW.application)) THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER contracts_follow_an_acceptance BEFORE INSERT ON contracts FOR EACH ROW
    EXECUTE FUNCTION follow_an_acceptance();

CREATE TRIGGER contracts_stay_as_they_were_signed BEFORE UPDATE ON contracts FOR EACH ROW WHEN (
        (NEW.id, NEW.application, NEW.offer, NEW.terms, NEW.told_by, NEW.terms_hash, NEW.accepted_hash, NEW.signed_on, NEW.paper_hash, NEW.findings)
            IS DISTINCT FROM (OLD.id, OLD.application, OLD.offer, OLD.terms, OLD.told_by, OLD.terms_hash, OLD.accepted_hash, OLD.signed_on, OLD.paper_hash, OLD.findings)
        OR (OLD.agreement IS NOT NULL AND NEW.agreement IS DISTINCT FROM OLD.agreement)
        OR (OLD.status IN ('replaced', 'ended') AND NEW.status <> OLD.status))
    EXECUTE FUNCTION stay_as_it_was_made();

CREATE FUNCTION be_under_a_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM contracts WHERE application = NEW.id AND status = 'signed') THEN
        RAISE EXCEPTION '%', TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER applications_are_under_a_contract BEFORE UPDATE OF status ON applications FOR EACH ROW
    WHEN (NEW.status = 'contract_signed') EXECUTE FUNCTION be_under_a_contract();
