//! One rule: whose it is, when it binds and how far, where it was read, and what it says.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::law::{
    terms::Terms,
    words::{Authority, Confidence, How, RuleKind, RuleStatus},
};

/// What every rule tells of itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rule {
    /// Its name, by which it is cited.
    pub id: String,
    /// What it is about.
    pub kind: RuleKind,
    /// Whose it is.
    pub authority: Authority,
    /// How far it binds.
    pub status: RuleStatus,
    /// How sure it is.
    pub confidence: Confidence,
    /// Its first day; `None` for a draft that has none yet.
    pub valid_from: Option<NaiveDate>,
    /// Its last day; `None` if no end is known.
    pub valid_to: Option<NaiveDate>,
    /// Where it was read, as names of sources.
    #[serde(rename = "source")]
    pub sources: Vec<String>,
    /// How it came to be known, if not as its sources were.
    pub how: Option<How>,
    /// What a reader should know.
    pub note: Option<String>,
    #[serde(flatten)]
    members: Map<String, Value>,
    #[serde(skip)]
    terms: Option<Terms>,
}

impl Rule {
    /// Reads a rule from JSON.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        let mut rule: Self = serde_json::from_str(text)?;
        rule.terms = Some(Terms::read(rule.kind, std::mem::take(&mut rule.members))?);
        Ok(rule)
    }

    /// What it says.
    pub fn terms(&self) -> Option<&Terms> {
        self.terms.as_ref()
    }

    /// Whether it is law or policy.
    pub const fn decides(&self) -> bool {
        matches!(self.status, RuleStatus::InForce | RuleStatus::Policy)
    }

    /// Whether it has begun on a day and not yet ended.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether both are valid on some day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_within = |one: &Self, of: &Self| {
            one.valid_from.is_none_or(|first| of.valid_to.is_none_or(|last| first <= last))
        };
        begins_within(self, other) && begins_within(other, self)
    }

    /// What it rules over: of two rules of one kind and authority that share one of these, one must end first.
    pub fn applies_to(&self) -> Vec<String> {
        match &self.terms {
            Some(Terms::ShareCap(cap)) => cap.okved.clone(),
            Some(Terms::WageFloor(floor)) => vec![floor.sector.clone().unwrap_or_default()],
            Some(Terms::ActivityBan(ban)) => vec![ban.applies_to.work_document.clone()],
            _ => vec![self.id.clone()],
        }
    }
}
