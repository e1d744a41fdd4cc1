//! The keys and checks of what vacancies have of the heads of job orders.

use koprik::store::constraint::Constraint;

use super::rows::{APPLICATION, Case, document};

const ALLOTMENT: &str = "INSERT INTO allotments (vacancy, job_order, heads) VALUES (:3, :5, 1)";

pub(super) fn cases_of_allotments() -> Vec<Case> {
    let case = |constraint, from: &str, to: &str| {
        let order = document("job_orders", 5, 8, "NULL", "{}");
        let vacancy = document("vacancies", 3, 8, "NULL", "{}");
        let other = document("vacancies", 6, 8, "NULL", "{}");
        let candidate = document("candidates", 4, 9, "NULL", "{}");
        let before = [order, vacancy, other, candidate, APPLICATION.to_owned()].into_iter();
        (
            constraint,
            before.chain([ALLOTMENT.to_owned(), ALLOTMENT.replacen(from, to, 1)]).collect(),
        )
    };
    let order = "UPDATE applications SET job_order = :7";
    let allocation = "UPDATE applications SET allocation = :7";
    vec![
        case(Constraint::Allotment, "1)", "2)"),
        case(Constraint::AllotmentVacancy, ":3", ":7"),
        case(Constraint::AllotmentOrder, ":3, :5", ":6, :7"),
        case(Constraint::AllotmentHeads, ":3, :5, 1", ":6, :5, 10001"),
        case(Constraint::ApplicationOrder, ALLOTMENT, order),
        case(Constraint::ApplicationAllocation, ALLOTMENT, allocation),
    ]
}
