//! The keys and checks of what stands around a complaint.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

const CODE: &str =
    "INSERT INTO complaint_codes (complaint, code_hash, pin_hash, wrong) VALUES (:1, 'c', 'p', 0)";
const MESSAGE: &str = "INSERT INTO complaint_messages (id, complaint, author, sealed, at) \
     VALUES (:2, :1, 'staff', 's', :now)";
const BREACH: &str = "INSERT INTO complaint_breaches (complaint, clock, round, due_at, noticed_at) \
     VALUES (:1, 'end', 1, :then, :now)";
const REFERRAL: &str = "INSERT INTO complaint_referrals (id, complaint, authority, state, basis, evidence, made_by, approved_by, \
     made_at) VALUES (:2, :1, 'a', 'in_progress', 'danger_to_life', NULL, :4, NULL, :now)";
const SIGNAL: &str = "INSERT INTO complaint_signals (complaint, kind, record, state, noticed_at) \
     VALUES (:1, 'contract', :2, 'ended', :now)";
const ENDED: &str =
    r#"{"outcome": {"sealed": "s", "remedy": {"kind": "none"}, "worker_agrees": "no"}}"#;

/// A complaint in a state.
fn complaint(status: &str, body: &str) -> String {
    let row = document("complaints", 1, 7, "NULL", body);
    row.replace("'draft'", &format!("'{status}'"))
}

pub(super) fn cases_of_complaints() -> Vec<Case> {
    let then = |constraint, statements: &[&str]| {
        let all = statements.iter().map(|one| (*one).to_owned());
        (constraint, [complaint("closed", ENDED)].into_iter().chain(all).collect::<Vec<_>>())
    };
    let alone = |constraint, status: &str, body: &str| (constraint, vec![complaint(status, body)]);
    let accused = r#"{"assignee": "x", "against": {"organisation": "x"}}"#;
    let (other, twice) =
        (CODE.replace(":1", ":3"), complaint("received", "{}").replace(":1", ":3"));
    vec![
        alone(Constraint::ComplaintStatus, "forgotten", "{}"),
        alone(Constraint::ComplaintAccused, "received", accused),
        alone(Constraint::ComplaintOutcome, "closed", "{}"),
        alone(
            Constraint::ComplaintOutcome,
            "closed",
            &ENDED.replace("\"worker_agrees\": \"no\"", "\"w\": 1"),
        ),
        alone(Constraint::ComplaintGrave, "withdrawn", r#"{"urgency": "grave"}"#),
        alone(
            Constraint::ComplaintNamesNobody,
            "received",
            r#"{"anonymous": true, "candidate": "x"}"#,
        ),
        then(Constraint::CodeOfComplaint, &[CODE, &CODE.replace("'c'", "'d'")]),
        then(Constraint::ComplaintCode, &[CODE, &twice, &other]),
        then(Constraint::ComplaintOfCode, &[&other]),
        then(Constraint::ComplaintWrongPins, &[&CODE.replace("'p', 0", "'p', -1")]),
        then(Constraint::ComplaintMessageId, &[MESSAGE, MESSAGE]),
        then(Constraint::ComplaintOfMessage, &[&MESSAGE.replace(":1", ":3")]),
        then(Constraint::ComplaintAuthor, &[&MESSAGE.replace("'staff'", "'boss'")]),
        then(Constraint::ComplaintBreach, &[BREACH, BREACH]),
        then(Constraint::ComplaintOfBreach, &[&BREACH.replace(":1", ":3")]),
        then(Constraint::ReferralId, &[REFERRAL, REFERRAL]),
        then(Constraint::ReferredComplaint, &[&REFERRAL.replace(":1", ":3")]),
        then(Constraint::ReferralState, &[&REFERRAL.replace("'in_progress'", "'lost'")]),
        then(Constraint::ReferralBasis, &[&REFERRAL.replace("'danger_to_life'", "'chance'")]),
        then(Constraint::ReferralConsent, &[&REFERRAL.replace("'danger_to_life'", "'consent'")]),
        then(Constraint::ReferralByTwo, &[&REFERRAL.replace(":4, NULL", ":4, :4")]),
        then(Constraint::ComplaintSignal, &[SIGNAL, SIGNAL]),
        then(Constraint::WatchedComplaint, &[&SIGNAL.replace(":1", ":3")]),
        then(Constraint::ComplaintClock, &[&BREACH.replace("'end'", "'lunch'")]),
    ]
}
