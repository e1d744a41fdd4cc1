//! The keys and checks of selection sessions.

use koprik::store::constraint::Constraint;

use super::{
    check_rows::ground,
    rows::{Case, document},
};

const SLOT: &str = "INSERT INTO selection_slots (session, candidate, agency, at, starts_at, ends_at, state, given_at) \
     VALUES (:5, :4, :9, :then, :then, :now, 'attended', :then)";
const RUNNING: &str = "UPDATE selection_sessions SET status = 'running'";
const RESULT: &str = "INSERT INTO selection_results (session, candidate, vacancy, outcome, reason, entered_at) \
     VALUES (:5, :4, :3, 'pass', NULL, :now)";
const TEST: &str = "INSERT INTO selection_tests (session, candidate, vacancy, skill, level, assessor) \
     VALUES (:5, :4, :3, 'con.lay_bricks', 4, :8)";

pub(super) fn cases_of_selection() -> Vec<Case> {
    let session = |status: &str| {
        document("selection_sessions", 5, 8, "NULL", r#"{"capacity": 2}"#)
            .replace("'draft'", &format!("'{status}'"))
    };
    let after = |more: &[&str]| {
        let more = more.iter().map(|one| (*one).to_owned());
        ground().into_iter().chain([session("announced")]).chain(more).collect::<Vec<_>>()
    };
    let slot =
        |constraint, from: &str, to: &str| (constraint, after(&[&SLOT.replacen(from, to, 1)]));
    let result = |constraint, from: &str, to: &str| {
        (constraint, after(&[SLOT, RUNNING, &RESULT.replacen(from, to, 1)]))
    };
    let test = |constraint, from: &str, to: &str| {
        (constraint, after(&[SLOT, RUNNING, RESULT, &TEST.replacen(from, to, 1)]))
    };
    let free = SLOT.replace("'attended'", "'excused'");
    vec![
        (Constraint::SelectionStatus, vec![session("held")]),
        (Constraint::SelectionEmployer, vec![session("draft").replace(":8", ":7")]),
        (Constraint::SelectionSlot, after(&[&free, &free])),
        slot(Constraint::SelectionOfSlot, ":5", ":7"),
        slot(Constraint::SelectionSlotCandidate, ":4", ":7"),
        slot(Constraint::SelectionSlotAgency, ":9", ":7"),
        slot(Constraint::SelectionSlotState, "'attended'", "'asleep'"),
        slot(Constraint::SelectionSlotTime, ":9, :then", ":9, :now"),
        (Constraint::SelectionResult, after(&[SLOT, RUNNING, RESULT, RESULT])),
        result(Constraint::SelectionResultSlot, ":4", ":7"),
        result(Constraint::SelectionResultVacancy, ":3", ":7"),
        result(Constraint::SelectionOutcome, "'pass'", "'maybe'"),
        result(Constraint::SelectionReason, "'pass'", "'fail'"),
        (Constraint::SelectionTest, after(&[SLOT, RUNNING, RESULT, TEST, TEST])),
        test(Constraint::SelectionTestResult, ":3", ":7"),
        test(Constraint::SelectionTestLevel, "4, :8", "6, :8"),
    ]
}
