-- What foreign qualifications count as, and what was decided. The documents stay with the authority.
CREATE TABLE recognitions (
    id uuid PRIMARY KEY NOT NULL,
    owner uuid NOT NULL REFERENCES agencies (id),
    candidate uuid NOT NULL REFERENCES candidates (id),
    status text NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    kind text NOT NULL,
    document_hash text NOT NULL,
    purpose text NOT NULL,
    authority text NOT NULL,
    skills jsonb NOT NULL,
    applied_on text NOT NULL,
    fee_payer text NOT NULL,
    word jsonb NOT NULL,
    decisions jsonb NOT NULL,
    valid_until text,
    CONSTRAINT recognitions_known_status CHECK (status IN ('applied', 'documents_checked', 'assessed', 'recognised',
        'partly_recognised', 'refused', 'appealed', 'decided', 'withdrawn', 'revoked', 'expired')),
    CONSTRAINT recognitions_decided_by_a_decision CHECK (CASE
        WHEN status IN ('applied', 'documents_checked', 'assessed', 'withdrawn') THEN jsonb_array_length(decisions) = 0
        WHEN status = 'decided' THEN jsonb_array_length(decisions) = 2
        WHEN status IN ('revoked', 'expired') THEN jsonb_array_length(decisions) BETWEEN 1 AND 2
        WHEN status IN ('recognised', 'partly_recognised', 'refused', 'appealed') THEN jsonb_array_length(decisions) = 1
        ELSE true END),
    CONSTRAINT recognitions_say_what_was_decided CHECK (status NOT IN ('recognised', 'partly_recognised', 'refused')
        OR decisions -> -1 ->> 'outcome' = status),
    CONSTRAINT recognitions_grant_skills_and_a_level CHECK (jsonb_array_length(decisions) = 0
        OR decisions -> -1 ->> 'outcome' = 'refused'
        OR jsonb_array_length(decisions -> -1 -> 'skills') > 0
            AND COALESCE(decisions -> -1 -> 'level' ->> 'eqf', decisions -> -1 -> 'level' ->> 'nrk_ru',
                decisions -> -1 -> 'level' ->> 'nqf_uz') IS NOT NULL),
    CONSTRAINT recognitions_decided_after_applied_for CHECK (jsonb_array_length(decisions) = 0
        OR decisions -> 0 ->> 'decided_on' COLLATE "C" >= applied_on COLLATE "C")
);
CREATE INDEX recognitions_owner_id_idx ON recognitions (owner, id);
CREATE INDEX recognitions_candidate_idx ON recognitions (candidate);
CREATE INDEX recognitions_valid_until_idx ON recognitions (valid_until);
-- An authority is asked about a document once at a time.
CREATE UNIQUE INDEX recognitions_open_idx ON recognitions (candidate, document_hash, authority)
    WHERE status IN ('applied', 'documents_checked', 'assessed', 'appealed');

CREATE TRIGGER recognitions_stay_as_they_were_decided BEFORE UPDATE ON recognitions FOR EACH ROW WHEN (
        (NEW.id, NEW.owner, NEW.candidate, NEW.created_at, NEW.kind, NEW.document_hash, NEW.purpose, NEW.authority, NEW.skills, NEW.applied_on, NEW.word)
            IS DISTINCT FROM (OLD.id, OLD.owner, OLD.candidate, OLD.created_at, OLD.kind, OLD.document_hash, OLD.purpose, OLD.authority, OLD.skills, OLD.applied_on, OLD.word)
        OR (NEW.decisions <> OLD.decisions AND NEW.decisions - -1 <> OLD.decisions)
        OR (OLD.status IN ('withdrawn', 'revoked', 'expired') AND NEW.status <> OLD.status))
    EXECUTE FUNCTION stay_as_it_was_made();
