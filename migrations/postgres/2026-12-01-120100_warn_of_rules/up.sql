-- That rules of a set end on a day is told once: so many days before.
CREATE TABLE rule_warnings (
    rule_set uuid NOT NULL REFERENCES rule_sets (id),
    ends_on text NOT NULL,
    days bigint NOT NULL,
    PRIMARY KEY (rule_set, ends_on, days)
);
