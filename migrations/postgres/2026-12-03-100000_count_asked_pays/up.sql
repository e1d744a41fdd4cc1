-- Under which pays an employer has asked for the matches of a vacancy on a day of Moscow (days since 1970): as many as a
-- setting says, so that nobody finds a candidate's floor by changing the pay and looking again. A question that is not
-- stored has the vacancy 0. Two servers may note the same: it is counted distinctly.
CREATE TABLE asked_pays (
    employer uuid NOT NULL REFERENCES employers (id),
    day bigint NOT NULL,
    vacancy uuid NOT NULL,
    pay text NOT NULL
);
CREATE INDEX asked_pays_employer_day_idx ON asked_pays (employer, day, vacancy, pay);
CREATE INDEX asked_pays_day_idx ON asked_pays (day);
SELECT wall('asked_pays', 'employer = {organisation}');
