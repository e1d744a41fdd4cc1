//! Agencies: operators enter them, check their licences and, where needed, suspend them.

pub(crate) mod wire;

use actix_web::{get, patch, post, put};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{body::Body, error::ApiError, query},
        parties::agencies::wire::{AgencyInput, AgencyView},
        request::context::{Answer, Context},
        resource::handlers::{self, Page, PageQuery, TransitionInput},
    },
    app::resource::Filter,
    domain::{
        concepts::facet::FacetKind,
        folding::fold,
        parties::agency::{AgencyBody, AgencyStatus},
        values::place::HomeRegion,
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListAgenciesQuery {
    /// States, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
    status: Option<String>,
    /// Region of its seat (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    home_region: Option<String>,
    /// The owner's reference.
    #[param(max_length = 64, pattern = "^[A-Za-z0-9._:-]{1,64}$")]
    external_ref: Option<String>,
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

impl ListAgenciesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<AgencyStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            external_ref: self
                .external_ref
                .map(|text| query::one("external_ref", &text))
                .transpose()?,
            text: self.q.as_deref().map(fold).filter(|text| !text.is_empty()),
            facets: [handlers::facet::<HomeRegion>(
                FacetKind::HomeRegion,
                "home_region",
                self.home_region,
            )?]
            .into_iter()
            .flatten()
            .collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor }))
    }
}

/// List agencies
///
/// An operator sees all, an agency itself. Filters are combined with and.
#[utoipa::path(
    tag = "agencies",
    params(ListAgenciesQuery),
    security(("oauth2" = ["organisations:read"])),
    responses((status = 200, description = "A page, newest first", body = Page<AgencyView>))
)]
#[get("/agencies")]
pub(in crate::api) async fn list_agencies(context: Context) -> Answer {
    let (filter, page) = context.query::<ListAgenciesQuery>()?.read()?;
    handlers::list::<AgencyBody>(context, filter, page).await
}

/// Create an agency
///
/// An operator enters it; the licence and СТИР are checked by their form. It begins as `registered`.
#[utoipa::path(
    tag = "agencies",
    request_body = AgencyInput,
    security(("oauth2" = ["organisations:write"])),
    responses((status = 201, description = "Created", body = AgencyView))
)]
#[post("/agencies")]
pub(in crate::api) async fn create_agency(context: Context, body: Body) -> Answer {
    handlers::create::<AgencyBody>(context, body).await
}

/// Read an agency
///
/// Operators read any agency, an agency reads itself.
#[utoipa::path(
    tag = "agencies",
    params(("id" = uuid::Uuid, Path, description = "Id of the agency")),
    security(("oauth2" = ["organisations:read"])),
    responses((status = 200, description = "The agency", body = AgencyView))
)]
#[get("/agencies/{id}")]
pub(in crate::api) async fn get_agency(context: Context) -> Answer {
    handlers::get::<AgencyBody>(context).await
}

/// Replace an agency
///
/// Every member that is left out takes its default. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "agencies",
    params(("id" = uuid::Uuid, Path, description = "Id of the agency")),
    request_body = AgencyInput,
    security(("oauth2" = ["organisations:write"])),
    responses((status = 200, description = "The agency as it now is", body = AgencyView))
)]
#[put("/agencies/{id}")]
pub(in crate::api) async fn replace_agency(context: Context, body: Body) -> Answer {
    handlers::replace::<AgencyBody>(context, body).await
}

/// Change an agency in part
///
/// A merge patch (RFC 7396): members that are sent replace, `null` removes. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "agencies",
    params(("id" = uuid::Uuid, Path, description = "Id of the agency")),
    request_body(content = AgencyInput, content_type = "application/merge-patch+json", description = "Any part of an agency"),
    security(("oauth2" = ["organisations:write"])),
    responses((status = 200, description = "The agency as it now is", body = AgencyView))
)]
#[patch("/agencies/{id}")]
pub(in crate::api) async fn update_agency(context: Context, body: Body) -> Answer {
    handlers::update::<AgencyBody>(context, body).await
}

/// Move an agency to another state
///
/// `registered → licensed → suspended → revoked`. Suspending an agency lets its candidates rest.
#[utoipa::path(
    tag = "agencies",
    params(("id" = uuid::Uuid, Path, description = "Id of the agency")),
    request_body = TransitionInput,
    security(("oauth2" = ["organisations:write"])),
    responses((status = 200, description = "The agency in its new state", body = AgencyView))
)]
#[post("/agencies/{id}/transitions")]
pub(in crate::api) async fn transition_agency(context: Context, body: Body) -> Answer {
    handlers::transition::<AgencyBody>(context, body).await
}
