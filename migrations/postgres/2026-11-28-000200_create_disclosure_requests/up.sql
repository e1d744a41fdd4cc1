-- An employer's wish to know who a candidate is, and what the candidate's agency says to it.
CREATE TABLE disclosure_requests (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES employers (id),
    agency uuid NOT NULL REFERENCES agencies (id),
    vacancy uuid NOT NULL REFERENCES vacancies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    purpose text NOT NULL,
    approved_until timestamptz,
    CONSTRAINT disclosure_requests_known_status CHECK (status IN ('requested', 'approved', 'declined', 'withdrawn', 'revoked', 'expired')),
    CONSTRAINT disclosure_requests_approved_for_a_time CHECK ((approved_until IS NOT NULL) = (status IN ('approved', 'revoked', 'expired')))
);
CREATE INDEX disclosure_requests_owner_id_idx ON disclosure_requests (owner, id);
CREATE INDEX disclosure_requests_agency_id_idx ON disclosure_requests (agency, id);
CREATE INDEX disclosure_requests_candidate_idx ON disclosure_requests (candidate);
CREATE INDEX disclosure_requests_vacancy_idx ON disclosure_requests (vacancy);
CREATE INDEX disclosure_requests_approved_until_idx ON disclosure_requests (approved_until) WHERE status = 'approved';
-- An employer asks once for a candidate and a vacancy, as long as that is open.
CREATE UNIQUE INDEX disclosure_requests_open_idx ON disclosure_requests (vacancy, candidate) WHERE status IN ('requested', 'approved');
