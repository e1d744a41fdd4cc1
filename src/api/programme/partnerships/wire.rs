//! A partnership of regions on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        programme::job_orders::wire::OrderDecisionView,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            text::Title,
            values::{Errors, duplicates},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        casework::centre::WebAddress,
        law::words::Side,
        programme::partnership::{
            KeptOf, KeptSeats, PartnershipAct, PartnershipBody, PartnershipOffice,
            PartnershipStatus,
        },
        resource::{Record, id::Id},
        values::{
            place::{HomeRegion, Municipality},
            text::ExternalRef,
        },
    },
};

/// The act that a partnership stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PartnershipActBody {
    /// Its title by language.
    #[validate(nested)]
    pub title: Title,
    /// The day of it.
    #[schema(max_length = 10, example = "2026-04-02")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub day: NaiveDate,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
}

/// The office that speaks for a side; no person is named here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PartnershipOfficeBody {
    /// The side.
    pub side: Side,
    /// The office.
    #[validate(length(min = 3, max = 200))]
    #[schema(min_length = 3, max_length = 200, example = "Department of labour of the region")]
    pub office: String,
    /// Its page on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
}

/// Seats that are kept for workers of the region: of a vacancy, or of all vacancies under a job order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct KeptSeatsBody {
    /// The vacancy, unless it is a job order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacancy_id: Option<Uuid>,
    /// The job order, unless it is a vacancy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_order_id: Option<Uuid>,
    /// How many.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 4)]
    pub seats: u32,
    /// The day from which anybody may have them.
    #[schema(max_length = 10, example = "2027-02-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub release_on: NaiveDate,
}

/// What ties a region of Uzbekistan to a place of Tatarstan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PartnershipInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// The region of Uzbekistan.
    pub uz_region: HomeRegion,
    /// The municipality of Tatarstan; left out, it is the whole republic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<Municipality>,
    /// The act.
    #[validate(nested)]
    pub act: PartnershipActBody,
    /// The first day.
    #[schema(max_length = 10, example = "2026-05-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub since: NaiveDate,
    /// The last day; left out, it holds until somebody ends it.
    #[schema(max_length = 10, example = "2028-12-31")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub until: Option<NaiveDate>,
    /// The offices that speak for the sides.
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    #[serde(default)]
    pub contacts: Vec<PartnershipOfficeBody>,
    /// The seats that it keeps.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    #[serde(default)]
    pub reservations: Vec<KeptSeatsBody>,
}

impl Exemplary for PartnershipInput {
    fn example() -> Value {
        json!({
            "external_ref": "RP-1", "uz_region": "UZ-NW",
            "act": {"title": {"en": "Agreement on cooperation (an example)"}, "day": "2026-04-02"},
            "since": "2026-05-01", "until": "2028-12-31",
            "contacts": [{"side": "uz", "office": "Department of labour of the region"}]
        })
    }
}

impl KeptSeatsBody {
    fn accept(&self, pointer: &str) -> Result<KeptSeats, FieldError> {
        let of = match (self.vacancy_id, self.job_order_id) {
            (Some(vacancy), None) => KeptOf::Vacancy(Id::new(vacancy)),
            (None, Some(order)) => KeptOf::JobOrder(Id::new(order)),
            _ => {
                let why = "name either vacancy_id or job_order_id";
                return Err(FieldError::new(pointer, "contradiction", why));
            }
        };
        Ok(KeptSeats { of, seats: self.seats, release_on: self.release_on })
    }
}

impl From<&KeptSeats> for KeptSeatsBody {
    fn from(kept: &KeptSeats) -> Self {
        let (vacancy_id, job_order_id) = match kept.of {
            KeptOf::Vacancy(id) => (Some(id.0), None),
            KeptOf::JobOrder(id) => (None, Some(id.0)),
        };
        Self { vacancy_id, job_order_id, seats: kept.seats, release_on: kept.release_on }
    }
}

impl From<PartnershipOfficeBody> for PartnershipOffice {
    fn from(body: PartnershipOfficeBody) -> Self {
        let PartnershipOfficeBody { side, office, url } = body;
        Self { side, office, url }
    }
}

impl From<&PartnershipOffice> for PartnershipOfficeBody {
    fn from(one: &PartnershipOffice) -> Self {
        Self { side: one.side, office: one.office.clone(), url: one.url.clone() }
    }
}

impl PartnershipInput {
    fn accept(self) -> Result<PartnershipBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        let of: Vec<_> =
            self.reservations.iter().map(|kept| (kept.vacancy_id, kept.job_order_id)).collect();
        errors.extend(duplicates(&of, |at| format!("/reservations/{at}")));
        let kept = self.reservations.iter().enumerate();
        let kept = kept.map(|(at, kept)| kept.accept(&format!("/reservations/{at}")));
        let reservations = kept.filter_map(|one| errors.take(one)).collect();
        let title = errors.take(self.act.title.accept("/act/title"));
        let body = title.map(|title| PartnershipBody {
            uz_region: self.uz_region,
            municipality: self.municipality,
            act: PartnershipAct { title, day: self.act.day, url: self.act.url },
            since: self.since,
            until: self.until,
            contacts: self.contacts.into_iter().map(Into::into).collect(),
            reservations,
            decisions: std::collections::BTreeMap::new(),
        });
        errors.extend(body.iter().filter_map(PartnershipBody::contradictions));
        errors.finish(body)
    }
}

/// A partnership of regions.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PartnershipView {
    #[serde(flatten)]
    pub head: Head<PartnershipStatus>,
    /// What each side has decided since it last changed.
    #[schema(max_items = 2)]
    pub decisions: Vec<OrderDecisionView>,
    #[serde(flatten)]
    pub input: PartnershipInput,
}

impl Viewed for PartnershipBody {
    type View = PartnershipView;
    const PATH: &'static str = "/v1/region-partnerships";

    fn view(seen: &Visible<Self>) -> PartnershipView {
        let mut input = Self::input(&seen.record);
        if !seen.relation.sees_all() {
            input.external_ref = None;
        }
        let decisions = seen.record.body.decisions.iter().map(Into::into).collect();
        PartnershipView { head: Head::of(seen), decisions, input }
    }
}

impl Wire for PartnershipBody {
    type Input = PartnershipInput;

    fn input(record: &Record<Self>) -> PartnershipInput {
        let body = &record.body;
        let act = PartnershipActBody {
            title: (&body.act.title).into(),
            day: body.act.day,
            url: body.act.url.clone(),
        };
        PartnershipInput {
            external_ref: record.external_ref.clone(),
            uz_region: body.uz_region.clone(),
            municipality: body.municipality.clone(),
            act,
            since: body.since,
            until: body.until,
            contacts: body.contacts.iter().map(Into::into).collect(),
            reservations: body.reservations.iter().map(Into::into).collect(),
        }
    }

    fn accept(
        mut input: PartnershipInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let external_ref = input.external_ref.take();
        Ok((external_ref, input.accept()?))
    }
}
