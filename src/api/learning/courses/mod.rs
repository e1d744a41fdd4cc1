//! Courses: where skills are taught.

pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        http::{error::ApiError, query},
        resource::{
            list::{self, PageQuery},
            routes::{ListQuery, Records},
        },
        route::value::Group,
    },
    app::resource::{FacetMatch, Filter},
    domain::{
        concepts::{facet::FacetKind, skill::SkillId},
        learning::course::{CourseBody, CourseStatus},
        values::{
            place::{HomeRegion, Municipality},
            spoken::SpokenLanguage,
        },
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListCoursesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<CourseStatus>>)]
    status: Option<String>,
    /// The partner that gives it.
    provider_id: Option<Uuid>,
    /// A skill that it teaches.
    #[param(max_length = 64, pattern = "^[a-z0-9_-]+(\\.[a-z0-9_-]+)+$")]
    skill: Option<String>,
    /// Municipality that it takes place in (ОКТМО).
    #[param(max_length = 8, pattern = "^92[0-9]{6}$")]
    municipality: Option<String>,
    /// Region of Uzbekistan that it takes place in (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    home_region: Option<String>,
    /// A language that it is taught in (ISO 639).
    #[param(max_length = 3, pattern = "^[a-z]{2,3}$")]
    language: Option<String>,
    /// Only what begins on this day or later.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    starts_from: Option<chrono::NaiveDate>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Part of a title, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted, or is public no more, comes as
    /// `{"id", "deleted": true}`, whatever the other filters say; so does what changed and does not pass them now.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListQuery for ListCoursesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<CourseStatus>("status", self.status.as_deref())?;
        let starts = self.starts_from.map(|day| FacetMatch::AtLeast(day.to_string()));
        let places = self.municipality;
        let facets = [
            list::facet::<SkillId>(FacetKind::Skill, "skill", self.skill)?,
            list::facet::<Municipality>(FacetKind::Municipality, "municipality", places)?,
            list::facet::<HomeRegion>(FacetKind::HomeRegion, "home_region", self.home_region)?,
            list::facet::<SpokenLanguage>(FacetKind::ServiceLanguage, "language", self.language)?,
            starts.map(|from| (FacetKind::StartsOn, from)),
        ];
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            owner: self.provider_id,
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: facets.into_iter().flatten().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of courses.
pub(in crate::api) fn routes() -> Group {
    Records::<CourseBody>::new("a course", "Where skills are taught, when, and with how many seats")
        .list::<ListCoursesQuery>(
            "Everybody sees those that are published, a partner its own, an operator all. Filters are combined with and.",
        )
        .create("A partner that teaches enters it. It begins as a draft.")
        .get("Everybody can read a published course; its provider and operators read it in any state.")
        .replace()
        .update(json!({"seats": 24}))
        .transition(
            "`draft → published ⇄ closed` by the provider. One that has begun is closed by itself; who still waits then is \
             withdrawn. `cancelled` withdraws everybody.",
            json!({"to": "published"}),
        )
        .delete(
            "Only a draft that has never been published can be deleted; anything later is cancelled instead. `If-Match` \
             carries the ETag that was read.",
        )
        .history()
        .group()
}
