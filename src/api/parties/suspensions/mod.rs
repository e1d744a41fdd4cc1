//! Suspensions of organisations: on evidence, with an appeal, decided by another operator.

pub(crate) mod wire;

use actix_web::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        parties::suspensions::wire::{
            SuspensionAppealInput, SuspensionDecisionInput, SuspensionInput, SuspensionView,
        },
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::{
            headers::LOCATION,
            value::{Group, Route},
        },
    },
    app::{AppError, parties::suspensions::Suspension},
    domain::access::scope::Scope,
};

const PATH: &str = "/v1/suspensions";
const READ: Access = Access::Scope(Scope::OrganisationsRead);
const WRITE: Access = Access::Scope(Scope::OrganisationsWrite);

/// The routes of suspensions.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "suspensions",
        about: "Agencies and employers that an operator has suspended, on what evidence, and what came of their appeals",
        routes: vec![list_route(), create_route(), get_route(), appeal_route(), decide_route()],
    }
}

fn list_route() -> Route {
    Route::get(PATH, READ)
        .says(
            "list_suspensions",
            "List suspensions",
            "Newest first. Operators see all, an agency or an employer its own.",
        )
        .query::<ListSuspensionsQuery>()
        .page::<Page<SuspensionView>>("A page, newest first")
        .to(list_suspensions)
}

fn create_route() -> Route {
    Route::post(PATH, WRITE)
        .says(
            "create_suspension",
            "Suspend an agency or an employer on evidence",
            "For operators. The organisation becomes `suspended`: it publishes nothing, makes no offer, and its codes say so at \
             once; whoever works there already keeps every protection. Of an organisation that is suspended already, why that \
             is so is written down once. Until the day that the policy says (`appeal_until`) the organisation may appeal.",
        )
        .body::<SuspensionInput>()
        .json::<SuspensionView>(201, "Suspended")
        .with(&[LOCATION])
        .problems(&[409])
        .to(create_suspension)
}

fn get_route() -> Route {
    Route::get(format!("{PATH}/{{id}}"), READ)
        .id("id", "Id of the suspension")
        .says(
            "get_suspension",
            "Read a suspension",
            "Operators read any, an agency or an employer its own.",
        )
        .json::<SuspensionView>(200, "The suspension")
        .to(get_suspension)
}

fn appeal_route() -> Route {
    Route::post(format!("{PATH}/{{id}}/appeals"), READ)
        .id("id", "Id of the suspension")
        .says(
            "appeal_suspension",
            "Appeal the own suspension",
            "For the organisation that is suspended, once and until `appeal_until`. It stays suspended until somebody decides.",
        )
        .body::<SuspensionAppealInput>()
        .json::<SuspensionView>(200, "The suspension as it now is")
        .problems(&[404, 409])
        .to(appeal_suspension)
}

fn decide_route() -> Route {
    Route::post(format!("{PATH}/{{id}}/decisions"), WRITE)
        .id("id", "Id of the suspension")
        .says(
            "decide_on_suspension",
            "Decide on an appeal",
            "For an operator of another organisation than the one that has suspended, once. `lifted` lets the organisation stand \
             as before (an agency only while its licence is valid), `kept` leaves it suspended.",
        )
        .body::<SuspensionDecisionInput>()
        .json::<SuspensionView>(200, "The suspension as it now is")
        .problems(&[404, 409])
        .to(decide_on_suspension)
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListSuspensionsQuery {
    /// Only of this agency or employer.
    organisation_id: Option<Uuid>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

fn id(context: &Context) -> Result<Uuid, ApiError> {
    context.plain_id().ok_or(ApiError::App(AppError::NoSuspension))
}

async fn list_suspensions(context: Context) -> Answer {
    let ListSuspensionsQuery { organisation_id, limit, cursor } = context.query()?;
    let read = move |context: &Context, before, limit| {
        Ok(context.app().suspensions(&context.actor, organisation_id, (before, limit))?)
    };
    newest_first::<Suspension, SuspensionView>(context, (limit, cursor), read, |one| one.id).await
}

async fn create_suspension(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: SuspensionInput = body.json()?;
            let made = context.app().suspend(&context.actor, input.into())?;
            let place = format!("{PATH}/{}", made.id);
            Ok(Reply::json(StatusCode::CREATED, &SuspensionView::from(made))?.location(place))
        })
        .await
}

async fn get_suspension(context: Context) -> Answer {
    let id = id(&context)?;
    context
        .run(move |context| {
            let found = context.app().suspension(&context.actor, id)?;
            Reply::ok(&SuspensionView::from(found))
        })
        .await
}

async fn appeal_suspension(context: Context, body: Body) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let SuspensionAppealInput { text } = body.json()?;
            let found = context.app().appeal_suspension(&context.actor, id, text)?;
            Reply::ok(&SuspensionView::from(found))
        })
        .await
}

async fn decide_on_suspension(context: Context, body: Body) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let SuspensionDecisionInput { verdict, reason } = body.json()?;
            let found =
                context.app().decide_on_suspension(&context.actor, id, (verdict, reason))?;
            Reply::ok(&SuspensionView::from(found))
        })
        .await
}
