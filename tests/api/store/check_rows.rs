//! The keys and checks of the ledger of checks, and of gates that were passed.

use koprik::store::constraint::Constraint;

use super::rows::{APPLICATION, Case, document};

const CHECK: &str = "INSERT INTO application_checks (n, id, candidate, application, kind, result, result_on, valid_until, evidence, rule, \
     side, organisation, recorded_at) VALUES (1, :2, :4, :1, 'entry_ban', 'passed', '2026-11-20', '2027-11-19', NULL, NULL, NULL, NULL, :now)";
const SNAPSHOT: &str = "INSERT INTO gate_snapshots (n, candidate, application, application_version, gate, rule_set, snapshot, taken_at) \
     VALUES (1, :4, :1, 2, 'for_contract', NULL, '{}', :now)";
const WARNING: &str = "INSERT INTO check_warnings (entry, days) VALUES (1, 30)";

/// A candidate with an application.
pub(super) fn ground() -> Vec<String> {
    let vacancy =
        document("vacancies", 3, 8, "NULL", r#"{"openings": {"filled": 0, "cancelled": 0}}"#);
    vec![vacancy, document("candidates", 4, 9, "NULL", "{}"), APPLICATION.to_owned()]
}

pub(super) fn cases_of_checks() -> Vec<Case> {
    let after = |more: &[&str]| {
        let more = more.iter().map(|one| (*one).to_owned());
        ground().into_iter().chain(more).collect::<Vec<_>>()
    };
    let check =
        |constraint, from: &str, to: &str| (constraint, after(&[&CHECK.replacen(from, to, 1)]));
    let snapshot =
        |constraint, from: &str, to: &str| (constraint, after(&[&SNAPSHOT.replacen(from, to, 1)]));
    let passed = "'passed', '2026-11-20', '2027-11-19'";
    vec![
        (Constraint::CheckNumber, after(&[CHECK, &CHECK.replacen(":2", ":5", 1)])),
        (Constraint::CheckId, after(&[CHECK, &CHECK.replacen("(1,", "(2,", 1)])),
        check(Constraint::CheckCandidate, ":4", ":7"),
        check(Constraint::ToldResult, passed, "'unknown', NULL, NULL"),
        check(Constraint::CheckDay, passed, "'passed', NULL, NULL"),
        check(Constraint::CheckHolds, passed, "'failed', '2026-11-20', '2027-11-19'"),
        check(Constraint::CheckWaived, passed, "'waived', NULL, NULL"),
        check(Constraint::CheckBare, "NULL, NULL, NULL, NULL", "'x', NULL, NULL, NULL"),
        (Constraint::GateSnapshotNumber, after(&[SNAPSHOT, &SNAPSHOT.replacen("1, 2", "1, 3", 1)])),
        (Constraint::GateSnapshotVersion, after(&[SNAPSHOT, &SNAPSHOT.replacen("(1,", "(2,", 1)])),
        snapshot(Constraint::GateSnapshotCandidate, ":4", ":7"),
        snapshot(Constraint::GateSnapshotRuleSet, "'for_contract', NULL", "'for_contract', :7"),
        snapshot(Constraint::KnownGate, "for_contract", "for_rest"),
        (Constraint::CheckWarning, after(&[CHECK, WARNING, WARNING])),
        (Constraint::WarnedCheck, after(&[WARNING])),
    ]
}

const TRIP: &str = "INSERT INTO trips (id, owner, external_ref, status, version, created_at, updated_at, search, body) \
     VALUES (:5, :9, NULL, 'planned', 1, :now, :now, '', '{\"seats\": 2}')";
const SEAT: &str = "INSERT INTO trip_seats (trip, application, candidate, state, seated_at) VALUES (:5, :1, :4, 'seated', :now)";
const ARRIVAL: &str = "INSERT INTO arrivals (n, id, candidate, application, entered_on, border_point, place_of_stay, told_by, corrects, \
     recorded_at) VALUES (1, :2, :4, :1, '2026-11-20', 'RUKZN', '92701000', 'employer', NULL, :now)";
const END: &str = "INSERT INTO work_ends (n, candidate, application, ground, last_day, last_pay, homeward_paid, certificate_issued, \
     told_by, recorded_at) VALUES (1, :4, :1, 'term_over', '2026-11-20', 'settled', 1, 1, 'employer', :now)";
const NOTICE: &str = "INSERT INTO employment_entries (n, id, candidate, application, kind, day, month, paid_in_full, session, recorded_at) \
     VALUES (1, :2, :4, :1, 'notice', '2026-11-20', NULL, NULL, NULL, :now)";
const SESSION: &str = "INSERT INTO worker_sessions (id, candidate, act, record, channel, language, contact, code_hash, begun_by, begun_at, \
     expires_at, tries, opened_at, used_at, delivery, sealed_code, attempts, next_attempt_at) \
     VALUES (:5, :4, 'check_in', :1, 'in_person', 'ru', NULL, 'h', NULL, :then, :now, 0, :then, :then, 'handed_over', NULL, 0, NULL)";

pub(super) fn cases_of_ways() -> Vec<Case> {
    let after = |more: &[&str]| {
        let more = more.iter().map(|one| (*one).to_owned());
        ground().into_iter().chain(more).collect::<Vec<_>>()
    };
    let seat = |constraint, from: &str, to: &str| {
        (constraint, after(&[TRIP, &SEAT.replacen(from, to, 1)]))
    };
    let arrival =
        |constraint, from: &str, to: &str| (constraint, after(&[&ARRIVAL.replacen(from, to, 1)]));
    let end = |constraint, from: &str, to: &str| (constraint, after(&[&END.replacen(from, to, 1)]));
    let offer = r#"{"openings": {"filled": 0, "cancelled": 0}}"#;
    let other = [
        document("vacancies", 2, 8, "NULL", offer),
        APPLICATION.replace(":1", ":6").replace(":3", ":2"),
    ];
    let corrected = ARRIVAL.replacen("(1, :2", "(2, :3", 1).replace("NULL, :now", ":2, :now");
    let again = ARRIVAL.replacen("(1, :2", "(3, :6", 1).replace("NULL, :now", ":2, :now");
    vec![
        (Constraint::TripStatus, vec![TRIP.replace("'planned'", "'lost'")]),
        (Constraint::TripAgency, vec![TRIP.replace(":9", ":7")]),
        (
            Constraint::TripSeat,
            after(&[
                TRIP,
                &SEAT.replace("'seated'", "'missed'"),
                &SEAT.replace("'seated'", "'missed'"),
            ]),
        ),
        (
            Constraint::LiveTripSeat,
            after(&[TRIP, SEAT, &TRIP.replace(":5", ":6"), &SEAT.replace(":5", ":6")]),
        ),
        seat(Constraint::TripOfSeat, ":5", ":7"),
        seat(Constraint::TripSeatCandidate, ":4", ":7"),
        seat(Constraint::TripSeatState, "'seated'", "'asleep'"),
        (Constraint::ArrivalNumber, after(&[ARRIVAL, &ARRIVAL.replacen(":2", ":5", 1)])),
        (Constraint::ArrivalId, after(&[ARRIVAL, &ARRIVAL.replacen("(1,", "(2,", 1)])),
        arrival(Constraint::ArrivalCandidate, ":4", ":7"),
        (Constraint::ArrivalCorrectedOnce, after(&[ARRIVAL, &corrected, &again])),
        arrival(Constraint::CorrectedArrival, "NULL, :now", ":7, :now"),
        arrival(Constraint::ToldArrival, "'employer'", "'press'"),
        arrival(Constraint::ArrivalWord, "'employer'", "'worker'"),
        arrival(Constraint::ArrivalDay, "'2026-11-20'", "'2026-11-25'"),
        (
            Constraint::WorkEndNumber,
            after(&[END, &other[0], &other[1], &END.replacen(":1", ":6", 1)]),
        ),
        (Constraint::WorkEndOnce, after(&[END, &END.replacen("(1,", "(2,", 1)])),
        end(Constraint::WorkEndCandidate, ":4", ":7"),
        end(Constraint::WorkEndGround, "'term_over'", "'whim'"),
        end(Constraint::WorkEndPay, "'settled'", "'soon'"),
        end(Constraint::WorkEndTeller, "'employer'", "'press'"),
        end(Constraint::WorkEndWord, "'employer'", "'worker'"),
        end(Constraint::WorkEndDay, "'2026-11-20'", "'2026-11-25'"),
    ]
}

/// A check-in of candidate 4 in session 5.
fn check_in() -> String {
    NOTICE
        .replace("(1, :2", "(1, :6")
        .replace("'notice', '2026-11-20', NULL, NULL, NULL", "'check_in', NULL, '2026-11', 1, :5")
}

pub(super) fn cases_of_employment() -> Vec<Case> {
    let after = |more: &[&str]| {
        let more = more.iter().map(|one| (*one).to_owned());
        ground().into_iter().chain(more).collect::<Vec<_>>()
    };
    let notice =
        |constraint, from: &str, to: &str| (constraint, after(&[&NOTICE.replacen(from, to, 1)]));
    let check_in = check_in();
    let again = check_in.replace("(1, :6", "(2, :3");
    vec![
        (Constraint::EmploymentNumber, after(&[SESSION, NOTICE, &check_in])),
        (
            Constraint::EmploymentId,
            after(&[SESSION, NOTICE, &check_in.replace("(1, :6", "(2, :2")]),
        ),
        notice(Constraint::EmploymentCandidate, ":4", ":7"),
        (Constraint::EmploymentOnce, after(&[NOTICE, &NOTICE.replace("(1, :2", "(2, :3")])),
        (Constraint::EmploymentMonth, after(&[SESSION, &check_in, &again])),
        notice(Constraint::EmploymentKnownKind, "'notice'", "'rumour'"),
        notice(Constraint::EmploymentShape, "'2026-11-20', NULL", "'2026-11-20', '2026-11'"),
        (Constraint::EmploymentWord, after(&[SESSION, &check_in.replace(":5", "NULL")])),
        notice(Constraint::EmploymentDay, "'2026-11-20'", "'2026-11-25'"),
    ]
}

const APPEAL: &str = "INSERT INTO appeals (n, id, candidate, application, closing, closed_version, until, evidence, session, recorded_at, \
     verdict, reason, decided_by, decided_at) \
     VALUES (1, :2, :4, :1, 'no_show', 1, '2026-12-30', 'e', NULL, :now, NULL, NULL, NULL, NULL)";

pub(super) fn cases_of_appeals() -> Vec<Case> {
    let closed = APPLICATION
        .replace("origin)", "origin, closing)")
        .replace("'draft'", "'closed'")
        .replace("'agency')", "'agency', 'no_show')");
    let before = |applications: &[String]| {
        ground().into_iter().take(2).chain(applications.iter().cloned()).collect::<Vec<_>>()
    };
    let after = |more: &[String]| {
        let mut all = before(std::slice::from_ref(&closed));
        all.extend(more.iter().cloned());
        all
    };
    let appeal =
        |constraint, from: &str, to: &str| (constraint, after(&[APPEAL.replacen(from, to, 1)]));
    let other = closed.replace("(:1,", "(:6,");
    let elsewhere = APPEAL.replace(":4, :1", ":4, :6");
    let undecided = "NULL, NULL, NULL, NULL)";
    vec![
        (
            Constraint::AppealNumber,
            after(&[other.clone(), APPEAL.to_owned(), elsewhere.replace(":2", ":5")]),
        ),
        (Constraint::AppealId, after(&[other, APPEAL.to_owned(), elsewhere.replace("(1,", "(2,")])),
        appeal(Constraint::AppealCandidate, ":4", ":7"),
        (Constraint::AppealOnce, after(&[APPEAL.to_owned(), APPEAL.replace("(1, :2", "(2, :3")])),
        appeal(Constraint::AppealInTime, "2026-12-30", "2026-11-01"),
        appeal(Constraint::AppealWord, "'e', NULL", "NULL, NULL"),
        appeal(Constraint::AppealVerdict, undecided, "'maybe', 'r', :8, :now)"),
        appeal(Constraint::AppealDecision, undecided, "'upheld', NULL, :8, :now)"),
    ]
}
