//! Who moves a complaint, and what that needs.

use super::*;
use crate::domain::{
    law::read::OWN,
    resource::lifecycle::{Around, allowed},
};

fn body(urgency: Urgency) -> ComplaintBody {
    let at = "2026-12-01T08:00:00Z".parse().unwrap();
    ComplaintBody {
        topic: ComplaintTopic::Pay,
        against: Some(Accused { role: Role::Agency, organisation: Uuid::from_u128(1) }),
        channel: ComplaintChannel::Web,
        language: Lang::Ru,
        anonymous: true,
        urgency,
        candidate: None,
        filer: Some(Uuid::from_u128(1)),
        assignee: Some(Uuid::from_u128(2)),
        level: CaseLevel::Centre,
        clock: CaseClock::start(Some(&OWN[0]), false, at),
        outcome: None,
        observed_since: None,
    }
}

fn offered(from: ComplaintStatus, by: Relation, body: &ComplaintBody) -> Vec<ComplaintStatus> {
    let today = "2027-01-01".parse().unwrap();
    let around = Around { owner: Ok(()), today, lacks: Vec::new() };
    allowed(ComplaintBody::moves(from), by, body, &around)
}

#[test]
fn staff_never_withdraws_and_whoever_complained_does_nothing_else_than_withdraw_and_reopen() {
    for from in ComplaintStatus::ALL {
        let (staff, worker) = (
            offered(*from, Relation::Operator, &body(Urgency::Normal)),
            offered(*from, Relation::System, &body(Urgency::Normal)),
        );
        assert!(!staff.contains(&ComplaintStatus::Withdrawn), "{from}");
        let own = [ComplaintStatus::Withdrawn, ComplaintStatus::Reopened];
        assert!(worker.iter().all(|to| own.contains(to)), "{from}");
        for by in [Relation::Owner, Relation::Party, Relation::Public] {
            assert_eq!(offered(*from, by, &body(Urgency::Normal)), [], "{from}");
        }
    }
}

#[test]
fn what_is_grave_is_not_ended_by_being_withdrawn() {
    for urgency in [Urgency::Danger, Urgency::Grave] {
        assert_eq!(offered(ComplaintStatus::InReview, Relation::System, &body(urgency)), []);
    }
}

#[test]
fn nothing_is_closed_without_an_outcome_and_nothing_is_opened_again_after_its_last_day() {
    let mut case = body(Urgency::Normal);
    let resolved =
        |case: &ComplaintBody| offered(ComplaintStatus::Resolved, Relation::Operator, case);
    assert!(!resolved(&case).contains(&ComplaintStatus::Closed));
    let remedy = Remedy { kind: RemedyKind::None, amount: None };
    case.outcome = Some(Outcome { sealed: String::new(), remedy, worker_agrees: WorkerAgrees::No });
    assert!(resolved(&case).contains(&ComplaintStatus::Closed));
    let reopened = |ended: &str| {
        let mut case = body(Urgency::Normal);
        case.enter(ComplaintStatus::Closed, ended.parse().unwrap());
        offered(ComplaintStatus::Closed, Relation::Operator, &case)
    };
    assert_eq!(reopened("2026-11-02T08:00:00Z"), [ComplaintStatus::Reopened]);
    assert_eq!(reopened("2026-11-01T08:00:00Z"), []);
}

#[test]
fn the_accused_takes_no_part_even_if_it_filed_the_complaint() {
    assert_eq!(body(Urgency::Normal).parties(), [Uuid::from_u128(2)]);
}
