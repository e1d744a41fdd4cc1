//! A question, the rules of a day, and the answer with the rules that it rests on.
//!
//! Rules in force and promises decide; an expected one warns; a draft is only reported. Where no rule decides, the answer
//! is unknown, never a pass, and the rule that was last in force is reported beside it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    law::{
        activity::closeness,
        rule::Rule,
        rule_set::{RuleSet, known_at},
        terms::{ActivityBan, BannedActivity, ShareCap, Terms, WageFloor},
        words::{RuleKind, RuleStatus},
    },
    values::words::words,
};

words! {
    /// What a rule says of a question, or all of them together.
    #[schema(as = RuleOutcome)]
    Outcome {
        /// It is allowed.
        Pass = "pass",
        /// It is allowed, and what is announced would forbid it.
        Warn = "warn",
        /// It is forbidden.
        Fail = "fail",
        /// No rule tells.
        Unknown = "unknown",
    }
}

words! {
    /// What a rule has to do with the answer.
    #[schema(as = RuleWeight)]
    Weight {
        /// It decides.
        Decides = "decides",
        /// It is announced and warns.
        Warns = "warns",
        /// It is a draft and is only reported.
        Reported = "reported",
        /// It was the last in force, and its time is over.
        Lapsed = "lapsed",
    }
}

/// A whole, in the unit of shares.
const PERCENT: i64 = 100;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether an employer may take so many more foreign workers.
    Share {
        /// The employer's ОКВЭД code.
        okved: String,
        /// All its workers.
        total: u32,
        /// Its foreign workers that count.
        foreign: u32,
        /// Foreign workers that it has promised to take.
        promised: u32,
        /// How many more it wants.
        wanted: u32,
    },
    /// Whether holders of a work document may do this work.
    Activity {
        /// The ОКВЭД code of the work.
        okved: String,
        /// The work document.
        work_document: String,
    },
    /// Whether a guaranteed gross pay for a month is enough.
    Pay {
        /// What is guaranteed.
        pay: MonthlyPay,
        /// The employer's sector, if it is one with a floor of its own.
        sector: Option<String>,
        /// The municipality of the work, if it is known.
        place: Option<String>,
    },
    /// Whether a contract says all that it must.
    Contract {
        /// What it says.
        terms: Vec<String>,
        /// Its days of paid leave in a year, if it says so.
        leave_days: Option<u16>,
    },
    /// Whether somebody may be asked to pay a cost.
    Fee {
        /// Who pays.
        payer: String,
        /// The kind of cost.
        kind: String,
    },
}

/// How much a month brings before taxes, as far as that can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyPay {
    /// What is certain, in hundredths of the currency.
    pub sure_minor: i64,
    /// What it can come to; `None` if that is open.
    pub most_minor: Option<i64>,
    /// The currency.
    pub currency: String,
}

/// The day that a question is about, and the day whose knowledge answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The day that the rules must cover.
    pub as_of: NaiveDate,
    /// The day by which the set must have been recorded.
    pub known_at: NaiveDate,
}

/// What one rule says of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'s> {
    /// The rule.
    pub rule: &'s Rule,
    /// What it has to do with the answer.
    pub weight: Weight,
    /// What it says, or would say.
    pub outcome: Outcome,
    /// The figures and words that it rests on.
    pub grounds: Grounds,
}

/// The figures and words that a finding rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// What the rule asks.
    pub needed: Option<i64>,
    /// What is there.
    pub actual: Option<i64>,
    /// How many more foreign workers there may be.
    pub room: Option<i64>,
    /// What is missing or cannot be judged.
    pub open: Vec<String>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<'s> {
    /// The set that it rests on; `None` if none was known.
    pub set: Option<&'s RuleSet>,
    /// The answer.
    pub result: Outcome,
    /// Every rule that speaks to it.
    pub findings: Vec<Finding<'s>>,
}

/// Answers a question by the rules of a day, as they were known on a day.
pub fn decide<'s>(question: &Question, sets: &'s [RuleSet], at: At) -> Decision<'s> {
    let none = Decision { set: None, result: Outcome::Unknown, findings: Vec::new() };
    known_at(sets, at.known_at).map_or(none, |set| decide_by(question, set, at.as_of))
}

/// Answers a question by the rules of a day in one set.
pub fn decide_by<'s>(question: &Question, set: &'s RuleSet, as_of: NaiveDate) -> Decision<'s> {
    let rules = closest(question, set.on(question.kind(), as_of));
    let mut findings: Vec<Finding<'s>> =
        rules.into_iter().filter_map(|rule| finding(question, rule, weight(rule.status))).collect();
    if !findings.iter().any(|one| one.weight == Weight::Decides) {
        findings.extend(lapsed(question, set, as_of));
    }
    Decision { set: Some(set), result: together(&findings), findings }
}

impl Question {
    /// The kind of rules that answer it.
    pub const fn kind(&self) -> RuleKind {
        match self {
            Self::Share { .. } => RuleKind::ShareCap,
            Self::Activity { .. } => RuleKind::ActivityBan,
            Self::Pay { .. } => RuleKind::WageFloor,
            Self::Contract { .. } => RuleKind::RequiredTerms,
            Self::Fee { .. } => RuleKind::FeeBan,
        }
    }
}

const fn weight(status: RuleStatus) -> Weight {
    match status {
        RuleStatus::InForce | RuleStatus::Policy => Weight::Decides,
        RuleStatus::Expected => Weight::Warns,
        RuleStatus::Draft => Weight::Reported,
    }
}

/// What the findings say together.
fn together(findings: &[Finding<'_>]) -> Outcome {
    let say = |weight: Weight, outcome: Outcome| {
        findings.iter().any(|one| one.weight == weight && one.outcome == outcome)
    };
    let decided = findings.iter().any(|one| one.weight == Weight::Decides);
    if say(Weight::Decides, Outcome::Fail) {
        Outcome::Fail
    } else if !decided || say(Weight::Decides, Outcome::Unknown) {
        Outcome::Unknown
    } else if say(Weight::Warns, Outcome::Fail) {
        Outcome::Warn
    } else {
        Outcome::Pass
    }
}

/// The last rule in force that would have answered, if its time is over.
fn lapsed<'s>(question: &Question, set: &'s RuleSet, day: NaiveDate) -> Vec<Finding<'s>> {
    let over = |rule: &&Rule| rule.decides() && rule.valid_to.is_some_and(|last| last < day);
    let rules = closest(question, set.of(question.kind()).filter(over));
    let last = rules.iter().filter_map(|rule| rule.valid_to).max();
    let latest = rules.into_iter().filter(|rule| rule.valid_to == last);
    latest.filter_map(|rule| finding(question, rule, Weight::Lapsed)).collect()
}

/// Of rules on the share in an activity, those that name it most closely, for each weight; of others all.
fn closest<'s>(question: &Question, rules: impl Iterator<Item = &'s Rule>) -> Vec<&'s Rule> {
    let all: Vec<&Rule> = rules.collect();
    let Question::Share { okved, .. } = question else { return all };
    let near = |rule: &Rule| match rule.terms() {
        Some(Terms::ShareCap(cap)) => {
            cap.okved.iter().filter_map(|prefix| closeness(prefix, okved)).max()
        }
        _ => None,
    };
    let is_closest = |one: &&Rule| {
        let alike = all.iter().filter(|other| weight(other.status) == weight(one.status));
        near(one).is_some() && alike.filter_map(|other| near(other)).max() == near(one)
    };
    all.iter().copied().filter(|one| is_closest(one)).collect()
}

fn finding<'s>(question: &Question, rule: &'s Rule, weight: Weight) -> Option<Finding<'s>> {
    let (outcome, grounds) = match (question, rule.terms()?) {
        (Question::Share { total, foreign, promised, wanted, .. }, Terms::ShareCap(cap)) => {
            let there = foreign.saturating_add(*promised);
            share(cap, [total.saturating_add(*promised), there, *wanted])
        }
        (Question::Activity { okved, work_document }, Terms::ActivityBan(ban))
            if ban.applies_to.work_document == *work_document =>
        {
            activity(ban, okved)
        }
        (Question::Pay { pay, sector, place }, Terms::WageFloor(floor))
            if (floor.sector.is_none() || floor.sector == *sector)
                && !place.as_ref().is_some_and(|place| floor.not_in.contains(place)) =>
        {
            enough(floor, pay)
        }
        (Question::Contract { leave_days, .. }, Terms::RequiredTerms(required))
            if required.leave_days.is_some() =>
        {
            leave(required.leave_days?, (*leave_days)?)
        }
        (Question::Contract { terms, .. }, Terms::RequiredTerms(required)) => {
            contract(&required.terms, terms)
        }
        (Question::Fee { payer, kind }, Terms::FeeBan(ban)) if ban.payer == *payer => {
            (allowed(!ban.kinds.contains(kind)), Grounds::default())
        }
        _ => return None,
    };
    Some(Finding { rule, weight, outcome, grounds })
}

const fn allowed(holds: bool) -> Outcome {
    if holds { Outcome::Pass } else { Outcome::Fail }
}

fn share(cap: &ShareCap, [total, foreign, wanted]: [u32; 3]) -> (Outcome, Grounds) {
    let Some(percent) = cap.max_percent.map(i64::from) else {
        return (Outcome::Unknown, Grounds::default());
    };
    let [total, foreign, wanted] = [total, foreign, wanted].map(i64::from);
    let room = room(percent, total, foreign);
    let all = (total + wanted).max(1);
    let grounds = Grounds {
        needed: Some(percent),
        actual: Some((PERCENT * (foreign + wanted) + all - 1) / all),
        room,
        open: Vec::new(),
    };
    (allowed(room.is_none_or(|room| wanted <= room)), grounds)
}

/// The most foreign workers that can still be taken with the share kept; `None` if there is no end to them.
pub fn room(percent: i64, total: i64, foreign: i64) -> Option<i64> {
    let others = PERCENT - percent;
    (others > 0).then(|| ((percent * total - PERCENT * foreign) / others).max(0))
}

fn activity(ban: &ActivityBan, okved: &str) -> (Outcome, Grounds) {
    let covers = |prefix: &String| closeness(prefix, okved).is_some();
    let banned = ban.activities.iter().any(|one| one.okved.as_ref().is_some_and(covers));
    let is_part = |code: &String| closeness(okved, code).is_some();
    let has_part = ban.activities.iter().any(|one| one.okved.as_ref().is_some_and(is_part));
    let may_be =
        |one: &&BannedActivity| one.okved.as_ref().is_none_or(|code| !banned && is_part(code));
    let open = ban.activities.iter().filter(may_be).map(|one| one.name.clone()).collect();
    let outcome = if has_part && !banned { Outcome::Unknown } else { allowed(!banned) };
    (outcome, Grounds { open, ..Grounds::default() })
}

fn enough(floor: &WageFloor, pay: &MonthlyPay) -> (Outcome, Grounds) {
    let needed = floor.amount_minor;
    let too_little = pay.most_minor.filter(|most| *most < needed);
    let outcome = if floor.currency != pay.currency {
        Outcome::Unknown
    } else if pay.sure_minor >= needed {
        Outcome::Pass
    } else if too_little.is_some() {
        Outcome::Fail
    } else {
        Outcome::Unknown
    };
    let actual = Some(too_little.unwrap_or(pay.sure_minor));
    (outcome, Grounds { needed: Some(needed), actual, ..Grounds::default() })
}

fn leave(needed: u16, actual: u16) -> (Outcome, Grounds) {
    let grounds =
        Grounds { needed: Some(needed.into()), actual: Some(actual.into()), ..Grounds::default() };
    (allowed(actual >= needed), grounds)
}

fn contract(required: &[String], terms: &[String]) -> (Outcome, Grounds) {
    let open: Vec<String> = required.iter().filter(|term| !terms.contains(term)).cloned().collect();
    (allowed(open.is_empty()), Grounds { open, ..Grounds::default() })
}
