//! Candidates: an agency enters pseudonymous profiles and keeps them up to date.

mod example;
pub(crate) mod parts;
pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{error::ApiError, query},
        resource::{
            list::{self, PageQuery},
            routes::{ListQuery, Records},
            shown::ShownQuery,
        },
        route::value::Group,
    },
    app::resource::Filter,
    domain::{
        concepts::{facet::FacetKind, occupation::TradeId, skill::SkillId},
        recruitment::candidate::{CandidateBody, CandidateStatus},
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
pub(in crate::api) struct ListCandidatesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<CandidateStatus>>)]
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
    /// A municipality among the wishes (ОКТМО).
    #[param(max_length = 8, pattern = "^92[0-9]{6}$")]
    municipality: Option<String>,
    /// Home region (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    home_region: Option<String>,
    /// The owner's reference.
    #[param(inline, value_type = Option<ExternalRef>)]
    external_ref: Option<String>,
    /// Words of the name of an occupation or skill of the candidate: in any script, language, form and layout of the
    /// keyboard.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Id of the agency.
    #[param(max_length = 36)]
    agency_id: Option<uuid::Uuid>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted, or is public no more, comes as
    /// `{"id", "deleted": true}`, whatever the other filters say; so does what changed and does not pass them now.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// What to show beside each, with commas between: `labels`.
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

impl ListQuery for ListCandidatesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<CandidateStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            owner: self.agency_id,
            facets: [
                list::isco_facet(self.isco08)?,
                list::facet::<TradeId>(FacetKind::Trade, "occupation", self.occupation)?,
                list::facet::<SkillId>(FacetKind::Skill, "skill", self.skill)?,
                list::facet::<Municipality>(
                    FacetKind::Municipality,
                    "municipality",
                    self.municipality,
                )?,
                list::facet::<HomeRegion>(FacetKind::HomeRegion, "home_region", self.home_region)?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            changed_since: self.changed_since,
            words: list::words(self.q.as_deref(), false),
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

/// The routes of candidates.
pub(in crate::api) fn routes() -> Group {
    Records::<CandidateBody>::new("a candidate", "Pseudonymous profiles of applicants from Uzbekistan")
        .list::<ListCandidatesQuery>(
            "An agency sees its own, an operator all. Filters are combined with and.",
        )
        .create(
            "A pseudonymous profile: it holds no name, birth date, document or contact, and unknown \
             members are refused. It begins as a draft.",
        )
        .get("The agency that entered the candidate reads it, and operators do.")
        .replace()
        .update(json!({"readiness": "ready"}))
        .transition(
            "`draft → available ⇄ paused / placed → withdrawn`. Only an available candidate with consent \
             is matched.",
            json!({"to": "available"}),
        )
        .delete(
            "The profile and every stored copy of it are erased. `If-Match` carries the ETag that was \
             read.",
        )
        .by_reference(json!({"readiness": "ready"}), json!({"to": "available"}))
        .batch()
        .history()
        .group()
}
