//! What the databases hold by themselves of the worker's own channel.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

const IDENTITY: &str =
    "INSERT INTO identities (candidate, version, updated_at, sealed) VALUES (:4, 1, :now, 's')";
const CONTACT: &str = "INSERT INTO worker_contacts (candidate, way, mark, first_code_at, confirmed_at, confirmed_by) \
     VALUES (:4, 'phone', 'm', NULL, NULL, NULL)";
const SESSION: &str = "INSERT INTO worker_sessions \
     (id, candidate, act, record, channel, language, contact, code_hash, begun_at, expires_at, tries, opened_at, used_at, delivery, \
      sealed_code, attempts, next_attempt_at) \
     VALUES (:1, :4, 'answer_offer', :2, 'sms', 'ru', 'm', 'h', :then, :now, 0, NULL, NULL, 'sent', NULL, 0, NULL)";

const REMINDER: &str = "INSERT INTO worker_reminders \
     (id, candidate, deadline, told_on, news, way, contact, language, delivery, attempts, next_attempt_at) \
     VALUES (:1, :4, :2, '2026-12-01', 'missed', 'phone', 'm', 'ru', 'pending', 0, :now)";

/// Statements of which the last breaks a constraint.
pub(super) fn cases_of_workers() -> Vec<Case> {
    let candidate = document("candidates", 4, 9, "NULL", "{}");
    let case = |constraint, before: &[&str], statement: String| {
        let before = before.iter().map(|one| (*one).to_owned());
        let all = [candidate.clone()].into_iter().chain(before).chain([statement]).collect();
        (constraint, all)
    };
    let contact = |constraint, from: &str, to: &str| {
        case(constraint, &[IDENTITY], CONTACT.replacen(from, to, 1))
    };
    let session =
        |constraint, from: &str, to: &str| case(constraint, &[], SESSION.replacen(from, to, 1));
    let reminder =
        |constraint, from: &str, to: &str| case(constraint, &[], REMINDER.replacen(from, to, 1));
    let group = |id: u8, owner: u8, status: &str, body: &str| {
        document("groups_of_workers", id, owner, "NULL", body).replace("'draft'", status)
    };
    let live =
        "INSERT INTO group_of_workers_facets (kind, value, record) VALUES ('live_member', 'v', :1)";
    let alone = r#"{"members": [1]}"#;
    vec![
        case(Constraint::ReminderId, &[REMINDER], REMINDER.replace(":2", ":3")),
        case(Constraint::ReminderOnce, &[REMINDER], REMINDER.replace(":1", ":3")),
        reminder(Constraint::ReminderCandidate, ":4", ":7"),
        reminder(Constraint::ReminderNews, "'missed'", "'moved'"),
        reminder(Constraint::ReminderWay, "'phone'", "'letter'"),
        reminder(Constraint::ReminderDelivery, "'pending', 0, :now", "'lost', 0, NULL"),
        reminder(Constraint::ReminderTime, "'pending', 0, :now", "'sent', 0, :now"),
        (Constraint::GroupAgency, vec![group(1, 7, "'forming'", "{}")]),
        (Constraint::GroupStatus, vec![group(1, 9, "'lost'", "{}")]),
        (Constraint::GroupMembers, vec![group(1, 9, "'forming'", alone)]),
        (Constraint::LiveGroupMember, vec![live.to_owned(), live.replace(":1", ":2")]),
        case(Constraint::WorkerContact, &[IDENTITY, CONTACT], CONTACT.to_owned()),
        case(Constraint::ContactIdentity, &[], CONTACT.to_owned()),
        contact(Constraint::ContactWay, "'phone'", "'pigeon'"),
        contact(Constraint::ContactConfirmer, "NULL, NULL)", ":now, 'agency')"),
        contact(Constraint::ContactConfirmed, "NULL, NULL)", ":now, NULL)"),
        contact(Constraint::ContactSecondCode, "NULL, NULL)", ":now, 'second_code')"),
        case(Constraint::WorkerSessionId, &[SESSION], SESSION.to_owned()),
        session(Constraint::WorkerSessionCandidate, ":4", ":7"),
        session(Constraint::WorkerSessionAct, "'answer_offer'", "'everything'"),
        session(Constraint::WorkerSessionChannel, "'sms'", "'pigeon'"),
        session(Constraint::WorkerSessionDelivery, "'sent'", "'lost'"),
        session(Constraint::WorkerSessionContact, "'m'", "NULL"),
        session(Constraint::WorkerSessionInPerson, "'sent'", "'handed_over'"),
        session(Constraint::WorkerSessionTries, ":now, 0", ":now, 4"),
        session(Constraint::WorkerSessionOpened, ":now, 0, NULL", ":now, 0, :now"),
        session(Constraint::WorkerSessionUsed, ":now, 0, NULL, NULL", ":now, 0, NULL, :now"),
        session(Constraint::WorkerSessionSealed, "'sent', NULL", "'sent', 's'"),
        session(Constraint::WorkerSessionTime, "NULL, 0, NULL)", "NULL, 0, :now)"),
    ]
}
