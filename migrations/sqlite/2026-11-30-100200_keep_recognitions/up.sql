-- What foreign qualifications count as, and what was decided. The documents stay with the authority.
CREATE TABLE recognitions (
    id BLOB PRIMARY KEY NOT NULL,
    owner BLOB NOT NULL REFERENCES agencies (id),
    candidate BLOB NOT NULL REFERENCES candidates (id),
    status TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    document_hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    authority TEXT NOT NULL,
    skills TEXT NOT NULL CHECK (json_valid(skills)),
    applied_on TEXT NOT NULL,
    fee_payer TEXT NOT NULL,
    word TEXT NOT NULL CHECK (json_valid(word)),
    decisions TEXT NOT NULL CHECK (json_valid(decisions)),
    valid_until TEXT,
    CONSTRAINT recognitions_known_status CHECK (status IN ('applied', 'documents_checked', 'assessed', 'recognised',
        'partly_recognised', 'refused', 'appealed', 'decided', 'withdrawn', 'revoked', 'expired')),
    CONSTRAINT recognitions_decided_by_a_decision CHECK (CASE
        WHEN status IN ('applied', 'documents_checked', 'assessed', 'withdrawn') THEN json_array_length(decisions) = 0
        WHEN status = 'decided' THEN json_array_length(decisions) = 2
        WHEN status IN ('revoked', 'expired') THEN json_array_length(decisions) BETWEEN 1 AND 2
        WHEN status IN ('recognised', 'partly_recognised', 'refused', 'appealed') THEN json_array_length(decisions) = 1
        ELSE true END),
    CONSTRAINT recognitions_say_what_was_decided CHECK (status NOT IN ('recognised', 'partly_recognised', 'refused')
        OR json_extract(decisions, '$[#-1].outcome') = status),
    CONSTRAINT recognitions_grant_skills_and_a_level CHECK (json_array_length(decisions) = 0
        OR json_extract(decisions, '$[#-1].outcome') = 'refused'
        OR json_array_length(decisions, '$[#-1].skills') > 0
            AND (json_extract(decisions, '$[#-1].level.eqf') IS NOT NULL
                OR json_extract(decisions, '$[#-1].level.nrk_ru') IS NOT NULL
                OR json_extract(decisions, '$[#-1].level.nqf_uz') IS NOT NULL)),
    CONSTRAINT recognitions_decided_after_applied_for CHECK (json_array_length(decisions) = 0
        OR json_extract(decisions, '$[0].decided_on') >= applied_on)
) STRICT;
CREATE INDEX recognitions_owner_id_idx ON recognitions (owner, id);
CREATE INDEX recognitions_candidate_idx ON recognitions (candidate);
CREATE INDEX recognitions_valid_until_idx ON recognitions (valid_until);
-- An authority is asked about a document once at a time.
CREATE UNIQUE INDEX recognitions_open_idx ON recognitions (candidate, document_hash, authority)
    WHERE status IN ('applied', 'documents_checked', 'assessed', 'appealed');

CREATE TRIGGER recognitions_stay_as_they_were_decided BEFORE UPDATE ON recognitions
    WHEN (NEW.id, NEW.owner, NEW.candidate, NEW.created_at, NEW.kind, NEW.document_hash, NEW.purpose, NEW.authority, NEW.skills, NEW.applied_on, NEW.word)
            IS NOT (OLD.id, OLD.owner, OLD.candidate, OLD.created_at, OLD.kind, OLD.document_hash, OLD.purpose, OLD.authority, OLD.skills, OLD.applied_on, OLD.word)
        OR (NEW.decisions IS NOT OLD.decisions AND json_remove(NEW.decisions, '$[#-1]') IS NOT OLD.decisions)
        OR (OLD.status IN ('withdrawn', 'revoked', 'expired') AND NEW.status <> OLD.status)
BEGIN
    SELECT RAISE(ABORT, 'recognitions_stay_as_they_were_decided');
END;
