//! Candidates: an agency enters pseudonymous profiles and keeps them up to date.

pub(crate) mod parts;
pub(crate) mod wire;

use actix_web::{delete, get, patch, post, put};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{body::Body, error::ApiError, query},
        recruitment::candidates::wire::{CandidateInput, CandidateView},
        request::context::{Answer, Context},
        resource::handlers::{self, Page, PageQuery, TransitionInput},
    },
    app::resource::Filter,
    domain::{
        concepts::{facet::FacetKind, occupation::TradeId, skill::SkillId},
        recruitment::candidate::{CandidateBody, CandidateStatus},
        values::place::{HomeRegion, Municipality},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListCandidatesQuery {
    /// States, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
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
    #[param(max_length = 64, pattern = "^[A-Za-z0-9._:-]{1,64}$")]
    external_ref: Option<String>,
    /// Id of the agency.
    #[param(max_length = 36)]
    agency_id: Option<uuid::Uuid>,
    /// Only what changed at this moment (RFC 3339) or later.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListCandidatesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<CandidateStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            external_ref: self
                .external_ref
                .map(|text| query::one("external_ref", &text))
                .transpose()?,
            owner: self.agency_id,
            facets: [
                handlers::isco_facet(self.isco08)?,
                handlers::facet::<TradeId>(FacetKind::Trade, "occupation", self.occupation)?,
                handlers::facet::<SkillId>(FacetKind::Skill, "skill", self.skill)?,
                handlers::facet::<Municipality>(
                    FacetKind::Municipality,
                    "municipality",
                    self.municipality,
                )?,
                handlers::facet::<HomeRegion>(
                    FacetKind::HomeRegion,
                    "home_region",
                    self.home_region,
                )?,
            ]
            .into_iter()
            .flatten()
            .collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor }))
    }
}

/// List candidates
///
/// An agency sees its own, an operator all. Filters are combined with and.
#[utoipa::path(
    tag = "candidates",
    params(ListCandidatesQuery),
    security(("oauth2" = ["candidates:read"])),
    responses((status = 200, description = "A page, newest first", body = Page<CandidateView>))
)]
#[get("/candidates")]
pub(in crate::api) async fn list_candidates(context: Context) -> Answer {
    let (filter, page) = context.query::<ListCandidatesQuery>()?.read()?;
    handlers::list::<CandidateBody>(context, filter, page).await
}

/// Create a candidate
///
/// A pseudonymous profile: it holds no name, birth date, document or contact, and unknown members are refused. It begins as a draft.
#[utoipa::path(
    tag = "candidates",
    request_body = CandidateInput,
    security(("oauth2" = ["candidates:write"])),
    responses((status = 201, description = "Created", body = CandidateView))
)]
#[post("/candidates")]
pub(in crate::api) async fn create_candidate(context: Context, body: Body) -> Answer {
    handlers::create::<CandidateBody>(context, body).await
}

/// Read a candidate
///
/// The agency that entered the candidate reads it, and operators do.
#[utoipa::path(
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "Id of the candidate")),
    security(("oauth2" = ["candidates:read"])),
    responses((status = 200, description = "The candidate", body = CandidateView))
)]
#[get("/candidates/{id}")]
pub(in crate::api) async fn get_candidate(context: Context) -> Answer {
    handlers::get::<CandidateBody>(context).await
}

/// Replace a candidate
///
/// Every member that is left out takes its default. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "Id of the candidate")),
    request_body = CandidateInput,
    security(("oauth2" = ["candidates:write"])),
    responses((status = 200, description = "The candidate as it now is", body = CandidateView))
)]
#[put("/candidates/{id}")]
pub(in crate::api) async fn replace_candidate(context: Context, body: Body) -> Answer {
    handlers::replace::<CandidateBody>(context, body).await
}

/// Change a candidate in part
///
/// A merge patch (RFC 7396): members that are sent replace, `null` removes. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "Id of the candidate")),
    request_body(content = CandidateInput, content_type = "application/merge-patch+json", description = "Any part of a candidate"),
    security(("oauth2" = ["candidates:write"])),
    responses((status = 200, description = "The candidate as it now is", body = CandidateView))
)]
#[patch("/candidates/{id}")]
pub(in crate::api) async fn update_candidate(context: Context, body: Body) -> Answer {
    handlers::update::<CandidateBody>(context, body).await
}

/// Move a candidate to another state
///
/// `draft → available ⇄ paused / placed → withdrawn`. Only an available candidate with consent is matched.
#[utoipa::path(
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "Id of the candidate")),
    request_body = TransitionInput,
    security(("oauth2" = ["candidates:write"])),
    responses((status = 200, description = "The candidate in its new state", body = CandidateView))
)]
#[post("/candidates/{id}/transitions")]
pub(in crate::api) async fn transition_candidate(context: Context, body: Body) -> Answer {
    handlers::transition::<CandidateBody>(context, body).await
}

/// Delete a candidate
///
/// The profile and every stored copy of it are erased. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "Id of the candidate")),
    security(("oauth2" = ["candidates:write"])),
    responses((status = 204, description = "Deleted"))
)]
#[delete("/candidates/{id}")]
pub(in crate::api) async fn delete_candidate(context: Context) -> Answer {
    handlers::delete::<CandidateBody>(context).await
}

/// Create or replace a candidate by the owner's reference
///
/// How an HR system synchronises: the same call creates the record the first time and replaces it afterwards. An
/// equal body changes nothing. `If-Match` and `If-None-Match` are optional.
#[utoipa::path(
    tag = "candidates",
    params(("external_ref" = crate::domain::values::text::ExternalRef, Path, description = "The owner's reference")),
    request_body = CandidateInput,
    security(("oauth2" = ["candidates:write"])),
    responses(
        (status = 200, description = "The candidate as it now is", body = CandidateView),
        (status = 201, description = "Created", body = CandidateView)
    )
)]
#[put("/candidates/by-ref/{external_ref}")]
pub(in crate::api) async fn put_candidate_by_ref(
    context: Context,
    body: Body,
    path: actix_web::web::Path<String>,
) -> Answer {
    handlers::put_by_ref::<CandidateBody>(context, body, path.into_inner()).await
}
