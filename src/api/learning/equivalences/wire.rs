//! An equivalence on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        learning::values::QualificationLevelBody,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{text::Title, values::Errors},
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        learning::{
            equivalence::{
                EquivalenceBody, EquivalenceRelation, EquivalenceStatus, Qualification,
                QualifyingCountry,
            },
            qualification::Purpose,
        },
        resource::Record,
        values::text::ExternalRef,
    },
};

/// A qualification of a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct QualificationInput {
    /// The country.
    pub country: QualifyingCountry,
    /// Its title by language.
    #[validate(nested)]
    pub title: Title,
    /// Its level, as far as it is known.
    #[validate(nested)]
    #[serde(default)]
    pub level: QualificationLevelBody,
}

impl QualificationInput {
    fn accept(self, pointer: &str) -> Result<Qualification, FieldError> {
        let title = self.title.accept(&format!("{pointer}/title"))?;
        Ok(Qualification { country: self.country, title, level: self.level.into() })
    }
}

impl From<&Qualification> for QualificationInput {
    fn from(one: &Qualification) -> Self {
        let (title, level) = ((&one.title).into(), (&one.level).into());
        Self { country: one.country, title, level }
    }
}

/// What one qualification counts as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EquivalenceInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// What somebody has.
    #[validate(nested)]
    pub from: QualificationInput,
    /// What it counts as, in the other country.
    #[validate(nested)]
    pub to: QualificationInput,
    /// How the first stands to the second.
    pub relation: EquivalenceRelation,
    /// For what.
    pub purpose: Purpose,
    /// Who says so, and where that is written.
    #[validate(length(min = 3, max = 1000))]
    #[schema(
        min_length = 3,
        max_length = 1000,
        example = "agreement of 2019-05-30 on recognition of education, qualifications and degrees"
    )]
    pub source: String,
    /// The first day.
    #[schema(max_length = 10, example = "2026-01-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub valid_from: NaiveDate,
    /// The last day; left out, it is for ever.
    #[schema(max_length = 10, example = "2028-12-31")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub valid_to: Option<NaiveDate>,
}

impl Exemplary for EquivalenceInput {
    fn example() -> Value {
        json!({
            "from": {"country": "UZ", "title": {"uz-Latn": "Gʻisht teruvchi", "ru": "Каменщик (Узбекистан)"}, "level": {"nqf_uz": 3}},
            "to": {"country": "RU", "title": {"ru": "Каменщик, 3 разряд"}, "level": {"nrk_ru": 3}},
            "relation": "partial", "purpose": "work",
            "source": "agreement of 2019-05-30 on recognition of education, qualifications and degrees",
            "valid_from": "2026-01-01", "valid_to": "2028-12-31"
        })
    }
}

impl EquivalenceInput {
    fn accept(self) -> Result<EquivalenceBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        let Self { relation, purpose, source, valid_from, valid_to, .. } = self;
        let from = errors.take(self.from.accept("/from"));
        let to = errors.take(self.to.accept("/to"));
        let body = from.zip(to).map(|(from, to)| EquivalenceBody {
            from,
            to,
            relation,
            purpose,
            source,
            valid_from,
            valid_to,
        });
        errors.extend(body.iter().flat_map(EquivalenceBody::contradictions));
        errors.finish(body)
    }
}

/// An equivalence.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EquivalenceView {
    #[serde(flatten)]
    pub head: Head<EquivalenceStatus>,
    #[serde(flatten)]
    pub input: EquivalenceInput,
}

impl Viewed for EquivalenceBody {
    type View = EquivalenceView;
    const PATH: &'static str = "/v1/equivalences";

    fn view(seen: &Visible<Self>) -> EquivalenceView {
        let mut input = Self::input(&seen.record);
        if !seen.relation.sees_all() {
            input.external_ref = None;
        }
        EquivalenceView { head: Head::of(seen), input }
    }
}

impl Wire for EquivalenceBody {
    type Input = EquivalenceInput;

    fn input(record: &Record<Self>) -> EquivalenceInput {
        let body = &record.body;
        EquivalenceInput {
            external_ref: record.external_ref.clone(),
            from: (&body.from).into(),
            to: (&body.to).into(),
            relation: body.relation,
            purpose: body.purpose,
            source: body.source.clone(),
            valid_from: body.valid_from,
            valid_to: body.valid_to,
        }
    }

    fn accept(
        mut input: EquivalenceInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let external_ref = input.external_ref.take();
        Ok((external_ref, input.accept()?))
    }
}
