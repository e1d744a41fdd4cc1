//! What the rules say to payments, and how long a case is open.

use super::*;
use crate::domain::law::read::OWN;

fn of(kind: FeeKind, payer: FeePayer, day: &str) -> FeeVerdict {
    judge(OWN.first(), (payer, kind), day.parse().unwrap()).0
}

#[test]
fn a_worker_may_pay_nothing_to_get_work() {
    let banned = FeeKind::ALL
        .iter()
        .filter(|kind| of(**kind, FeePayer::Worker, "2026-11-29") == FeeVerdict::Violation);
    assert_eq!(banned.count(), 9, "the kinds that the ILO names");
    for kind in FeeKind::ALL {
        assert_eq!(of(*kind, FeePayer::Employer, "2026-11-29"), FeeVerdict::Ok);
        assert_eq!(of(*kind, FeePayer::Unknown, "2026-11-29"), FeeVerdict::Unknown);
        assert_eq!(judge(None, (FeePayer::Worker, *kind), NaiveDate::MIN).0, FeeVerdict::Unknown);
    }
    assert_eq!(of(FeeKind::Advice, FeePayer::Worker, "2026-11-29"), FeeVerdict::Reimbursable);
    assert_eq!(of(FeeKind::Tax, FeePayer::Worker, "2026-11-29"), FeeVerdict::Ok);
    assert_eq!(
        of(FeeKind::Medical, FeePayer::Worker, "2025-12-31"),
        FeeVerdict::Unknown,
        "before the rule"
    );
}

#[test]
fn a_case_is_open_until_everything_came_back_or_both_sides_have_decided() {
    let decided = |side| FeeDecision {
        side,
        organisation: Uuid::nil(),
        reason: String::new(),
        at: DateTime::UNIX_EPOCH,
    };
    let case = |refunded, reversed, sides: &[Side]| FeeCase {
        amount: 1000,
        refunded,
        reversed,
        decisions: sides.iter().map(|side| decided(*side)).collect(),
    };
    for (case, state, outstanding) in [
        (case(0, false, &[]), FeeCaseState::Open, 1000),
        (case(999, false, &[Side::Tatarstan]), FeeCaseState::Open, 1),
        (case(1000, false, &[]), FeeCaseState::Closed, 0),
        (case(1200, false, &[]), FeeCaseState::Closed, 0),
        (case(0, true, &[]), FeeCaseState::Closed, 0),
        (case(1, false, Side::ALL), FeeCaseState::Closed, 999),
    ] {
        assert_eq!((case.state(), case.outstanding()), (state, outstanding), "{case:?}");
    }
}
