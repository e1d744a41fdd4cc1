//! Selection sessions on the wire.

use chrono::{DateTime, Utc};
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
            same::same_members,
            values::{Errors, duplicates},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        access::scope::Role,
        programme::selection_session::{
            PanelMember, SelectionPlace, SelectionSessionBody, SelectionSessionKind,
            SelectionSessionStatus,
        },
        resource::{Record, id::Id},
        values::{
            place::{District, HomeRegion},
            spoken::SpokenLanguage,
            text::ExternalRef,
        },
    },
};

/// The path of what is beside a session.
pub(super) fn path(rest: &str) -> String {
    format!("{}/{{id}}/{rest}", SelectionSessionBody::PATH)
}

/// Where a session takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SelectionPlaceBody {
    /// The region of Uzbekistan.
    pub region: HomeRegion,
    /// Its district (СОАТО).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<District>,
    /// The address.
    #[validate(length(min = 3, max = 200))]
    #[schema(min_length = 3, max_length = 200, example = "Samarqand, Ishga marhamat")]
    pub address: String,
}

same_members!(SelectionPlaceBody, SelectionPlace { region, district, address });

/// An organisation that tests and decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PanelMemberBody {
    /// What it works for.
    pub role: Role,
    /// The organisation.
    pub organisation_id: Uuid,
}

impl From<&PanelMember> for PanelMemberBody {
    fn from(member: &PanelMember) -> Self {
        Self { role: member.role, organisation_id: member.organisation }
    }
}

impl From<PanelMemberBody> for PanelMember {
    fn from(member: PanelMemberBody) -> Self {
        Self { role: member.role, organisation: member.organisation_id }
    }
}

/// Where, when and for what people are tested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SelectionSessionInput {
    /// The employer's own reference, unique among its sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// How people meet.
    pub kind: SelectionSessionKind,
    /// Where; for `onsite` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub place: Option<SelectionPlaceBody>,
    /// When it begins.
    #[schema(max_length = 35)]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    #[schema(max_length = 35)]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub ends_at: DateTime<Utc>,
    /// How many people it takes.
    #[validate(range(min = 1, max = 2_000))]
    #[schema(minimum = 1, maximum = 2_000, example = 40)]
    pub capacity: u32,
    /// The vacancies of the employer that people are tested for. Each is published and stands under an approved job order
    /// before the session is announced.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50)]
    pub vacancy_ids: Vec<Uuid>,
    /// The languages that it is held in.
    #[validate(length(min = 1, max = 10))]
    #[schema(min_items = 1, max_items = 10, example = json!(["uz", "ru"]))]
    pub languages: Vec<SpokenLanguage>,
    /// The agencies that fill its slots. They read it once it is announced.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_items = 1, max_items = 100)]
    pub agency_ids: Vec<Uuid>,
    /// Who tests: the employer of the session, and an operator at least.
    #[validate(length(min = 2, max = 20))]
    #[schema(min_items = 2, max_items = 20)]
    pub panel: Vec<PanelMemberBody>,
}

impl Exemplary for SelectionSessionInput {
    fn example() -> Value {
        let id = |n| format!("0198c0de-0000-7000-8000-00000000000{n}");
        json!({
            "external_ref": "SEL-0007", "kind": "onsite",
            "place": {"region": "UZ-SA", "address": "Samarqand, Ishga marhamat"},
            "starts_at": "2027-01-20T05:00:00Z", "ends_at": "2027-01-20T12:00:00Z", "capacity": 40,
            "vacancy_ids": [id(1)], "languages": ["uz", "ru"], "agency_ids": [id(4)],
            "panel": [{"role": "employer", "organisation_id": id(3)}, {"role": "operator", "organisation_id": id(9)}]
        })
    }
}

/// A selection session.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SelectionSessionView {
    #[serde(flatten)]
    pub head: Head<SelectionSessionStatus>,
    /// The employer.
    pub employer_id: Uuid,
    /// When agencies were told of it; `null` while it is planned.
    #[schema(required, max_length = 35)]
    pub announced_at: Option<DateTime<Utc>>,
    /// When it was cancelled; `null` if it was not.
    #[schema(required, max_length = 35)]
    pub cancelled_at: Option<DateTime<Utc>>,
    #[serde(flatten)]
    pub input: SelectionSessionInput,
}

impl Viewed for SelectionSessionBody {
    type View = SelectionSessionView;
    const PATH: &'static str = "/v1/selection-sessions";

    fn view(seen: &Visible<Self>) -> SelectionSessionView {
        let record = &seen.record;
        SelectionSessionView {
            head: Head::of(seen),
            employer_id: record.owner,
            announced_at: record.body.announced_at,
            cancelled_at: record.body.cancelled_at,
            input: Self::input(record),
        }
    }
}

impl Wire for SelectionSessionBody {
    type Input = SelectionSessionInput;

    fn input(record: &Record<Self>) -> SelectionSessionInput {
        let body = &record.body;
        SelectionSessionInput {
            external_ref: record.external_ref.clone(),
            kind: body.kind,
            place: body.place.as_ref().map(Into::into),
            starts_at: body.starts_at,
            ends_at: body.ends_at,
            capacity: body.capacity,
            vacancy_ids: body.vacancies.iter().map(|vacancy| vacancy.0).collect(),
            languages: body.languages.clone(),
            agency_ids: body.agencies.clone(),
            panel: body.panel.iter().map(Into::into).collect(),
        }
    }

    fn accept(
        input: SelectionSessionInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(duplicates(&input.vacancy_ids, |at| format!("/vacancy_ids/{at}")));
        errors.extend(duplicates(&input.agency_ids, |at| format!("/agency_ids/{at}")));
        errors.extend(duplicates(&input.languages, |at| format!("/languages/{at}")));
        let organisations: Vec<Uuid> = input.panel.iter().map(|one| one.organisation_id).collect();
        errors.extend(duplicates(&organisations, |at| format!("/panel/{at}/organisation_id")));
        let body = Self {
            kind: input.kind,
            place: input.place.map(Into::into),
            starts_at: input.starts_at,
            ends_at: input.ends_at,
            capacity: input.capacity,
            vacancies: input.vacancy_ids.into_iter().map(Id::new).collect(),
            languages: input.languages,
            agencies: input.agency_ids,
            panel: input.panel.into_iter().map(Into::into).collect(),
            announced_at: None,
            cancelled_at: None,
        };
        errors.extend(body.contradictions());
        errors.finish(Some((input.external_ref, body)))
    }
}
