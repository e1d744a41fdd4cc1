-- Whose profiles an employer has seen on a day (days since 1970). Two servers may note the same one: they are counted
-- distinctly, so that no server waits for another.
CREATE TABLE seen_profiles (
    employer uuid NOT NULL REFERENCES employers (id),
    day bigint NOT NULL,
    candidate uuid NOT NULL
);
CREATE INDEX seen_profiles_employer_day_idx ON seen_profiles (employer, day, candidate);
CREATE INDEX seen_profiles_candidate_idx ON seen_profiles (candidate);
