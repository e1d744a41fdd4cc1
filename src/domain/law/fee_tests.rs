//! What the rules say to payments, and how long a case is open.

use super::*;
use crate::domain::law::read::OWN;

const PAID: (Amount, Currency) = (Amount::whole(1), Currency::Uzs);

fn of(kind: FeeKind, payer: FeePayer, day: &str) -> FeeVerdict {
    judge(OWN.first(), (payer, kind), PAID, day.parse().unwrap()).0
}

#[test]
fn advice_is_paid_back_up_to_what_it_may_cost_and_more_is_a_violation() {
    let (set, day) = (&OWN[0], "2026-11-29".parse().unwrap());
    let advice = set.on(RuleKind::FeeCap, day).find(|rule| rule.id == "fee.uz.advice").unwrap();
    let Some(Terms::FeeCap(terms)) = advice.terms() else { panic!("it caps a fee") };
    let (most, _) = set.multiple(&terms.cap.unit, terms.cap.value, day).unwrap();
    let more = Amount::of_hundredths(i64::try_from(most.hundredths()).unwrap() + 1).unwrap();
    for (amount, currency, verdict) in [
        (most, Currency::Uzs, FeeVerdict::Reimbursable),
        (more, Currency::Uzs, FeeVerdict::Violation),
        (Amount::whole(1), Currency::Rub, FeeVerdict::Unknown),
    ] {
        let of = (FeePayer::Worker, FeeKind::Advice);
        assert_eq!(judge(Some(set), of, (amount, currency), day).0, verdict);
    }
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
        assert_eq!(
            judge(None, (FeePayer::Worker, *kind), PAID, NaiveDate::MIN).0,
            FeeVerdict::Unknown
        );
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
