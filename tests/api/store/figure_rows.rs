//! The keys and checks of what figures are counted from.

use koprik::store::constraint::Constraint;

use super::rows::Case;

const STAGE: &str = "INSERT INTO application_stages (application, stage, at, month, cohort, employer, origin, municipality, trade, \
     reason) VALUES (:1, 'submitted', :now, 24322, 24322, :8, 'UZ-SA', '92701000', 'bricklayer', NULL)";
const PLAN: &str = "INSERT INTO order_plans (n, job_order, at, heads, month, employer, municipality, trade) \
     VALUES (1, :1, :now, 12, 24322, :8, '92701000', 'bricklayer')";

pub(super) fn cases_of_figures() -> Vec<Case> {
    let alone = |constraint, statement: String| (constraint, vec![statement]);
    let twice = |constraint, statement: &str| (constraint, vec![statement.to_owned(); 2]);
    vec![
        twice(Constraint::ApplicationStage, STAGE),
        alone(Constraint::StageClosing, STAGE.replace("NULL)", "'no_show')")),
        alone(Constraint::StageOfCohort, STAGE.replace("24322, 24322", "24321, 24322")),
        twice(Constraint::OrderPlan, PLAN),
        alone(Constraint::PlannedHeads, PLAN.replace(":now, 12", ":now, 10001")),
    ]
}
