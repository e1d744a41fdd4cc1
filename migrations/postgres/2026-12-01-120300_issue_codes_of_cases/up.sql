-- Codes of job orders, of contracts and of decisions of recognition.
ALTER TABLE verification_codes DROP CONSTRAINT verification_codes_known_kind;
ALTER TABLE verification_codes ADD CONSTRAINT verification_codes_known_kind
    CHECK (kind IN ('agency', 'employer', 'vacancy', 'job_order', 'contract', 'recognition'));
