//! The keys and checks of what is due for workers, and of their documents.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

const EVENT: &str = "INSERT INTO worker_events (n, id, candidate, event, event_on, corrects, recorded_at) \
     VALUES (1, :1, :4, 'entered', '2027-01-02', NULL, :now)";
const DEADLINE: &str = "INSERT INTO deadlines (n, id, candidate, event, rule, rule_set, rule_set_name, event_on, told_on, legal_on, \
     due_on, provisional, responsible, tell_on, earlier_legal_on, earlier_due_on, ended, ended_on, evidence) VALUES (1, :2, :4, :1, 'r', NULL, 's', '2027-01-02', '2027-01-02', \
     '2027-01-16', '2027-01-15', 0, 'host', NULL, NULL, NULL, NULL, NULL, NULL)";
const PAPER: &str = "INSERT INTO worker_documents (n, candidate, kind, issued_on, valid_until, authority, recorded_at) \
     VALUES (1, :4, 'patent', '2026-11-20', '2027-11-19', '', :now)";

pub(super) fn cases_of_deadlines() -> Vec<Case> {
    let before = [document("candidates", 4, 9, "NULL", "{}"), EVENT.to_owned()];
    let two = EVENT.replace("(1, :1", "(2, :2").replace("NULL, :now", ":1, :now");
    let three = two.replace("(2, :2", "(3, :3");
    let event = |constraint, last: &[String]| (constraint, [&before[..], last].concat());
    let deadline = |constraint, from: &str, to: &str| {
        (constraint, [&before[..], &[DEADLINE.replacen(from, to, 1)]].concat())
    };
    let twice = |constraint, from: &str, to: &str| {
        let again = DEADLINE.replacen(from, to, 1);
        (constraint, [&before[..], &[DEADLINE.to_owned(), again]].concat())
    };
    vec![
        event(Constraint::WorkerEventNumber, &[EVENT.replacen(":1", ":2", 1)]),
        event(Constraint::WorkerEventId, &[EVENT.replacen("(1,", "(2,", 1)]),
        (Constraint::WorkerEventCandidate, vec![EVENT.replace(":4", ":7")]),
        event(Constraint::CorrectedOnce, &[two.clone(), three]),
        event(Constraint::CorrectedEvent, &[two.replace(":1, :now", ":7, :now")]),
        twice(Constraint::DeadlineNumber, "(1, :2, :4, :1, 'r'", "(1, :3, :4, :1, 'q'"),
        twice(Constraint::DeadlineId, "(1, :2, :4, :1, 'r'", "(2, :2, :4, :1, 'q'"),
        twice(Constraint::DeadlineOfEvent, "(1, :2", "(2, :3"),
        deadline(Constraint::DeadlineCandidate, ":4", ":7"),
        deadline(Constraint::DeadlineEvent, ":1, 'r'", ":7, 'r'"),
        deadline(Constraint::DeadlineRuleSet, "'r', NULL", "'r', :7"),
        deadline(Constraint::SafeBeforeLate, "'2027-01-15'", "'2027-01-17'"),
        deadline(Constraint::DeadlineEnd, "NULL, NULL, NULL)", "'met', NULL, NULL)"),
        deadline(
            Constraint::ToldWhileOpen,
            "NULL, NULL, NULL, NULL, NULL, NULL)",
            "'2027-01-08', NULL, NULL, 'met', '2027-01-03', 'slip')",
        ),
        deadline(Constraint::EarlierDays, "'host', NULL, NULL", "'host', NULL, '2027-01-20'"),
    ]
}

const SIGNAL: &str = "INSERT INTO signals (id, kind, subject, times, workers, state, noticed_at, counted_at) \
     VALUES (:1, 'shared_contact', 's', 3, 3, 'new', :now, :now)";
const MOVED: &str = "INSERT INTO signal_moves (signal, to_state, reason, organisation, at) \
     VALUES (:1, 'reviewed', 'r', :9, :now)";

pub(super) fn cases_of_signals() -> Vec<Case> {
    let one = |constraint, from: &str, to: &str| (constraint, vec![SIGNAL.replace(from, to)]);
    let two = |constraint, last: String| (constraint, vec![SIGNAL.to_owned(), last]);
    vec![
        two(Constraint::SignalId, SIGNAL.replace("'s'", "'t'")),
        two(Constraint::SignalSubject, SIGNAL.replace(":1", ":2")),
        one(Constraint::SignalKind, "'shared_contact'", "'bad_person'"),
        one(Constraint::SignalState, "'new'", "'guilty'"),
        one(Constraint::SignalCount, "3, 3", "0, 0"),
        two(Constraint::KnownSignalMove, MOVED.replace("'reviewed'", "'new'")),
        (Constraint::MovedSignal, vec![MOVED.to_owned()]),
        (Constraint::SignalMove, vec![SIGNAL.to_owned(), MOVED.to_owned(), MOVED.to_owned()]),
    ]
}

pub(super) fn cases_of_papers() -> Vec<Case> {
    let candidate = document("candidates", 4, 9, "NULL", "{}");
    vec![
        (Constraint::DocumentNumber, vec![candidate.clone(), PAPER.to_owned(), PAPER.to_owned()]),
        (Constraint::DocumentCandidate, vec![candidate.clone(), PAPER.replace(":4", ":7")]),
        (Constraint::DocumentDays, vec![candidate, PAPER.replace("'2027", "'2025")]),
    ]
}
