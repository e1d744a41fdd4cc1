ALTER TABLE verification_codes DISABLE TRIGGER verification_codes_stay_as_they_are;
DELETE FROM verification_codes WHERE kind NOT IN ('agency', 'employer', 'vacancy');
ALTER TABLE verification_codes ENABLE TRIGGER verification_codes_stay_as_they_are;
ALTER TABLE verification_codes DROP CONSTRAINT verification_codes_known_kind;
ALTER TABLE verification_codes ADD CONSTRAINT verification_codes_known_kind
    CHECK (kind IN ('agency', 'employer', 'vacancy'));
