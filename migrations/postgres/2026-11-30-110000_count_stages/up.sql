-- When each application first came into a state, with what figures are told apart by: as it was when it was put forward.
-- It follows the change log and outlives the application, of which it keeps a number that is nobody's.
CREATE TABLE application_stages (
    application uuid NOT NULL,
    stage text NOT NULL,
    at timestamptz NOT NULL,
    month bigint NOT NULL,
    cohort bigint NOT NULL,
    employer uuid NOT NULL,
    origin text NOT NULL,
    municipality text NOT NULL,
    trade text NOT NULL,
    reason text,
    PRIMARY KEY (application, stage),
    CONSTRAINT application_stages_closed_for_a_reason CHECK ((reason IS NOT NULL) = (stage = 'closed')),
    CONSTRAINT application_stages_after_the_cohort CHECK (month >= cohort)
);
CREATE INDEX application_stages_stage_month_idx ON application_stages (stage, month);
CREATE INDEX application_stages_cohort_idx ON application_stages (cohort, application);

-- The heads of job orders, each time that one was approved or ended: what was planned before a month is never rewritten.
CREATE TABLE order_plans (
    n bigint NOT NULL,
    job_order uuid NOT NULL,
    at timestamptz NOT NULL,
    heads bigint NOT NULL,
    month bigint NOT NULL,
    employer uuid NOT NULL,
    municipality text NOT NULL,
    trade text NOT NULL,
    PRIMARY KEY (n, month),
    CONSTRAINT order_plans_heads CHECK (heads BETWEEN 0 AND 10000)
);
CREATE INDEX order_plans_month_idx ON order_plans (month, job_order, n);
