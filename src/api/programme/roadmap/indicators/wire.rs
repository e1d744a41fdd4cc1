//! An indicator on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        programme::roadmap::period::month,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{same::same_members, text::Title, values::Errors},
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        programme::{
            roadmap::{
                formula::{Aggregation, Formula, IndicatorUnit, SeriesPart},
                indicator::{IndicatorBody, IndicatorStatus},
                progress::{Baseline, Target},
            },
            statistics::{
                month::Month,
                series::{Dimension, Series},
            },
        },
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
};

/// Where an indicator began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BaselineBody {
    /// The value.
    #[validate(range(min = 0.0, max = 1_000_000_000_000.0))]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 120)]
    pub value: f64,
    /// Its day.
    #[schema(max_length = 10, example = "2026-11-24")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub day: NaiveDate,
}

same_members!(BaselineBody, Baseline { value, day });

/// What is to be reached by the end of a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TargetBody {
    /// The month, as `YYYY-MM`.
    #[validate(length(max = 7))]
    #[schema(
        max_length = 7,
        pattern = "^20[2-9][0-9]-(0[1-9]|1[0-2])$|^2100-(0[1-9]|1[0-2])$",
        example = "2027-12"
    )]
    pub period: String,
    /// The value.
    #[validate(range(min = 0.0, max = 1_000_000_000_000.0))]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 400)]
    pub value: f64,
}

/// A figure of the statistics: a series, of everybody or of those who have one thing in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SeriesPartBody {
    /// What is counted.
    pub series: Series,
    /// By what those are told apart who are counted; with `value`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Dimension>,
    /// What they have in common.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "UZ-NW")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// How an indicator is counted for a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FormulaBody {
    /// What is counted.
    #[validate(nested)]
    pub numerator: SeriesPartBody,
    /// What it is a share of; a percentage has one, a number none.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<SeriesPartBody>,
}

/// By what a measure is judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct IndicatorInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// The measure that is judged by it.
    pub measure_id: Uuid,
    /// What it tells, by language.
    #[validate(nested)]
    pub title: Title,
    /// What it is measured in.
    pub unit: IndicatorUnit,
    /// Whether more is better.
    pub ascending: bool,
    /// How its months add up.
    pub aggregation: Aggregation,
    /// Where it began.
    #[validate(nested)]
    pub baseline: BaselineBody,
    /// What is to be reached.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    #[serde(default)]
    pub targets: Vec<TargetBody>,
    /// How it is counted; left out, its figures are typed from documents.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<FormulaBody>,
}

impl Exemplary for IndicatorInput {
    fn example() -> Value {
        json!({
            "measure_id": "0198c0de-0000-7000-8000-000000000000", "title": {"en": "Workers of Navoi region who began to work"},
            "unit": "unit", "ascending": true, "aggregation": "sum", "baseline": {"value": 0, "day": "2026-11-24"},
            "targets": [{"period": "2027-12", "value": 400}],
            "formula": {"numerator": {"series": "working", "by": "origin", "value": "UZ-NW"}}
        })
    }
}

/// An indicator of the roadmap.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct IndicatorView {
    #[serde(flatten)]
    pub head: Head<IndicatorStatus>,
    #[serde(flatten)]
    pub input: IndicatorInput,
}

impl From<&SeriesPart> for SeriesPartBody {
    fn from(part: &SeriesPart) -> Self {
        let (by, value) = part.only.clone().unzip();
        Self { series: part.series, by, value }
    }
}

impl From<&Formula> for FormulaBody {
    fn from(formula: &Formula) -> Self {
        let denominator = formula.denominator.as_ref().map(Into::into);
        Self { numerator: (&formula.numerator).into(), denominator }
    }
}

impl From<&Target> for TargetBody {
    fn from(target: &Target) -> Self {
        Self { period: Month(target.month).to_string(), value: target.value }
    }
}

impl SeriesPartBody {
    fn accept(self, pointer: &str, errors: &mut Errors) -> Option<SeriesPart> {
        let only = match (self.by, self.value) {
            (None, None) => None,
            (Some(by), Some(value)) => Some((by, value)),
            _ => {
                let why = "name by and value together, or neither";
                errors.extend([FieldError::new(format!("{pointer}/value"), "contradiction", why)]);
                return None;
            }
        };
        Some(SeriesPart { series: self.series, only })
    }
}

impl FormulaBody {
    fn accept(self, errors: &mut Errors) -> Option<Formula> {
        let numerator = self.numerator.accept("/formula/numerator", errors);
        let denominator = match self.denominator {
            Some(part) => Some(part.accept("/formula/denominator", errors)?),
            None => None,
        };
        Some(Formula { numerator: numerator?, denominator })
    }
}

impl Viewed for IndicatorBody {
    type View = IndicatorView;
    const PATH: &'static str = "/v1/roadmap/indicators";

    fn view(seen: &Visible<Self>) -> IndicatorView {
        IndicatorView { head: Head::of(seen), input: Self::input(&seen.record) }
    }
}

impl Wire for IndicatorBody {
    type Input = IndicatorInput;

    fn input(record: &Record<Self>) -> IndicatorInput {
        let body = &record.body;
        IndicatorInput {
            external_ref: record.external_ref.clone(),
            measure_id: body.measure.0,
            title: (&body.title).into(),
            unit: body.unit,
            ascending: body.ascending,
            aggregation: body.aggregation,
            baseline: (&body.baseline).into(),
            targets: body.targets.iter().map(Into::into).collect(),
            formula: body.formula.as_ref().map(Into::into),
        }
    }

    fn accept(
        input: IndicatorInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        let title = errors.take(input.title.accept("/title"));
        let targets = input.targets.iter().enumerate();
        let targets = targets
            .filter_map(|(at, target)| {
                let month = month(&target.period, &format!("/targets/{at}/period"), &mut errors)?;
                Some(Target { month: month.0, value: target.value })
            })
            .collect();
        let formula = input.formula.and_then(|formula| formula.accept(&mut errors));
        let body = title.map(|title| Self {
            measure: Id::new(input.measure_id),
            title,
            unit: input.unit,
            ascending: input.ascending,
            aggregation: input.aggregation,
            baseline: input.baseline.into(),
            targets,
            formula,
        });
        errors.finish(body.map(|body| (input.external_ref, body)))
    }
}
