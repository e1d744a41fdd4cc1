//! Applications: from a match to a choice, as each side sees it.

mod batch;
pub(crate) mod wire;

use actix_web::web::Path;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        programme::applications::wire::{ApplicationInput, ApplicationView},
        recruitment::matches::shown::ProfileView,
        request::context::{Answer, Context},
        resource::{
            list::PageQuery,
            routes::{ListQuery, Records},
            viewed::{Viewed, created},
        },
        route::value::{Group, Route},
    },
    app::{AppError, resource::Filter},
    domain::{
        access::scope::Scope,
        programme::application::{ApplicationBody, ApplicationStatus},
        recruitment::vacancy::VacancyBody,
        resource::{RecordKind, id::Id},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListApplicationsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 20, value_type = Option<Vec<ApplicationStatus>>)]
    status: Option<String>,
    /// For this vacancy.
    vacancy_id: Option<Uuid>,
    /// Of this candidate.
    candidate_id: Option<Uuid>,
    /// Only what changed at this moment (RFC 3339) or later.
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

impl ListQuery for ListApplicationsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<ApplicationStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            vacancy: self.vacancy_id,
            candidate: self.candidate_id,
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

const READ: Access = Access::Scope(Scope::ApplicationsRead);
const WRITE: Access = Access::Scope(Scope::ApplicationsWrite);

/// The routes of applications.
pub(in crate::api) fn routes() -> Group {
    Records::<ApplicationBody>::new(
        "an application",
        "From a match to a choice: who was put forward for what, and how it stands",
    )
    .list::<ListApplicationsQuery>(
        "Employers see those for their vacancies, agencies those of their candidates, operators all.",
    )
    .also(apply_route())
    .also(batch::route())
    .also(invite_route())
    .get("The employer reads it, the candidate's agency, and operators; of the agency employers read nothing.")
    .transition(
        "`draft → submitted` by the agency, which answers an invitation; `submitted → shortlisted → interview → selected` \
         by the employer. `selected` holds a seat of the vacancy until the application is closed. An offer makes it `contract_offered`, and \
         `selected` again if it comes to nothing; a contract that keeps what was accepted makes it `contract_signed`. Then \
         `contract_signed → predeparture_trained` by the agency; `departed` follows from the boarding of a trip, `arrived` from what is \
         told of the arrival; `arrived → migration_registered → work_document_issued` by the employer or the agency, once the document \
         is recorded; `working` follows from the gate `for_work`. Whoever takes part \
         closes it, for one of its `closing_reasons` as `reason`. What a state needs of other records and they do not \
         say is in `waiting`; asking for it is 409 `gate-closed`.",
        json!({"to": "closed", "reason": "rejected_by_employer"}),
    )
    .history()
    .also(profile_route())
    .group()
}

fn apply_route() -> Route {
    Route::post(ApplicationBody::PATH, WRITE)
        .says(
            "create_application",
            "Put a candidate forward",
            "An agency puts its candidate forward for a published vacancy that the candidate matches. The candidate \
             is available and consents to matching. For a vacancy under a job order the agency sends the code that it was \
             given for it; without it there is no such order to the agency. One application of a candidate for a vacancy can be open at a time.",
        )
        .body::<ApplicationInput>()
        .json::<ApplicationView>(201, "Created, in the state `submitted`")
        .creates()
        .problems(&[404])
        .to(create_application)
}

fn invite_route() -> Route {
    Route::post("/v1/vacancies/{id}/matches/{candidate_id}/invite", WRITE)
        .says(
            "invite_match",
            "Invite a match",
            "An employer invites a candidate who matches its published vacancy. The application that this makes waits \
             in `draft` for the candidate's agency, which submits it or closes it; it is `submitted` where the job order asks for \
             the candidate by name.",
        )
        .id("id", "Id of the vacancy")
        .id("candidate_id", "Id of the candidate")
        .json::<ApplicationView>(201, "Created, in the state `draft` or `submitted`")
        .creates()
        .to(invite_match)
}

fn profile_route() -> Route {
    Route::get(format!("{}/{{id}}/profile", ApplicationBody::PATH), READ)
        .says(
            "get_application_profile",
            "Read the profile of an applicant",
            "The pseudonymous profile, while the application is open and consent to matching stands. Who it is says \
             `GET /v1/disclosure-requests/{id}/identity`, once the agency has approved that.",
        )
        .id("id", "Id of the application")
        .json::<ProfileView>(200, "The profile")
        .problems(&[409])
        .to(get_application_profile)
}

async fn create_application(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: ApplicationInput = body.json()?;
            let key = context.key(&body)?;
            let pair = input.pair();
            let code = input.authorisation_code;
            created(&context.app().apply(&context.actor, pair, code, key)?)
        })
        .await
}

async fn invite_match(context: Context, path: Path<(String, String)>, body: Body) -> Answer {
    let vacancy = context.id::<VacancyBody>()?;
    let candidate =
        Uuid::parse_str(&path.1).map_err(|_| AppError::NoSuch(RecordKind::Candidate))?;
    context
        .run_write(move |context| {
            let pair = (vacancy, Id::new(candidate));
            let key = context.key(&body)?;
            created(&context.app().invite(&context.actor, pair, key)?)
        })
        .await
}

async fn get_application_profile(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    context
        .run(move |context| {
            let profile = context.app().applicant(&context.actor, id)?;
            Reply::ok(&ProfileView::from(profile))
        })
        .await
}
