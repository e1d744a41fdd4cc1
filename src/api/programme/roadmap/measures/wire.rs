//! A measure on the wire.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            text::Title,
            values::{Errors, duplicates},
        },
    },
    app::{App, programme::roadmap::measures::GivenUp, resource::visible::Visible},
    domain::{
        FieldError,
        law::words::Side,
        programme::roadmap::measure::{
            DropWish, MeasureBody, MeasureCategory, MeasureOwner, MeasureStatus,
        },
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
};

/// The office that answers for a measure on a side; no person is named here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MeasureOwnerBody {
    /// The operator's organisation that speaks for the side.
    pub organisation_id: Uuid,
    /// The office.
    #[validate(length(min = 3, max = 200))]
    #[schema(
        min_length = 3,
        max_length = 200,
        example = "Ministry of labour, employment and social protection"
    )]
    pub office: String,
}

/// What is to be done, by whom and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MeasureInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// What it is about.
    pub category: MeasureCategory,
    /// What is to be done, by language.
    #[validate(nested)]
    pub title: Title,
    /// Who answers for it in Tatarstan.
    #[validate(nested)]
    pub owner_tt: MeasureOwnerBody,
    /// Who answers for it in Uzbekistan; another organisation.
    #[validate(nested)]
    pub owner_uz: MeasureOwnerBody,
    /// The first day.
    #[schema(max_length = 10, example = "2027-01-11")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub starts: NaiveDate,
    /// The day by which it is to be done.
    #[schema(max_length = 10, example = "2027-06-30")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub due: NaiveDate,
    /// The measures that must be done before it begins.
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    #[serde(default)]
    pub depends_on: Vec<Uuid>,
}

impl Exemplary for MeasureInput {
    fn example() -> Value {
        json!({
            "category": "training", "title": {"en": "Two groups of welders trained before departure"},
            "owner_tt": {"organisation_id": "0198c0de-0000-7000-8000-000000000001", "office": "Ministry of labour"},
            "owner_uz": {"organisation_id": "0198c0de-0000-7000-8000-000000000002", "office": "Migration agency"},
            "starts": "2027-01-11", "due": "2027-06-30"
        })
    }
}

/// That the owner of a side gives a measure up.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct GivenUpInput {
    /// The side.
    pub side: Side,
    /// Why, for the record.
    #[validate(length(min = 3, max = 500))]
    #[schema(min_length = 3, max_length = 500, example = "another measure does the same")]
    pub reason: String,
    /// The version that was read.
    #[validate(range(min = 1, max = 9_007_199_254_740_991_i64))]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    pub version: i64,
}

impl Exemplary for GivenUpInput {
    fn example() -> Value {
        json!({"side": "tt", "reason": "another measure does the same", "version": 1})
    }
}

impl From<GivenUpInput> for GivenUp {
    fn from(input: GivenUpInput) -> Self {
        let GivenUpInput { side, reason, version } = input;
        Self { side, reason, version }
    }
}

/// That an owner has given a measure up.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MeasureDropView {
    /// The side.
    pub side: Side,
    /// The organisation that spoke for it.
    pub organisation_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

impl From<(&Side, &DropWish)> for MeasureDropView {
    fn from((side, wish): (&Side, &DropWish)) -> Self {
        Self { side: *side, organisation_id: wish.organisation, at: wish.at }
    }
}

/// A measure of the roadmap.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MeasureView {
    #[serde(flatten)]
    pub head: Head<MeasureStatus>,
    /// The sides that have given it up as it is.
    #[schema(max_items = 2)]
    pub drops: Vec<MeasureDropView>,
    #[serde(flatten)]
    pub input: MeasureInput,
}

impl From<MeasureOwnerBody> for MeasureOwner {
    fn from(body: MeasureOwnerBody) -> Self {
        Self { organisation: body.organisation_id, office: body.office }
    }
}

fn owner(body: &MeasureBody, side: Side) -> MeasureOwnerBody {
    let owner = body.owners.get(&side);
    MeasureOwnerBody {
        organisation_id: owner.map_or_else(Uuid::nil, |owner| owner.organisation),
        office: owner.map(|owner| owner.office.clone()).unwrap_or_default(),
    }
}

impl Viewed for MeasureBody {
    type View = MeasureView;
    const PATH: &'static str = "/v1/roadmap/measures";

    fn view(seen: &Visible<Self>) -> MeasureView {
        let drops = seen.record.body.drops.iter().map(Into::into).collect();
        MeasureView { head: Head::of(seen), drops, input: Self::input(&seen.record) }
    }
}

impl Wire for MeasureBody {
    type Input = MeasureInput;

    fn input(record: &Record<Self>) -> MeasureInput {
        let body = &record.body;
        MeasureInput {
            external_ref: record.external_ref.clone(),
            category: body.category,
            title: (&body.title).into(),
            owner_tt: owner(body, Side::Tatarstan),
            owner_uz: owner(body, Side::Uzbekistan),
            starts: body.starts,
            due: body.due,
            depends_on: body.depends_on.iter().map(|id| id.0).collect(),
        }
    }

    fn accept(
        input: MeasureInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(duplicates(&input.depends_on, |at| format!("/depends_on/{at}")));
        let title = errors.take(input.title.accept("/title"));
        let owners =
            [(Side::Tatarstan, input.owner_tt.into()), (Side::Uzbekistan, input.owner_uz.into())];
        let body = title.map(|title| Self {
            category: input.category,
            title,
            owners: BTreeMap::from(owners),
            starts: input.starts,
            due: input.due,
            depends_on: input.depends_on.into_iter().map(Id::new).collect(),
            drops: BTreeMap::new(),
        });
        errors.extend(body.iter().flat_map(MeasureBody::contradictions));
        errors.finish(body.map(|body| (input.external_ref, body)))
    }
}
