//! Recruiting for a job order: which agencies may, and through which vacancies.

use actix_web::{http::StatusCode, web::Path};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, decode::Exemplary, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            history::ReadHistoryQuery,
            page::{Page, newest_first},
            viewed::Viewed,
        },
        route::value::Route,
    },
    app::{AppError, programme::authorisations::NewAuthorisation},
    domain::{
        access::scope::Scope,
        programme::job_order::{Allotment, JobOrderBody},
        resource::{RecordKind, id::Id},
    },
};

/// Which agency may recruit for an order.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AuthorisationInput {
    /// The agency.
    pub agency_id: Uuid,
}

impl Exemplary for AuthorisationInput {
    fn example() -> Value {
        json!({"agency_id": "0198c0de-0000-7000-8000-000000000003"})
    }
}

/// An agency that may recruit for an order, and its code.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AuthorisationView {
    /// The agency.
    agency_id: Uuid,
    /// What the agency sends to put people forward. It is shown this once.
    #[schema(
        min_length = 10,
        max_length = 10,
        pattern = "^[0-9A-HJKMNP-TV-Z]{10}$",
        example = "7K3M9QX2TB"
    )]
    authorisation_code: String,
}

impl From<NewAuthorisation> for AuthorisationView {
    fn from(made: NewAuthorisation) -> Self {
        Self { agency_id: made.agency, authorisation_code: made.code }
    }
}

/// How many heads a vacancy is to have.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AllotmentInput {
    /// Heads; 0 takes the vacancy out of the order.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    pub heads: u32,
}

impl Exemplary for AllotmentInput {
    fn example() -> Value {
        json!({"heads": 12})
    }
}

/// The heads of an order that are recruited through a vacancy.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllotmentView {
    /// The vacancy.
    vacancy_id: Uuid,
    /// Heads.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    heads: u32,
}

impl From<Allotment> for AllotmentView {
    fn from(allotment: Allotment) -> Self {
        Self { vacancy_id: allotment.vacancy.0, heads: allotment.heads }
    }
}

fn path(rest: &str) -> String {
    format!("{}/{{id}}/{rest}", JobOrderBody::PATH)
}

pub(super) fn authorise_route() -> Route {
    Route::post(path("agencies"), Access::Scope(Scope::OrdersWrite))
        .says(
            "authorise_agency",
            "Let an agency recruit for a job order",
            "The employer names the agency, once. With the code, which is shown this once, the agency puts people forward \
             for vacancies under the order; from now on it reads the order.",
        )
        .id("id", "Id of the job order")
        .body::<AuthorisationInput>()
        .json::<AuthorisationView>(201, "The code of the agency")
        .problems(&[404, 409])
        .to(authorise_agency)
}

pub(super) fn renew_code_route() -> Route {
    Route::post(path("agencies/{agency_id}/codes"), Access::Scope(Scope::OrdersWrite))
        .says(
            "renew_authorisation_code",
            "Give an agency another code for a job order",
            "Where a code was lost, or has gone to others: the employer gets a new one, and the one before it does not \
             hold any more.",
        )
        .id("id", "Id of the job order")
        .id("agency_id", "Id of the agency")
        .json::<AuthorisationView>(201, "The new code of the agency")
        .problems(&[404, 409])
        .to(renew_code)
}

pub(super) fn allotments_route() -> Route {
    Route::get(path("allotments"), Access::Scope(Scope::OrdersRead))
        .says(
            "list_allotments",
            "List the vacancies of a job order",
            "The vacancies that heads are allotted to, newest first.",
        )
        .id("id", "Id of the job order")
        .query::<ReadHistoryQuery>()
        .page::<Page<AllotmentView>>("A page, newest first")
        .to(list_allotments)
}

pub(super) fn allot_route() -> Route {
    Route::put(path("allotments/{vacancy_id}"), Access::Scope(Scope::OrdersWrite))
        .says(
            "allot_heads",
            "Allot heads of a job order to a vacancy",
            "The employer allots heads of an approved order to a vacancy of the same occupation and municipality, instead \
             of those that it has; each employer of a `pool` its own share to its own vacancies. The vacancy is published with no more seats than that. What it has not used when it \
             ends is free again.",
        )
        .id("id", "Id of the job order")
        .id("vacancy_id", "Id of the vacancy")
        .body::<AllotmentInput>()
        .json::<AllotmentView>(200, "The heads of the vacancy")
        .problems(&[404, 409])
        .to(allot_heads)
}

async fn authorise_agency(context: Context, body: Body) -> Answer {
    let id = context.id::<JobOrderBody>()?;
    context
        .run_write(move |context| {
            let AuthorisationInput { agency_id } = body.json()?;
            let made = context.app().authorise(&context.actor, id, agency_id)?;
            Reply::json(StatusCode::CREATED, &AuthorisationView::from(made))
        })
        .await
}

async fn renew_code(context: Context, path: Path<(String, String)>) -> Answer {
    let id = context.id::<JobOrderBody>()?;
    let agency = Uuid::parse_str(&path.1).map_err(|_| AppError::NoSuch(RecordKind::Agency))?;
    context
        .run_write(move |context| {
            let made = context.app().renew_code(&context.actor, id, agency)?;
            Reply::json(StatusCode::CREATED, &AuthorisationView::from(made))
        })
        .await
}

async fn list_allotments(context: Context) -> Answer {
    let id = context.id::<JobOrderBody>()?;
    let ReadHistoryQuery { limit, cursor } = context.query()?;
    let read = move |context: &Context, before, limit| {
        Ok(context.app().allotments(&context.actor, id, before, limit)?)
    };
    newest_first::<Allotment, AllotmentView>(context, (limit, cursor), read, |one| one.vacancy.0)
        .await
}

async fn allot_heads(context: Context, path: Path<(String, String)>, body: Body) -> Answer {
    let order = context.id::<JobOrderBody>()?;
    let vacancy = Uuid::parse_str(&path.1).map_err(|_| AppError::NoSuch(RecordKind::Vacancy))?;
    context
        .run_write(move |context| {
            let AllotmentInput { heads } = body.json()?;
            let wanted = Allotment { vacancy: Id::new(vacancy), order, heads };
            let allotted = context.app().allot(&context.actor, wanted)?;
            Reply::ok(&AllotmentView::from(allotted))
        })
        .await
}
