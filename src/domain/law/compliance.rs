//! A check that was made: of which offer, when and why, by which rules, and what it found. It is never changed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    law::{
        decide::{Outcome, Weight},
        finding::{CheckFinding, CheckResult, CheckTopic},
        offer::OfferFacts,
        sentence,
    },
    recruitment::vacancy::VacancyId,
    resource::format::Format,
    values::{language::Lang, words::words},
};

words! {
    /// Why a check was made.
    CheckCause {
        /// Somebody asked.
        Asked = "asked",
        /// The vacancy was to be published, or changed while it was public.
        Publish = "publish",
        /// Another rule set had become active.
        RuleSet = "rule_set",
    }
}

/// A check of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplianceCheck {
    /// Its id.
    pub id: Uuid,
    /// The employer that makes the offer.
    pub employer: Uuid,
    /// The vacancy.
    pub vacancy: VacancyId,
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
    /// The check of the same vacancy that it replaces.
    pub replaces: Option<Uuid>,
    /// What it rests on and what it found.
    pub body: CheckBody,
}

impl ComplianceCheck {
    /// What breaks a rule that decides, and where the vacancy says it.
    pub fn broken(&self) -> Vec<FieldError> {
        let breaks = |found: &&CheckFinding| {
            found.weight == Weight::Decides && found.outcome == Outcome::Fail
        };
        let told = |found: &CheckFinding| {
            let pointer = match found.topic {
                CheckTopic::Share => "/total_job_openings",
                CheckTopic::Pay => "/base_salary",
                CheckTopic::Activity | CheckTopic::Terms | CheckTopic::Standing => "",
            };
            let day = self.at.to_string();
            let text = sentence::of_finding(found, &self.body.facts, &day, Lang::En);
            FieldError::new(pointer, found.reason.as_str(), text)
        };
        self.body.findings.iter().filter(breaks).map(told).collect()
    }
}

/// What a check rests on and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckBody {
    /// What it rests on.
    pub facts: OfferFacts,
    /// What it found.
    pub findings: Vec<CheckFinding>,
}

impl Format for CheckBody {}
