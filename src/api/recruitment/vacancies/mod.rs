//! Vacancies: an employer writes and publishes them, everybody reads the published ones.

pub(crate) mod background;
pub(crate) mod conditions;
mod example;
pub(crate) mod parts;
pub(crate) mod pay;
pub(crate) mod view;
pub(crate) mod wire;
pub(crate) mod work;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{error::ApiError, query},
        resource::{
            list::{self, PageQuery},
            ranking::RankingQuery,
            routes::{ListQuery, Records},
            shown::ShownQuery,
        },
        route::value::Group,
    },
    app::resource::Filter,
    domain::{
        concepts::{
            facet::{FacetKind, Sort},
            occupation::TradeId,
            skill::SkillId,
        },
        recruitment::{
            conditions::HousingKind,
            vacancy::{EmploymentType, VacancyBody, VacancyStatus},
            work_time::Schedule,
        },
        values::{
            place::{HomeRegion, Municipality},
            text::ExternalRef,
        },
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListVacanciesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<VacancyStatus>>)]
    status: Option<String>,
    /// ISCO-08 group: one to four leading digits.
    #[param(max_length = 4, pattern = "^[0-9]{1,4}$")]
    isco08: Option<String>,
    /// Id of a trade.
    #[param(max_length = 64, pattern = "^[a-z0-9_-]{2,64}$")]
    occupation: Option<String>,
    /// Id of a skill.
    #[param(max_length = 64, pattern = "^[a-z0-9_.-]+$")]
    skill: Option<String>,
    /// Where the work is (ОКТМО), with commas between.
    #[param(max_length = 420, pattern = "^92[0-9]{6}(,92[0-9]{6})*$")]
    municipality: Option<String>,
    /// Kinds of employment, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
    employment_type: Option<String>,
    /// Schedules, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
    schedule: Option<String>,
    /// Kinds of housing that are offered, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
    housing: Option<String>,
    /// The least pay of a month in roubles; pay for hours and weeks is converted by the hours of a week.
    #[param(minimum = 1, maximum = 1_000_000_000)]
    pay_from: Option<u64>,
    /// Only what was last published at this moment (RFC 3339) or later.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    published_since: Option<chrono::DateTime<chrono::Utc>>,
    /// A home region that the vacancy names (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    home_region: Option<String>,
    /// The owner's reference.
    #[param(inline, value_type = Option<ExternalRef>)]
    external_ref: Option<String>,
    /// Id of the employer.
    #[param(max_length = 36)]
    employer_id: Option<uuid::Uuid>,
    /// Words of titles and duties (the first thousand of a vacancy), or of the name of an occupation or skill that is asked
    /// for: in any script, language, form and layout of the keyboard.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted, or is public no more, comes as
    /// `{"id", "deleted": true}`, whatever the other filters say; so does what changed and does not pass them now.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// In which order; what has no pay in roubles by the month, or no place in Tatarstan, comes last. Where a record
    /// changes its place in the order while pages are read, it may come twice or not at all.
    #[param(inline, value_type = Option<Sort>)]
    sort: Option<String>,
    /// A place to be near: a municipality (ОКТМО), or latitude and longitude in degrees. Each item then has `distance_km`.
    #[param(
        max_length = 60,
        pattern = "^(92[0-9]{6}|-?[0-9]{1,2}(\\.[0-9]{1,15})?,-?[0-9]{1,3}(\\.[0-9]{1,15})?)$",
        example = "92701000"
    )]
    near: Option<String>,
    /// Only what is no farther from `near` than so many kilometres, as the crow flies to the main town of the
    /// municipality.
    #[param(minimum = 1, maximum = 1000)]
    within_km: Option<u32>,
    /// Count how many there are of each value, with commas between: `isco08`, `occupation`, `skill`, `municipality`,
    /// `home_region`, `employment_type`, `schedule`, `housing`.
    #[param(
        max_length = 100,
        pattern = "^(isco08|occupation|skill|municipality|home_region|employment_type|schedule|housing)(,(isco08|occupation|skill|municipality|home_region|employment_type|schedule|housing))*$",
        example = "municipality,occupation"
    )]
    facets: Option<String>,
    /// What to show beside each, with commas between: `labels`, `employer`.
    #[param(max_length = 40, pattern = "^[a-z]+(,[a-z]+)*$")]
    include: Option<String>,
    /// The members to show, with commas between; all, unless given. The id is always shown.
    #[param(max_length = 1000, pattern = "^[a-z_0-9]+(,[a-z_0-9]+)*$")]
    fields: Option<String>,
    /// Language of labels: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(max_length = 7, pattern = "^(ru|uz-Latn|uz-Cyrl|tt|en)$")]
    lang: Option<String>,
    /// Whether to tell in `total` how many there are in all.
    count: Option<bool>,
    /// Whether CSV begins with a byte order mark, by which Excel knows that it is UTF-8.
    bom: Option<bool>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListQuery for ListVacanciesQuery {
    fn ranking(&self) -> RankingQuery {
        RankingQuery {
            sort: self.sort.clone(),
            near: self.near.clone(),
            within_km: self.within_km,
            facets: self.facets.clone(),
        }
    }

    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<VacancyStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            owner: self.employer_id,
            words: list::words(self.q.as_deref(), true),
            facets: [
                list::isco_facet(self.isco08)?,
                list::facet::<TradeId>(FacetKind::Trade, "occupation", self.occupation)?,
                list::facet::<SkillId>(FacetKind::Skill, "skill", self.skill)?,
                list::some_facets::<Municipality>(
                    FacetKind::Municipality,
                    "municipality",
                    self.municipality.as_deref(),
                )?,
                list::some_facets::<EmploymentType>(
                    FacetKind::EmploymentType,
                    "employment_type",
                    self.employment_type.as_deref(),
                )?,
                list::some_facets::<Schedule>(
                    FacetKind::Schedule,
                    "schedule",
                    self.schedule.as_deref(),
                )?,
                list::some_facets::<HousingKind>(
                    FacetKind::Housing,
                    "housing",
                    self.housing.as_deref(),
                )?,
                list::pay_facet(self.pay_from)?,
                self.published_since.map(list::published_facet),
                list::facet::<HomeRegion>(FacetKind::HomeRegion, "home_region", self.home_region)?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        let shown = ShownQuery { include: self.include, fields: self.fields, lang: self.lang };
        Ok((
            filter,
            PageQuery {
                limit: self.limit,
                cursor: self.cursor,
                shown,
                count: self.count.unwrap_or(false),
                bom: self.bom.unwrap_or(false),
            },
        ))
    }
}

/// The routes of vacancies.
pub(in crate::api) fn routes() -> Group {
    Records::<VacancyBody>::new("a vacancy", "What employers of Tatarstan offer")
        .ranked_list::<ListVacanciesQuery>(
            "An employer sees its own, an operator all, everybody else those that are published. Filters \
             are combined with and; values with commas between with or.",
        )
        .create(
            "It begins as a draft. Publish it with a transition, once an operator has verified the \
             employer.",
        )
        .get("Everybody can read a published vacancy; its employer and operators read it in any state.")
        .replace()
        .update(json!({"total_job_openings": 20, "base_salary": {"min": 95000}}))
        .transition(
            "`draft → published → suspended → filled / expired / cancelled → draft`. Only a verified employer \
             may publish. Filling the last seat makes it `filled`; a seat that is freed reopens it if its last \
             day allows. What has ended begins again as a draft with its history: by moving it there, or with \
             another `valid_through` that lies ahead.",
            json!({"to": "published"}),
        )
        .delete(
            "Only a draft that has never been published can be deleted; anything later is cancelled instead. `If-Match` carries the \
             ETag that was read.",
        )
        .by_reference(json!({"total_job_openings": 20, "base_salary": {"min": 95000}}), json!({"to": "published"}))
        .copies(&json!({"external_ref": "HR-2027-0007", "valid_through": "2027-09-15"}))
        .batch()
        .history()
        .group()
}
