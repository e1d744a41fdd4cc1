//! Vacancies: an employer writes and publishes them, everybody reads the published ones.

pub(crate) mod conditions;
pub(crate) mod parts;
pub(crate) mod view;
pub(crate) mod wire;

use actix_web::{delete, get, patch, post, put};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{body::Body, error::ApiError, query},
        recruitment::vacancies::{view::VacancyView, wire::VacancyInput},
        request::context::{Answer, Context},
        resource::handlers::{self, Page, PageQuery, TransitionInput},
    },
    app::resource::Filter,
    domain::{
        concepts::{facet::FacetKind, occupation::TradeId, skill::SkillId},
        folding::fold,
        recruitment::vacancy::{VacancyBody, VacancyStatus},
        values::place::{HomeRegion, Municipality},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListVacanciesQuery {
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
    /// Where the work is (ОКТМО).
    #[param(max_length = 8, pattern = "^92[0-9]{6}$")]
    municipality: Option<String>,
    /// A home region that the vacancy names (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    home_region: Option<String>,
    /// The owner's reference.
    #[param(max_length = 64, pattern = "^[A-Za-z0-9._:-]{1,64}$")]
    external_ref: Option<String>,
    /// Id of the employer.
    #[param(max_length = 36)]
    employer_id: Option<uuid::Uuid>,
    /// Part of a title, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
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

impl ListVacanciesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<VacancyStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            external_ref: self
                .external_ref
                .map(|text| query::one("external_ref", &text))
                .transpose()?,
            owner: self.employer_id,
            text: self.q.as_deref().map(fold).filter(|text| !text.is_empty()),
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
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor }))
    }
}

/// List vacancies
///
/// An employer sees its own, an operator all, everybody else those that are published. Filters are combined with and.
#[utoipa::path(
    tag = "vacancies",
    params(ListVacanciesQuery),
    security((), ("oauth2" = ["vacancies:read"])),
    responses((status = 200, description = "A page, newest first", body = Page<VacancyView>))
)]
#[get("/vacancies")]
pub(in crate::api) async fn list_vacancies(context: Context) -> Answer {
    let (filter, page) = context.query::<ListVacanciesQuery>()?.read()?;
    handlers::list::<VacancyBody>(context, filter, page).await
}

/// Create a vacancy
///
/// It begins as a draft. Publish it with a transition, once an operator has verified the employer.
#[utoipa::path(
    tag = "vacancies",
    request_body = VacancyInput,
    security(("oauth2" = ["vacancies:write"])),
    responses((status = 201, description = "Created", body = VacancyView))
)]
#[post("/vacancies")]
pub(in crate::api) async fn create_vacancy(context: Context, body: Body) -> Answer {
    handlers::create::<VacancyBody>(context, body).await
}

/// Read a vacancy
///
/// Everybody can read a published vacancy; its employer and operators read it in any state.
#[utoipa::path(
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "Id of the vacancy")),
    security((), ("oauth2" = ["vacancies:read"])),
    responses((status = 200, description = "The vacancy", body = VacancyView))
)]
#[get("/vacancies/{id}")]
pub(in crate::api) async fn get_vacancy(context: Context) -> Answer {
    handlers::get::<VacancyBody>(context).await
}

/// Replace a vacancy
///
/// Every member that is left out takes its default. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "Id of the vacancy")),
    request_body = VacancyInput,
    security(("oauth2" = ["vacancies:write"])),
    responses((status = 200, description = "The vacancy as it now is", body = VacancyView))
)]
#[put("/vacancies/{id}")]
pub(in crate::api) async fn replace_vacancy(context: Context, body: Body) -> Answer {
    handlers::replace::<VacancyBody>(context, body).await
}

/// Change a vacancy in part
///
/// A merge patch (RFC 7396): members that are sent replace, `null` removes. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "Id of the vacancy")),
    request_body(content = VacancyInput, content_type = "application/merge-patch+json", description = "Any part of a vacancy"),
    security(("oauth2" = ["vacancies:write"])),
    responses((status = 200, description = "The vacancy as it now is", body = VacancyView))
)]
#[patch("/vacancies/{id}")]
pub(in crate::api) async fn update_vacancy(context: Context, body: Body) -> Answer {
    handlers::update::<VacancyBody>(context, body).await
}

/// Move a vacancy to another state
///
/// `draft → published → suspended → filled / expired / cancelled`. Only a verified employer may publish.
#[utoipa::path(
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "Id of the vacancy")),
    request_body = TransitionInput,
    security(("oauth2" = ["vacancies:write"])),
    responses((status = 200, description = "The vacancy in its new state", body = VacancyView))
)]
#[post("/vacancies/{id}/transitions")]
pub(in crate::api) async fn transition_vacancy(context: Context, body: Body) -> Answer {
    handlers::transition::<VacancyBody>(context, body).await
}

/// Delete a vacancy
///
/// Only a draft can be deleted; anything later is cancelled instead. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "Id of the vacancy")),
    security(("oauth2" = ["vacancies:write"])),
    responses((status = 204, description = "Deleted"))
)]
#[delete("/vacancies/{id}")]
pub(in crate::api) async fn delete_vacancy(context: Context) -> Answer {
    handlers::delete::<VacancyBody>(context).await
}

/// Create or replace a vacancy by the owner's reference
///
/// How an HR system synchronises: the same call creates the record the first time and replaces it afterwards. An
/// equal body changes nothing. `If-Match` and `If-None-Match` are optional.
#[utoipa::path(
    tag = "vacancies",
    params(("external_ref" = crate::domain::values::text::ExternalRef, Path, description = "The owner's reference")),
    request_body = VacancyInput,
    security(("oauth2" = ["vacancies:write"])),
    responses(
        (status = 200, description = "The vacancy as it now is", body = VacancyView),
        (status = 201, description = "Created", body = VacancyView)
    )
)]
#[put("/vacancies/by-ref/{external_ref}")]
pub(in crate::api) async fn put_vacancy_by_ref(
    context: Context,
    body: Body,
    path: actix_web::web::Path<String>,
) -> Answer {
    handlers::put_by_ref::<VacancyBody>(context, body, path.into_inner()).await
}
