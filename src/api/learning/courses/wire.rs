//! A course on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        learning::values::{SkillLevelBody, bodies, levels, twice},
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            same::same_members,
            text::Title,
            values::{Errors, duplicates},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        learning::course::{CourseBody, CourseCost, CourseSeats, CourseStatus},
        resource::{Record, id::Id},
        values::{
            money::Currency,
            place::{HomeRegion, Municipality},
            spoken::SpokenLanguage,
            text::ExternalRef,
        },
    },
};

/// What a course costs the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CourseCostBody {
    /// Currency.
    pub currency: Currency,
    /// In hundredths of the currency; 0 is free, and nothing else is possible beside a `job_order_id`.
    #[validate(range(min = 0, max = 100_000_000_000_i64))]
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    pub amount_minor: i64,
}

same_members!(CourseCostBody, CourseCost { currency, amount_minor });

/// What a partner says of a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CourseInput {
    /// The partner's own reference, unique among its courses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Title by language.
    #[validate(nested)]
    pub title: Title,
    /// Where it takes place, in words.
    #[validate(nested)]
    pub place: Title,
    /// The municipality of Tatarstan (ОКТМО), if it takes place there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<Municipality>,
    /// The region of Uzbekistan, if it takes place there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_region: Option<HomeRegion>,
    /// The skills that it teaches, each to a level.
    #[validate(length(min = 1, max = 30), nested)]
    #[schema(min_items = 1, max_items = 30)]
    pub skills: Vec<SkillLevelBody>,
    /// The languages that it is taught in.
    #[validate(length(min = 1, max = 10))]
    #[schema(min_items = 1, max_items = 10, example = json!(["uz", "ru"]))]
    pub languages: Vec<SpokenLanguage>,
    /// First day.
    #[schema(max_length = 10, example = "2027-02-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub starts: NaiveDate,
    /// Last day.
    #[schema(max_length = 10, example = "2027-02-26")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub ends: NaiveDate,
    /// Seats.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 20)]
    pub seats: u32,
    /// What the worker pays.
    #[validate(nested)]
    pub cost_to_worker: CourseCostBody,
    /// An approved job order that it prepares for; the worker pays nothing then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_order_id: Option<Uuid>,
}

impl Exemplary for CourseInput {
    fn example() -> Value {
        json!({
            "title": {"ru": "Каменщик: основы кладки", "uz-Latn": "Gʻisht terish asoslari", "en": "Bricklaying basics"},
            "place": {"ru": "Самарканд, учебный центр мономаркет «Ishga marhamat»"}, "home_region": "UZ-SA",
            "skills": [{"skill": "con.lay_bricks", "level": 3}], "languages": ["uz", "ru"], "starts": "2027-02-01",
            "ends": "2027-02-26", "seats": 20, "cost_to_worker": {"currency": "UZS", "amount_minor": 0}
        })
    }
}

impl CourseInput {
    fn contradictions(&self) -> Vec<FieldError> {
        let mut wrong = twice(&self.skills);
        wrong.extend(duplicates(&self.languages, |at| format!("/languages/{at}")));
        wrong
            .extend((self.ends < self.starts).then(|| {
                FieldError::new("/ends", "period_reversed", "must not lie before starts")
            }));
        let costs = self.job_order_id.is_some() && self.cost_to_worker.amount_minor > 0;
        wrong.extend(costs.then(|| {
            let why = "a worker pays nothing for a course of a job order: 0 is the only amount";
            FieldError::new("/cost_to_worker/amount_minor", "contradiction", why)
        }));
        wrong
    }

    fn accept(self) -> Result<CourseBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(self.contradictions());
        let title = errors.take(self.title.accept("/title"));
        let place = errors.take(self.place.accept("/place"));
        errors.finish(title.zip(place).map(|(title, place)| CourseBody {
            title,
            place,
            municipality: self.municipality,
            home_region: self.home_region,
            skills: levels(self.skills),
            languages: self.languages,
            starts: self.starts,
            ends: self.ends,
            seats: CourseSeats { total: self.seats, taken: 0 },
            cost: self.cost_to_worker.into(),
            job_order: self.job_order_id.map(Id::new),
        }))
    }
}

/// A course.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CourseView {
    #[serde(flatten)]
    pub head: Head<CourseStatus>,
    /// The partner that gives it.
    pub provider_id: Uuid,
    /// Seats that nobody has.
    #[schema(minimum = 0, maximum = 10_000, example = 20)]
    pub free_seats: u32,
    #[serde(flatten)]
    pub input: CourseInput,
}

impl Viewed for CourseBody {
    type View = CourseView;
    const PATH: &'static str = "/v1/courses";

    fn view(seen: &Visible<Self>) -> CourseView {
        let record = &seen.record;
        let mut input = Self::input(record);
        if !seen.relation.sees_all() {
            input.external_ref = None;
        }
        CourseView {
            head: Head::of(seen),
            provider_id: record.owner,
            free_seats: record.body.free(),
            input,
        }
    }
}

impl Wire for CourseBody {
    type Input = CourseInput;

    fn input(record: &Record<Self>) -> CourseInput {
        let body = &record.body;
        CourseInput {
            external_ref: record.external_ref.clone(),
            title: (&body.title).into(),
            place: (&body.place).into(),
            municipality: body.municipality.clone(),
            home_region: body.home_region.clone(),
            skills: bodies(&body.skills),
            languages: body.languages.clone(),
            starts: body.starts,
            ends: body.ends,
            seats: body.seats.total,
            cost_to_worker: (&body.cost).into(),
            job_order_id: body.job_order.map(|order| order.0),
        }
    }

    fn accept(
        mut input: CourseInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let external_ref = input.external_ref.take();
        Ok((external_ref, input.accept()?))
    }
}
