-- When each application first came into a state, with what figures are told apart by: as it was when it was put forward.
-- It follows the change log and outlives the application, of which it keeps a number that is nobody's.
CREATE TABLE application_stages (
    application BLOB NOT NULL,
    stage TEXT NOT NULL,
    at INTEGER NOT NULL,
    month INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    employer BLOB NOT NULL,
    origin TEXT NOT NULL,
    municipality TEXT NOT NULL,
    trade TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (application, stage),
    CONSTRAINT application_stages_closed_for_a_reason CHECK ((reason IS NOT NULL) = (stage = 'closed')),
    CONSTRAINT application_stages_after_the_cohort CHECK (month >= cohort)
) STRICT;
CREATE INDEX application_stages_stage_month_idx ON application_stages (stage, month);
CREATE INDEX application_stages_cohort_idx ON application_stages (cohort, application);

-- The heads of job orders, each time that one was approved or ended: what was planned before a month is never rewritten.
CREATE TABLE order_plans (
    n INTEGER NOT NULL,
    job_order BLOB NOT NULL,
    at INTEGER NOT NULL,
    heads INTEGER NOT NULL,
    month INTEGER NOT NULL,
    employer BLOB NOT NULL,
    municipality TEXT NOT NULL,
    trade TEXT NOT NULL,
    PRIMARY KEY (n, month),
    CONSTRAINT order_plans_heads CHECK (heads BETWEEN 0 AND 10000)
) STRICT;
CREATE INDEX order_plans_month_idx ON order_plans (month, job_order, n);
