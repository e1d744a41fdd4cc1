//! The project's own rules: what they decide, and what is found wrong with a bad file.

use chrono::NaiveDate;

use super::{
    decide::{At, Decision, MonthlyPay, Outcome, Question, Weight, decide, room},
    formula::product_in_minor,
    read::{OWN, read},
    rule_set::RuleSet,
    terms::Terms,
    words::RuleKind,
};

const TEXT: &str = include_str!("data/rules.json");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(as_of: &str) -> At {
    At { as_of: day(as_of), known_at: day("2026-12-31") }
}

fn builders(wanted: u32) -> Question {
    let okved = "43.39".to_owned();
    Question::Share { okved, total: 100, foreign: 40, promised: 0, wanted }
}

fn activity(okved: &str) -> Question {
    Question::Activity { okved: okved.to_owned(), work_document: "patent".to_owned() }
}

fn pay(amount_minor: i64, sector: &str) -> Question {
    let pay = MonthlyPay {
        sure_minor: amount_minor,
        most_minor: Some(amount_minor),
        currency: "RUB".to_owned(),
    };
    Question::Pay { pay, sector: Some(sector.to_owned()), place: None }
}

fn fee(kind: &str) -> Question {
    Question::Fee { payer: "worker".to_owned(), kind: kind.to_owned() }
}

fn ask<'s>(question: &Question, sets: &'s [RuleSet], on: &str) -> Decision<'s> {
    decide(question, sets, at(on))
}

fn cited(decision: &Decision<'_>) -> Vec<(String, Weight, Outcome)> {
    decision.findings.iter().map(|one| (one.rule.id.clone(), one.weight, one.outcome)).collect()
}

#[test]
fn every_example_of_a_share_is_answered() {
    let examples = OWN[0].examples.iter().filter(|one| one.room.is_some());
    let mut answered = 0;
    for example in examples {
        let rule = OWN[0].rules.iter().find(|rule| rule.id == example.rule).unwrap();
        let Some(Terms::ShareCap(cap)) = rule.terms() else { panic!("{} is no share", rule.id) };
        let [total, foreign] = [example.total, example.foreign].map(|n| n.unwrap().into());
        let found = room(cap.max_percent.unwrap().into(), total, foreign);
        assert_eq!(found, example.room.map(Into::into), "{example:?}");
        answered += 1;
    }
    assert_eq!(answered, 3);
}

#[test]
fn the_room_is_the_most_that_keeps_the_share() {
    for (percent, total, foreign) in (0..100).flat_map(|percent| {
        (0..40).flat_map(move |total| (0..=total).map(move |foreign| (percent, total, foreign)))
    }) {
        let keeps = |k: i64| 100 * (foreign + k) <= percent * (total + k);
        let room = room(percent, total, foreign).unwrap();
        let is_most = (room == 0 || keeps(room)) && !keeps(room + 1);
        assert!(is_most, "{foreign} of {total} at {percent}: {room}");
    }
    assert_eq!(room(100, 10, 10), None);
}

#[test]
fn a_year_without_a_rule_is_unknown_and_the_last_rule_is_reported() {
    let of = |day| cited(&ask(&builders(12), &OWN, day));
    assert_eq!(ask(&builders(12), &OWN, "2026-12-31").result, Outcome::Pass);
    assert_eq!(ask(&builders(21), &OWN, "2026-12-31").result, Outcome::Fail);
    let later = ask(&builders(12), &OWN, "2027-03-01");
    assert_eq!(later.result, Outcome::Unknown);
    let last = ("share.F".to_owned(), Weight::Lapsed, Outcome::Pass);
    assert_eq!(of("2027-03-01").last(), Some(&last));
    assert_eq!(later.findings.last().unwrap().grounds.room, Some(20));
    assert_eq!(ask(&builders(1), &OWN, "2025-12-31").result, Outcome::Unknown);
    assert_eq!(of("2025-12-31"), []);
}

#[test]
fn nothing_is_known_before_the_set_was_recorded() {
    let early = At { as_of: day("2026-12-01"), known_at: day("2026-11-27") };
    let decision = decide(&builders(1), &OWN, early);
    assert_eq!((decision.result, decision.set), (Outcome::Unknown, None));
}

#[test]
fn an_activity_is_banned_by_the_prefix_of_its_code() {
    let result = |okved| ask(&activity(okved), &OWN, "2026-12-01").result;
    assert_eq!(result("49.32"), Outcome::Fail);
    assert_eq!(result("69.10"), Outcome::Fail);
    assert_eq!(result("49.41"), Outcome::Pass);
    assert_eq!(result("43.39"), Outcome::Pass);
    assert_eq!(ask(&activity("49.32"), &OWN, "2027-01-01").result, Outcome::Unknown);
}

#[test]
fn a_pay_must_reach_every_floor_of_its_sector() {
    let result = |amount, sector| ask(&pay(amount, sector), &OWN, "2026-12-01").result;
    assert_eq!(result(2_816_000, "non_budget"), Outcome::Pass);
    assert_eq!(result(2_815_999, "non_budget"), Outcome::Fail);
    assert_eq!(result(2_815_999, "budget"), Outcome::Pass);
    assert_eq!(result(3_238_399, "oil_and_gas_outside_kazan"), Outcome::Fail);
}

#[test]
fn a_worker_may_not_be_asked_for_the_costs_of_recruitment() {
    assert_eq!(ask(&fee("medical"), &OWN, "2026-12-01").result, Outcome::Fail);
    assert_eq!(ask(&fee("work_document"), &OWN, "2026-12-01").result, Outcome::Pass);
}

#[test]
fn what_is_expected_warns_and_a_draft_is_only_reported() {
    let drivers = |wanted| {
        let okved = "49.41".to_owned();
        Question::Share { okved, total: 100, foreign: 24, promised: 0, wanted }
    };
    let with = |status: &str| {
        let old = r#""okved": ["81"]"#.to_owned();
        let text = TEXT.replace(
            r#""okved": ["02"], "max_percent": 40"#,
            r#""okved": ["49"], "max_percent": 90"#,
        );
        assert!(text != TEXT && !text.contains(&old));
        let line = text.lines().find(|line| line.contains(r#""id": "share.49""#)).unwrap();
        let changed = line.replace("expected", status);
        vec![read(&text.replace(line, &changed)).unwrap()]
    };
    assert_eq!(ask(&drivers(1), &with("expected"), "2026-12-01").result, Outcome::Warn);
    let drafted = with("draft");
    let decision = ask(&drivers(1), &drafted, "2026-12-01");
    assert_eq!(decision.result, Outcome::Pass);
    assert!(cited(&decision).contains(&("share.49".to_owned(), Weight::Reported, Outcome::Fail)));
    assert_eq!(ask(&drivers(1), &with("in_force"), "2026-12-01").result, Outcome::Fail);
}

#[test]
fn one_changed_number_changes_exactly_the_decisions_that_cite_it() {
    let classes = (1..100).map(|class| format!("{class:02}.11.1"));
    let shares = classes.map(|okved| Question::Share {
        okved,
        total: 100,
        foreign: 10,
        promised: 0,
        wanted: 1,
    });
    let sectors = ["non_budget", "budget", "oil_and_gas_outside_kazan"];
    let pays = sectors.map(|sector| pay(3_000_000, sector));
    let questions: Vec<Question> = shares.chain(pays).collect();
    let told = |sets: &[RuleSet], question: &Question| {
        let decision = ask(question, sets, "2026-12-01");
        let figures: Vec<_> = decision.findings.iter().map(|one| one.grounds.clone()).collect();
        (cited(&decision), figures)
    };
    let mut changed = 0;
    for line in
        TEXT.lines().filter(|line| line.contains("share_cap") || line.contains("wage_floor"))
    {
        let name =
            if line.contains("share_cap") { "\"max_percent\": " } else { "\"amount_minor\": " };
        let Some((before, after)) = line.split_once(name) else { continue };
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap();
        let number: i64 = after[..digits].parse().unwrap();
        let other = format!("{before}{name}{}{}", number + 1, &after[digits..]);
        let id = line.split('"').nth(3).unwrap();
        let sets = vec![read(&TEXT.replace(line, &other)).unwrap()];
        for question in &questions {
            let (was, is) = (told(&OWN, question), told(&sets, question));
            let cites = was.0.iter().any(|(cited, ..)| cited == id);
            assert_eq!(was != is, cites, "{id} for {question:?}");
        }
        changed += 1;
    }
    assert!(changed > 10, "only {changed} numbers were changed");
}

#[test]
fn a_bad_file_is_told_by_line_and_fault() {
    let line_of = |what: &str| 1 + TEXT.lines().position(|line| line.contains(what)).unwrap();
    for (from, to, what) in [
        (r#""kind": "counting""#, r#""kind": "guess""#, "unknown variant `guess`"),
        (
            r#""id": "share.02", "kind": "share_cap", "authority": "RU""#,
            r#""id": "share.02", "kind": "share_cap", "authority": "XX""#,
            "unknown variant `XX`",
        ),
        (r#""source": ["mintrud-62"]"#, r#""source": ["nobody"]"#, "there is no source nobody"),
        (
            r#""valid_from": "2026-03-01""#,
            r#""valid_from": "2026-03-01", "valid_to": "2026-02-28""#,
            "valid_to is before valid_from",
        ),
        (r#""okved": ["16"]"#, r#""okved": ["02"]"#, "overlaps share.02"),
        (r#""okved": ["16"]"#, r#""okved": ["wood"]"#, "is no prefix"),
        ("1200 * 2.842 * 2.55", "1200 * 2.594 * 2.55", "the formula gives 793764"),
        (r#""working": ["2027-02-20"]"#, r#""working": ["2027-02-19"]"#, "is worked anyway"),
        (r#""rule": "dl.patent""#, r#""rule": "dl.nothing""#, "there is no rule dl.nothing"),
    ] {
        let text = TEXT.replacen(from, to, 1);
        assert_ne!(text, TEXT, "{from}");
        let faults = read(&text).unwrap_err();
        assert_eq!(faults[0].line, line_of(from), "{from}: {faults:?}");
        assert!(faults[0].what.contains(what), "{faults:?}");
    }
    assert_eq!(read("{\n\"format\": 1\n}").unwrap_err()[0].line, 2);
}

#[test]
fn an_amount_is_recomputed_exactly() {
    assert_eq!(product_in_minor("1200 * 2.842 * 2.55"), Ok(869_652));
    assert_eq!(product_in_minor("0.005"), Ok(1));
    assert_eq!(product_in_minor("3 * 1.5"), Ok(450));
    for wrong in ["", "-1", "2 +", "1 * ", "1e3"] {
        assert!(product_in_minor(wrong).is_err(), "{wrong}");
    }
    assert!(OWN[0].on(RuleKind::Amount, day("2026-12-01")).count() > 2);
}

#[test]
fn the_way_to_work_is_the_one_that_a_rule_in_force_tells_of() {
    let name = |set: &RuleSet, on: &str| set.route_on(day(on)).map(|(name, _)| name.to_owned());
    assert_eq!(name(&OWN[0], "2027-03-01"), Some("patent".to_owned()), "the register is a draft");
    let adopted = TEXT.replace(
        r#""valid_from": "2027-01-01", "valid_to": "2029-12-31", "status": "draft""#,
        r#""valid_from": "2027-01-01", "valid_to": "2029-12-31", "status": "in_force""#,
    );
    let set = read(&adopted).unwrap();
    assert_eq!(name(&set, "2027-03-01"), Some("registry".to_owned()));
    assert_eq!(name(&set, "2026-12-31"), Some("patent".to_owned()));
}

#[test]
fn a_gate_that_no_way_has_is_told_with_its_line() {
    let faults = read(
        &TEXT.replace(r#""for_work": ["arrival_confirmed""#, r#""for_fun": ["arrival_confirmed""#),
    );
    let faults = faults.unwrap_err();
    assert!(faults[0].line > 1 && faults[0].what.starts_with("the route patent: "), "{faults:?}");
    let faults = read(&TEXT.replace("\"id_card\"]", "\"Id card\"]")).unwrap_err();
    assert!(faults[0].what.contains("small letters"), "{faults:?}");
}
