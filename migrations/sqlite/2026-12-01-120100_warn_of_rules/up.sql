-- That rules of a set end on a day is told once: so many days before.
CREATE TABLE rule_warnings (
    rule_set BLOB NOT NULL REFERENCES rule_sets (id),
    ends_on TEXT NOT NULL,
    days INTEGER NOT NULL,
    PRIMARY KEY (rule_set, ends_on, days)
) STRICT, WITHOUT ROWID;
