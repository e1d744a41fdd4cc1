//! Indicators of the roadmap: by what a measure is judged, from which baseline to which targets. What Koprik counts is never
//! typed; what it does not count names its document.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::centre::WebAddress,
    concepts::facet::{Facet, FacetKind},
    programme::{
        roadmap::{
            formula::{Aggregation, Counted, Formula, IndicatorUnit},
            measure::MeasureId,
            progress::{Baseline, Target},
        },
        statistics::month::Month,
    },
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{language::Lang, text::LocalizedText, words::words},
};

words! {
    /// The state of an indicator.
    IndicatorStatus {
        /// Being written; nothing is counted.
        Draft = "draft",
        /// Its periods are frozen once they are over.
        Active = "active",
        /// No more periods are frozen.
        Closed = "closed",
    }
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorBody {
    /// The measure that is judged by it.
    pub measure: MeasureId,
    /// What it tells, by language.
    pub title: LocalizedText,
    /// What it is measured in.
    pub unit: IndicatorUnit,
    /// Whether more is better.
    pub ascending: bool,
    /// How its months add up.
    pub aggregation: Aggregation,
    /// Where it began.
    pub baseline: Baseline,
    /// What is to be reached.
    pub targets: Vec<Target>,
    /// How it is counted; `None` is typed from documents.
    pub formula: Option<Formula>,
}

/// A stored indicator.
pub type Indicator = Record<IndicatorBody>;
/// The id of an indicator.
pub type IndicatorId = Id<IndicatorBody>;

/// The document that a typed figure was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureSource {
    /// What it is, 3 to 200 characters.
    pub title: String,
    /// Where it can be read.
    pub url: Option<WebAddress>,
}

/// The value of an indicator for a month, frozen. Another is a version of its own, with its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Actual {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The month.
    pub month: Month,
    /// 1, and one more with each revision.
    pub version: i64,
    /// The value.
    pub value: f64,
    /// What was counted; `None` was typed.
    pub counted: Option<Counted>,
    /// The document that it was typed from.
    pub source: Option<FigureSource>,
    /// Why it was revised.
    pub reason: Option<String>,
    /// When it was frozen.
    pub frozen_at: DateTime<Utc>,
    /// The SHA-256 of what [`Actual::sealed`] says, in hexadecimal.
    pub hash: String,
}

impl Actual {
    /// What the hash is of: a line for each member, with the hash of the version before.
    pub fn sealed(&self, before: Option<&str>) -> String {
        let counted = self.counted.map_or_else(String::new, |one| {
            format!(
                "{} {}",
                one.numerator,
                one.denominator.map_or_else(String::new, |n| n.to_string())
            )
        });
        let source = self.source.as_ref().map_or("", |source| source.title.as_str());
        let (indicator, month, version) = (self.indicator, self.month.0, self.version);
        let (value, reason) = (self.value, self.reason.as_deref().unwrap_or_default());
        let before = before.unwrap_or_default();
        format!(
            "{indicator}\n{month}\n{version}\n{value:.4}\n{counted}\n{source}\n{reason}\n{before}"
        )
    }
}

type IndicatorMove = Move<IndicatorStatus, IndicatorBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const ACTIVE: IndicatorMove = Move::by(OPERATOR, IndicatorStatus::Active);
const CLOSED: IndicatorMove = Move::by(OPERATOR, IndicatorStatus::Closed);

impl IndicatorBody {
    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        let is_share = self.unit == IndicatorUnit::Percentage;
        if let Some(formula) = &self.formula
            && formula.denominator.is_some() != is_share
        {
            let why = "a percentage has a denominator, and a number has none";
            wrong.push(FieldError::new("/formula/denominator", "contradiction", why));
        }
        let begins = Month::of_day(self.baseline.day).0;
        for (at, target) in self.targets.iter().enumerate() {
            let way = target.value.total_cmp(&self.baseline.value);
            if way == if self.ascending { Ordering::Less } else { Ordering::Greater } {
                let why =
                    "must lie on the side of the baseline to which it is to go: see ascending";
                wrong.push(FieldError::new(format!("/targets/{at}/value"), "contradiction", why));
            }
            if target.month <= begins {
                let why = "must lie after the month of the baseline";
                wrong.push(FieldError::new(
                    format!("/targets/{at}/period"),
                    "period_reversed",
                    why,
                ));
            }
        }
        wrong
    }
}

impl Format for IndicatorBody {}

impl Resource for IndicatorBody {
    type Status = IndicatorStatus;
    const KIND: RecordKind = RecordKind::Indicator;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::StatisticsRead;
    const WRITE: Scope = Scope::AllocationsWrite;
    const STATES: &'static [IndicatorStatus] = IndicatorStatus::ALL;
    const INITIAL: IndicatorStatus = IndicatorStatus::Draft;
    const PUBLIC: Option<IndicatorStatus> = None;

    fn moves(from: IndicatorStatus) -> &'static [IndicatorMove] {
        match from {
            IndicatorStatus::Draft => &[ACTIVE],
            IndicatorStatus::Active => &[CLOSED],
            IndicatorStatus::Closed => &[],
        }
    }

    fn is_editable(status: IndicatorStatus) -> bool {
        status != IndicatorStatus::Closed
    }

    /// What was counted already stays counted in one way.
    fn revised(
        status: IndicatorStatus,
        before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<IndicatorStatus, String> {
        if !Self::is_editable(status) {
            return Err(format!("an indicator that is {status} cannot be changed"));
        }
        let form = |body: &Self| (body.measure, body.unit, body.baseline.day, body.formula.clone());
        if status == IndicatorStatus::Active && form(before) != form(after) {
            let why = "an active indicator keeps its measure, unit, formula and baseline day: close it and enter another";
            return Err(why.to_owned());
        }
        Ok(status)
    }

    fn is_deletable(status: IndicatorStatus) -> bool {
        status == IndicatorStatus::Draft
    }

    fn facets(&self) -> Vec<Facet> {
        vec![Facet::new(FacetKind::Measure, self.measure)]
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.title.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
