//! The check of an offer of work by the project's own rules.

use chrono::NaiveDate;

use super::{
    check::{CheckDays, check},
    decide::{MonthlyPay, Outcome, Weight},
    finding::{CheckFinding, CheckReason, CheckResult, CheckTopic, result},
    offer::{EmployerRecord, Offer, OfferFacts, OfferedWork, OkvedBasis, Standing},
    read::OWN,
    sentence,
    workforce::WorkforceReport,
};
use crate::domain::values::language::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn workforce(total: u32, foreign: u32, not_counted: u32) -> WorkforceReport {
    let (okved, as_of) = ("41.20".parse().unwrap(), day("2026-11-20"));
    WorkforceReport { okved, total, foreign, not_counted, as_of }
}

/// Twelve builders, well paid, of a verified employer with room for twenty.
fn builders() -> Offer {
    let facts = OfferFacts {
        okved: "41.20".parse().unwrap(),
        okved_basis: OkvedBasis::Main,
        wanted: Some(12),
        promised: 0,
        workforce: Some(workforce(100, 40, 0)),
        sector: None,
    };
    let pay = MonthlyPay {
        sure_minor: 9_000_000,
        most_minor: Some(9_000_000),
        currency: "RUB".to_owned(),
    };
    let work = OfferedWork {
        main: facts.okved.clone(),
        place: Some("92701000".to_owned()),
        pay,
        said: ["workplace", "pay"].map(str::to_owned).to_vec(),
        leave_days: None,
        standing: Standing::Good,
        record: EmployerRecord::default(),
    };
    Offer { facts, work }
}

#[test]
fn leave_is_judged_where_it_is_said() {
    let reasons = |leave_days| {
        let mut offer = builders();
        offer.work.leave_days = leave_days;
        let found = at(&offer, "2026-12-01");
        let terms = found.into_iter().filter(|one| one.topic == CheckTopic::Terms);
        terms.map(|one| (one.reason, one.outcome)).collect::<Vec<_>>()
    };
    assert!(!reasons(None).iter().any(|(reason, _)| *reason == CheckReason::LeaveEnough));
    assert!(reasons(Some(28)).contains(&(CheckReason::LeaveEnough, Outcome::Pass)));
    assert!(reasons(Some(27)).contains(&(CheckReason::LeaveTooShort, Outcome::Fail)));
}

fn at(offer: &Offer, on: &str) -> Vec<CheckFinding> {
    let days = CheckDays { at: day(on), today: day("2026-12-01") };
    check(offer, Some(&OWN[0]), days)
}

fn of(findings: &[CheckFinding], topic: CheckTopic) -> Vec<(CheckReason, Weight, Outcome)> {
    let about = findings.iter().filter(|one| one.topic == topic);
    about.map(|one| (one.reason, one.weight, one.outcome)).collect()
}

fn first(offer: &Offer, topic: CheckTopic) -> (CheckReason, Weight, Outcome) {
    of(&at(offer, "2026-12-01"), topic)[0]
}

#[test]
fn an_offer_that_keeps_every_rule_passes_and_its_open_ends_warn() {
    let found = at(&builders(), "2026-12-01");
    assert_eq!(result(&found), CheckResult::Pass);
    let share = (CheckReason::ShareKept, Weight::Decides, Outcome::Pass);
    assert_eq!(of(&found, CheckTopic::Share), [share]);
    let terms = (CheckReason::TermsOpen, Weight::Decides, Outcome::Warn);
    assert_eq!(of(&found, CheckTopic::Terms), [terms]);
}

#[test]
fn a_year_without_a_rule_is_unknown_and_the_rule_of_the_year_before_tells_the_room() {
    let found = at(&builders(), "2027-03-01");
    assert_eq!(result(&found), CheckResult::Unknown);
    assert_eq!(
        of(&found, CheckTopic::Share),
        [
            (CheckReason::NoRule, Weight::Decides, Outcome::Unknown),
            (CheckReason::ShareOpen, Weight::Warns, Outcome::Unknown),
            (CheckReason::ShareKept, Weight::Lapsed, Outcome::Pass),
        ]
    );
    let last = found.iter().find(|one| one.weight == Weight::Lapsed).unwrap();
    let rule = last.rule.as_ref().unwrap();
    assert_eq!((rule.id.as_str(), rule.valid_to), ("share.F", Some(day("2026-12-31"))));
    assert_eq!(last.grounds.room, Some(20));
    let text = sentence::of_finding(last, &builders().facts, "2027-03-01", Lang::En);
    assert_eq!(
        text,
        "By the rule that ended on 2026-12-31: With 12 more, 47 % of the workers in 41.20 would be foreign; \
         50 % are allowed. There is room for 20."
    );
}

#[test]
fn the_promised_and_those_who_do_not_count_move_the_room() {
    let with = |promised, report| {
        let mut offer = builders();
        (offer.facts.promised, offer.facts.workforce) = (promised, Some(report));
        first(&offer, CheckTopic::Share)
    };
    let kept = (CheckReason::ShareKept, Weight::Decides, Outcome::Pass);
    let exceeded = (CheckReason::ShareExceeded, Weight::Decides, Outcome::Fail);
    assert_eq!(with(8, workforce(100, 40, 0)), kept);
    assert_eq!(with(9, workforce(100, 40, 0)), exceeded);
    assert_eq!(with(0, workforce(100, 50, 0)), exceeded);
    assert_eq!(with(0, workforce(100, 50, 10)), kept);
}

#[test]
fn without_fresh_figures_a_share_is_unknown() {
    let with = |report: Option<WorkforceReport>| {
        let mut offer = builders();
        offer.facts.workforce = report;
        first(&offer, CheckTopic::Share)
    };
    let unknown = |reason| (reason, Weight::Decides, Outcome::Unknown);
    let of_day = |as_of| WorkforceReport { as_of: day(as_of), ..workforce(100, 40, 0) };
    assert_eq!(with(None), unknown(CheckReason::WorkforceMissing));
    assert_eq!(with(Some(of_day("2026-10-16"))), unknown(CheckReason::WorkforceOld));
    assert_eq!(with(Some(of_day("2026-10-17"))).2, Outcome::Pass);
    let mut open = builders();
    open.facts.wanted = None;
    assert_eq!(first(&open, CheckTopic::Share), unknown(CheckReason::SeatsUnknown));
}

#[test]
fn a_ban_holds_by_prefix_and_what_it_closes_without_a_code_is_shown() {
    let with = |okved: &str| {
        let mut offer = builders();
        offer.facts.okved = okved.parse().unwrap();
        offer.facts.okved_basis = OkvedBasis::Asked;
        of(&at(&offer, "2026-12-01"), CheckTopic::Activity)
    };
    let found = with("49.32");
    assert_eq!(found[0], (CheckReason::ActivityClosed, Weight::Decides, Outcome::Fail));
    let lorries = with("49.41");
    assert_eq!(lorries[0], (CheckReason::ActivityOpen, Weight::Decides, Outcome::Pass));
    assert_eq!(lorries[1], (CheckReason::ActivityUncoded, Weight::Decides, Outcome::Warn));
    assert_eq!(lorries[2], (CheckReason::ActivityForeign, Weight::Warns, Outcome::Warn));
    let coarse = with("49.3");
    assert_eq!(coarse[0], (CheckReason::ActivityUncoded, Weight::Decides, Outcome::Unknown));
    let found = at(&builders(), "2026-12-01");
    let uncoded = found.iter().find(|one| one.reason == CheckReason::ActivityUncoded).unwrap();
    assert!(uncoded.grounds.open.contains(&"dangerous goods transport".to_owned()));
}

#[test]
fn a_pay_is_compared_with_the_floor_of_its_sector_and_place() {
    let with = |sure: i64, most: Option<i64>, sector: Option<&str>, place: &str| {
        let mut offer = builders();
        offer.work.pay = MonthlyPay { sure_minor: sure, most_minor: most, ..offer.work.pay };
        offer.facts.sector = sector.map(str::to_owned);
        offer.work.place = Some(place.to_owned());
        let found = at(&offer, "2026-12-01");
        let pay: Vec<CheckFinding> =
            found.into_iter().filter(|one| one.topic == CheckTopic::Pay).collect();
        result(&pay)
    };
    let (kazan, almetyevsk) = ("92701000", "92608000");
    let oil = Some("oil_and_gas_outside_kazan");
    let exactly = |sure| (sure, Some(sure));
    for ((sure, most), sector, place, expected) in [
        (exactly(2_709_299), None, kazan, CheckResult::Fail),
        (exactly(2_815_999), None, kazan, CheckResult::Unknown),
        (exactly(2_815_999), Some("non_budget"), kazan, CheckResult::Fail),
        (exactly(2_816_000), None, kazan, CheckResult::Pass),
        (exactly(3_000_000), None, almetyevsk, CheckResult::Unknown),
        (exactly(3_000_000), oil, almetyevsk, CheckResult::Fail),
        (exactly(3_000_000), oil, kazan, CheckResult::Pass),
        ((0, Some(9_000_000)), None, kazan, CheckResult::Unknown),
        ((0, None), None, kazan, CheckResult::Unknown),
    ] {
        assert_eq!(with(sure, most, sector, place), expected, "{sure} {sector:?} {place}");
    }
}

#[test]
fn without_a_rule_set_nothing_passes() {
    let days = CheckDays { at: day("2026-12-01"), today: day("2026-12-01") };
    assert_eq!(result(&check(&builders(), None, days)), CheckResult::Unknown);
    let mut barred = builders();
    barred.work.standing = Standing::Barred;
    assert_eq!(result(&at(&barred, "2026-12-01")), CheckResult::Fail);
}

#[test]
fn figures_that_cannot_be_are_told_by_member() {
    let today = day("2026-11-20");
    let pointers = |report: WorkforceReport| -> Vec<String> {
        report.contradictions(today).into_iter().map(|error| error.pointer).collect()
    };
    assert_eq!(pointers(workforce(10, 10, 10)), [""; 0]);
    assert_eq!(pointers(workforce(10, 11, 0)), ["/foreign"]);
    assert_eq!(pointers(workforce(10, 5, 6)), ["/not_counted"]);
    let tomorrow = WorkforceReport { as_of: day("2026-11-21"), ..workforce(10, 5, 0) };
    assert_eq!(pointers(tomorrow), ["/as_of"]);
}
