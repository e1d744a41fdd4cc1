//! A check that was made: of which offer, when and why, by which rules, and what it found. It is never changed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    law::{
        check::{CheckDays, check},
        decide::{Outcome, Weight},
        finding::{CheckFinding, CheckReason, CheckResult, CheckTopic, result},
        offer::{Offer, OfferFacts, OfferedWork},
        rule_set::RuleSet,
        sentence,
    },
    resource::format::Format,
    values::{language::Lang, words::words},
};

words! {
    /// Why a check was made.
    CheckCause {
        /// Somebody asked.
        Asked = "asked",
        /// The vacancy was to be published, or changed while it was public; the job order to be approved, the offer to be
        /// made, the trip to be boarded.
        Publish = "publish",
        /// Another rule set had become active.
        RuleSet = "rule_set",
    }
}

words! {
    /// What a check is about.
    CheckSubject {
        /// A vacancy.
        Vacancy = "vacancy",
        /// A job order, before both sides approve of it.
        JobOrder = "job_order",
        /// An offer of terms.
        Offer = "offer",
        /// Those who are to board a trip for one vacancy.
        Trip = "trip",
    }
}

/// A record that a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckedRecord {
    /// What it is.
    pub subject: CheckSubject,
    /// Its id.
    pub id: Uuid,
}

/// A check of an offer of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplianceCheck {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub about: CheckedRecord,
    /// The employer that makes the offer.
    pub employer: Uuid,
    /// The vacancy of it; of a job order, the order itself.
    pub vacancy: Uuid,
    /// The day that the rules must cover.
    pub at: NaiveDate,
    /// Why it was made.
    pub cause: CheckCause,
    /// The answer.
    pub result: CheckResult,
    /// The id of the rule set that answered; `None` if it is the project's own, or none was known.
    pub rule_set: Option<Uuid>,
    /// Its name; `None` if none was known.
    pub rule_set_name: Option<String>,
    /// When it was made.
    pub checked_at: DateTime<Utc>,
    /// The check of the same record that it replaces.
    pub replaces: Option<Uuid>,
    /// What it rests on and what it found.
    pub body: CheckBody,
}

impl ComplianceCheck {
    /// The same check as it would have come out on a day by other rules; `None` if what was offered is not known any more.
    pub fn again(self, set: Option<&RuleSet>, days: CheckDays) -> Option<Self> {
        let offer = Offer { facts: self.body.facts, work: self.body.work? };
        let findings = check(&offer, set, days);
        let result = result(&findings);
        let body = CheckBody { facts: offer.facts, findings, work: Some(offer.work) };
        Some(Self { at: days.at, result, body, ..self })
    }

    /// What breaks a rule that decides, and where the record says it.
    pub fn broken(&self) -> Vec<FieldError> {
        let breaks = |found: &&CheckFinding| {
            found.weight == Weight::Decides && found.outcome == Outcome::Fail
        };
        let told = |found: &CheckFinding| {
            let pointer = match (self.about.subject, found.topic) {
                (CheckSubject::Vacancy, CheckTopic::Share) => "/total_job_openings",
                (CheckSubject::Vacancy, CheckTopic::Pay) => "/base_salary",
                (CheckSubject::Offer | CheckSubject::JobOrder, CheckTopic::Pay) => {
                    "/terms/monthly_minimum"
                }
                (_, CheckTopic::Terms) => "/terms/leave_days",
                _ => "",
            };
            let day = self.at.to_string();
            let mut text = sentence::of_finding(found, &self.body.facts, &day, Lang::En);
            if let Some(rule) = &found.rule {
                let titles: Vec<&str> = rule.sources.iter().map(|one| one.title.as_str()).collect();
                text = format!("{text} Rule {}: {}.", rule.id, titles.join("; "));
            }
            FieldError::new(pointer, self.code(found), text)
        };
        self.body.findings.iter().filter(breaks).map(told).collect()
    }

    /// What a refusal calls a finding: pay that somebody would be bound by is below the floor.
    fn code(&self, found: &CheckFinding) -> &'static str {
        match (self.about.subject, found.reason) {
            (CheckSubject::Vacancy, reason) => reason.as_str(),
            (_, CheckReason::PayTooLow) => "below_wage_floor",
            (_, reason) => reason.as_str(),
        }
    }
}

/// What a check rests on and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckBody {
    /// What it rests on.
    pub facts: OfferFacts,
    /// What it found.
    pub findings: Vec<CheckFinding>,
    /// What was offered; `None` of a check from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<OfferedWork>,
}

impl Format for CheckBody {}
