//! The keys and checks of the fee ledger.

use koprik::store::constraint::Constraint;

use super::rows::{APPLICATION, Case, document};

const FEE: &str = "INSERT INTO fees (id, application, candidate, employer, agency, refunds, reverses, kind, payer, payee, amount, \
     currency, paid_on, reported_by, verdict, recorded_at) VALUES (:2, :1, :4, :8, :9, NULL, NULL, 'training', 'worker', '', 100, \
     'UZS', '2026-11-20', 'agency', 'violation', :now)";
const DECISION: &str = "INSERT INTO fee_decisions (fee, side, organisation, reason, decided_at) VALUES (:2, 'tt', :5, '', :now)";

/// A candidate with an application.
fn ground() -> Vec<String> {
    let vacancy =
        document("vacancies", 3, 8, "NULL", r#"{"openings": {"filled": 0, "cancelled": 0}}"#);
    vec![vacancy, document("candidates", 4, 9, "NULL", "{}"), APPLICATION.to_owned()]
}

/// What undoes a payment of the same application.
fn undoing(how: &str) -> String {
    let undone = FEE.replacen(":2", ":6", 1).replace("'violation'", "NULL");
    undone.replace("NULL, NULL, 'training'", &format!("{how}, 'training'"))
}

pub(super) fn cases_of_fees() -> Vec<Case> {
    let after = |before: &[String], last: String| [&ground()[..], before, &[last]].concat();
    let fee =
        |constraint, from: &str, to: &str| (constraint, after(&[], FEE.replacen(from, to, 1)));
    let then = |constraint, last: String| (constraint, after(&[FEE.to_owned()], last));
    let reversed = [FEE.to_owned(), undoing("NULL, :2")];
    let decided = [FEE.to_owned(), DECISION.to_owned()];
    vec![
        then(Constraint::FeeId, FEE.to_owned()),
        fee(Constraint::FeeCandidate, ":4", ":7"),
        then(Constraint::RefundedFee, undoing(":7, NULL")),
        then(Constraint::ReversedFee, undoing("NULL, :7")),
        (Constraint::ReversedOnce, after(&reversed, undoing("NULL, :2").replacen(":6", ":5", 1))),
        fee(Constraint::FeeKind, "'training'", "'bribe'"),
        fee(Constraint::FeePayer, "'worker'", "'friend'"),
        fee(Constraint::FeeReporter, "'agency'", "'press'"),
        fee(Constraint::FeeVerdict, "'violation'", "'sin'"),
        fee(Constraint::FeeAmount, "100", "0"),
        then(Constraint::FeeEntry, undoing(":2, :2")),
        fee(Constraint::FeeRuled, "'violation'", "NULL"),
        (Constraint::FeeDecision, after(&decided, DECISION.replace(":5", ":6"))),
        (Constraint::FeeDecider, after(&decided, DECISION.replace("'tt'", "'uz'"))),
        (Constraint::DecidedFee, after(&[], DECISION.to_owned())),
        then(Constraint::DecidingSide, DECISION.replace("'tt'", "'ru'")),
    ]
}
