//! Employers: operators enter, check and, where needed, suspend them.

pub(crate) mod wire;

use actix_web::{get, patch, post, put};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{body::Body, error::ApiError, query},
        parties::employers::wire::{EmployerInput, EmployerView},
        request::context::{Answer, Context},
        resource::handlers::{self, Page, PageQuery, TransitionInput},
    },
    app::resource::Filter,
    domain::{
        concepts::facet::FacetKind,
        folding::fold,
        parties::employer::{EmployerBody, EmployerStatus},
        values::place::Municipality,
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListEmployersQuery {
    /// States, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
    status: Option<String>,
    /// Where it is registered (ОКТМО).
    #[param(max_length = 8, pattern = "^92[0-9]{6}$")]
    municipality: Option<String>,
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

impl ListEmployersQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<EmployerStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            external_ref: self
                .external_ref
                .map(|text| query::one("external_ref", &text))
                .transpose()?,
            text: self.q.as_deref().map(fold).filter(|text| !text.is_empty()),
            facets: [handlers::facet::<Municipality>(
                FacetKind::Municipality,
                "municipality",
                self.municipality,
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

/// List employers
///
/// An operator sees all, an employer itself. Filters are combined with and.
#[utoipa::path(
    tag = "employers",
    params(ListEmployersQuery),
    security(("oauth2" = ["organisations:read"])),
    responses((status = 200, description = "A page, newest first", body = Page<EmployerView>))
)]
#[get("/employers")]
pub(in crate::api) async fn list_employers(context: Context) -> Answer {
    let (filter, page) = context.query::<ListEmployersQuery>()?.read()?;
    handlers::list::<EmployerBody>(context, filter, page).await
}

/// Create an employer
///
/// An operator enters it; registration numbers are checked by their checksums. It begins as `registered`.
#[utoipa::path(
    tag = "employers",
    request_body = EmployerInput,
    security(("oauth2" = ["organisations:write"])),
    responses((status = 201, description = "Created", body = EmployerView))
)]
#[post("/employers")]
pub(in crate::api) async fn create_employer(context: Context, body: Body) -> Answer {
    handlers::create::<EmployerBody>(context, body).await
}

/// Read an employer
///
/// Operators read any employer, an employer reads itself.
#[utoipa::path(
    tag = "employers",
    params(("id" = uuid::Uuid, Path, description = "Id of the employer")),
    security(("oauth2" = ["organisations:read"])),
    responses((status = 200, description = "The employer", body = EmployerView))
)]
#[get("/employers/{id}")]
pub(in crate::api) async fn get_employer(context: Context) -> Answer {
    handlers::get::<EmployerBody>(context).await
}

/// Replace an employer
///
/// Every member that is left out takes its default. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "employers",
    params(("id" = uuid::Uuid, Path, description = "Id of the employer")),
    request_body = EmployerInput,
    security(("oauth2" = ["organisations:write"])),
    responses((status = 200, description = "The employer as it now is", body = EmployerView))
)]
#[put("/employers/{id}")]
pub(in crate::api) async fn replace_employer(context: Context, body: Body) -> Answer {
    handlers::replace::<EmployerBody>(context, body).await
}

/// Change an employer in part
///
/// A merge patch (RFC 7396): members that are sent replace, `null` removes. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "employers",
    params(("id" = uuid::Uuid, Path, description = "Id of the employer")),
    request_body(content = EmployerInput, content_type = "application/merge-patch+json", description = "Any part of an employer"),
    security(("oauth2" = ["organisations:write"])),
    responses((status = 200, description = "The employer as it now is", body = EmployerView))
)]
#[patch("/employers/{id}")]
pub(in crate::api) async fn update_employer(context: Context, body: Body) -> Answer {
    handlers::update::<EmployerBody>(context, body).await
}

/// Move an employer to another state
///
/// `registered → verifying → verified → suspended → blacklisted`. Suspending an employer takes its vacancies down.
#[utoipa::path(
    tag = "employers",
    params(("id" = uuid::Uuid, Path, description = "Id of the employer")),
    request_body = TransitionInput,
    security(("oauth2" = ["organisations:write"])),
    responses((status = 200, description = "The employer in its new state", body = EmployerView))
)]
#[post("/employers/{id}/transitions")]
pub(in crate::api) async fn transition_employer(context: Context, body: Body) -> Answer {
    handlers::transition::<EmployerBody>(context, body).await
}
