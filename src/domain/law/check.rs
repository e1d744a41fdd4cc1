//! The check of an offer of work: the share of foreign workers with the room in it, closed activities, the least pay,
//! what the contract must say, and how the employer stands.
//!
//! Rules in force decide; what is expected warns, a draft is only reported. Where no rule covers the day the answer is
//! unknown, and the rule that was last in force stands beside it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::law::{
    decide::{self, Grounds, Outcome, Question, Weight, decide_by},
    finding::{CheckFinding, CheckReason, CheckTopic, CitedRule},
    offer::{EmployerRecord, Offer, OfferedWork, OkvedBasis, Standing},
    rule_set::RuleSet,
    terms::Terms,
    words::RuleKind,
    workforce::WorkforceReport,
};

/// What people from Uzbekistan work with in Russia.
const WORK_DOCUMENT: &str = "patent";

/// The days that a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckDays {
    /// The day that the rules must cover.
    pub at: NaiveDate,
    /// The day on which it is made.
    pub today: NaiveDate,
}

/// Checks an offer by the rules of a day; without a set every rule is missing.
pub fn check(offer: &Offer, set: Option<&RuleSet>, days: CheckDays) -> Vec<CheckFinding> {
    let mut findings = Vec::new();
    match set {
        None => findings.extend(
            [CheckTopic::Share, CheckTopic::Activity, CheckTopic::Pay, CheckTopic::Terms]
                .map(no_rule),
        ),
        Some(set) => {
            let check = Check { offer, set, days };
            findings.extend(check.share());
            findings.extend(check.activity());
            findings.extend(check.pay());
            findings.extend(check.terms());
        }
    }
    findings.push(standing(offer.work.standing));
    findings.extend(record(offer.work.record));
    findings
}

fn no_rule(topic: CheckTopic) -> CheckFinding {
    CheckFinding::plain(topic, CheckReason::NoRule, Outcome::Unknown)
}

fn standing(standing: Standing) -> CheckFinding {
    let (reason, outcome) = match standing {
        Standing::Good => (CheckReason::StandingGood, Outcome::Pass),
        Standing::Open => (CheckReason::StandingOpen, Outcome::Unknown),
        Standing::Barred => (CheckReason::StandingBarred, Outcome::Fail),
    };
    CheckFinding::plain(CheckTopic::Standing, reason, outcome)
}

/// What went wrong with the employer in the last year. It warns and decides nothing: to suspend an employer is an act of
/// operators.
fn record(record: EmployerRecord) -> impl Iterator<Item = CheckFinding> {
    let all = [
        (CheckReason::WorseContracts, record.worse_contracts),
        (CheckReason::BannedFees, record.banned_fees),
        (CheckReason::MissedDeadlines, record.missed_deadlines),
        (CheckReason::GraveComplaints, record.grave_complaints),
    ];
    all.into_iter().filter(|(_, times)| *times > 0).map(|(reason, times)| {
        let found = CheckFinding::plain(CheckTopic::Standing, reason, Outcome::Warn);
        let grounds = Grounds { actual: Some(times.into()), ..Grounds::default() };
        CheckFinding { weight: Weight::Warns, grounds, ..found }
    })
}

/// A check under way.
struct Check<'c> {
    offer: &'c Offer,
    set: &'c RuleSet,
    days: CheckDays,
}

impl Check<'_> {
    /// What the rules of the day say to a question, each with its reason; that none decides is found as well.
    fn ask(
        &self,
        topic: CheckTopic,
        question: &Question,
        reason: impl Fn(&decide::Finding<'_>) -> CheckReason,
    ) -> Vec<CheckFinding> {
        let decision = decide_by(question, self.set, self.days.at);
        let of_rule = |found: decide::Finding<'_>| CheckFinding {
            topic,
            reason: reason(&found),
            rule: Some(CitedRule::of(self.set, found.rule)),
            weight: found.weight,
            outcome: found.outcome,
            grounds: found.grounds,
        };
        let mut all: Vec<CheckFinding> = decision.findings.into_iter().map(of_rule).collect();
        if !all.iter().any(|one| one.weight == Weight::Decides) {
            all.insert(0, no_rule(topic));
        }
        all
    }

    fn share(&self) -> Vec<CheckFinding> {
        let facts = &self.offer.facts;
        let workforce = facts.workforce.as_ref();
        let open = match workforce {
            None => Some(CheckReason::WorkforceMissing),
            Some(report) if !report.stands(self.set, self.days.today) => {
                Some(CheckReason::WorkforceOld)
            }
            Some(_) => None,
        };
        let question = Question::Share {
            okved: facts.okved.to_string(),
            total: workforce.map_or(0, |report| report.total),
            foreign: workforce.map_or(0, WorkforceReport::counted),
            promised: facts.promised,
            wanted: facts.wanted.unwrap_or(1),
        };
        let mut all = self.ask(CheckTopic::Share, &question, |found| match found.outcome {
            Outcome::Pass if facts.wanted.is_none() => CheckReason::SeatsUnknown,
            Outcome::Pass => CheckReason::ShareKept,
            Outcome::Fail => CheckReason::ShareExceeded,
            Outcome::Warn | Outcome::Unknown => CheckReason::ShareOpen,
        });
        for found in all.iter_mut().filter(|found| found.rule.is_some()) {
            if let Some(reason) = open {
                let needed = found.grounds.needed;
                found.grounds = Grounds { needed, ..Grounds::default() };
                (found.reason, found.outcome) = (reason, Outcome::Unknown);
            } else if found.reason == CheckReason::SeatsUnknown {
                found.outcome = Outcome::Unknown;
            }
        }
        all
    }

    fn activity(&self) -> Vec<CheckFinding> {
        let facts = &self.offer.facts;
        let question = Question::Activity {
            okved: facts.okved.to_string(),
            work_document: WORK_DOCUMENT.to_owned(),
        };
        let mut all = self.ask(CheckTopic::Activity, &question, |found| match found.outcome {
            Outcome::Fail => CheckReason::ActivityClosed,
            Outcome::Unknown => CheckReason::ActivityUncoded,
            _ => CheckReason::ActivityOpen,
        });
        let uncoded: Vec<CheckFinding> = all.iter_mut().filter_map(split_uncoded).collect();
        all.extend(uncoded);
        if facts.okved_basis == OkvedBasis::Asked && facts.okved != self.offer.work.main {
            let (topic, reason) = (CheckTopic::Activity, CheckReason::ActivityForeign);
            let found = CheckFinding::plain(topic, reason, Outcome::Warn);
            let grounds =
                Grounds { open: vec![self.offer.work.main.to_string()], ..Grounds::default() };
            all.push(CheckFinding { weight: Weight::Warns, grounds, ..found });
        }
        all
    }

    fn pay(&self) -> Vec<CheckFinding> {
        let told = &self.offer.facts.sector;
        let mut all = self.pay_in(told.clone());
        if told.is_none() {
            for sector in self.sectors() {
                let in_sector = self.pay_in(Some(sector));
                let new = in_sector.into_iter().filter(|found| !all.contains(found));
                let new: Vec<CheckFinding> = new.map(of_unknown_sector).collect();
                all.extend(new);
            }
        }
        all
    }

    fn pay_in(&self, sector: Option<String>) -> Vec<CheckFinding> {
        let OfferedWork { pay, place, .. } = &self.offer.work;
        let question = Question::Pay { pay: pay.clone(), sector, place: place.clone() };
        self.ask(CheckTopic::Pay, &question, |found| match found.outcome {
            Outcome::Pass => CheckReason::PayEnough,
            Outcome::Fail => CheckReason::PayTooLow,
            Outcome::Warn | Outcome::Unknown => CheckReason::PayOpen,
        })
    }

    /// The sectors with a floor of their own.
    fn sectors(&self) -> BTreeSet<String> {
        let floors = self.set.of(RuleKind::WageFloor).filter_map(|rule| match rule.terms() {
            Some(Terms::WageFloor(floor)) => floor.sector.clone(),
            _ => None,
        });
        floors.collect()
    }

    /// What an offer leaves open the contract can still say, so that only warns.
    fn terms(&self) -> Vec<CheckFinding> {
        let OfferedWork { said, leave_days, .. } = &self.offer.work;
        let question = Question::Contract { terms: said.clone(), leave_days: *leave_days };
        let mut all = self.ask(CheckTopic::Terms, &question, |found| {
            match (found.grounds.needed.is_some(), found.outcome) {
                (true, Outcome::Fail) => CheckReason::LeaveTooShort,
                (true, _) => CheckReason::LeaveEnough,
                (false, Outcome::Fail) => CheckReason::TermsOpen,
                (false, _) => CheckReason::TermsSaid,
            }
        });
        for found in all.iter_mut().filter(|found| found.reason == CheckReason::TermsOpen) {
            found.outcome = Outcome::Warn;
        }
        all
    }
}

/// Of a ban, the activities that it closes without a code, as a finding of their own.
fn split_uncoded(found: &mut CheckFinding) -> Option<CheckFinding> {
    if found.reason == CheckReason::ActivityUncoded {
        return None; // the code is so coarse that it may be any of them
    }
    let open = std::mem::take(&mut found.grounds.open);
    (!open.is_empty()).then(|| CheckFinding {
        reason: CheckReason::ActivityUncoded,
        outcome: Outcome::Warn,
        grounds: Grounds { open, ..Grounds::default() },
        ..found.clone()
    })
}

/// What would be too little if the sector were the employer's is not known to be.
fn of_unknown_sector(mut found: CheckFinding) -> CheckFinding {
    if found.outcome == Outcome::Fail {
        (found.reason, found.outcome) = (CheckReason::PaySector, Outcome::Unknown);
    }
    found
}
