//! Sessions of workers: a code is sent, shown, and serves once.

pub(crate) mod wire;

use actix_web::http::StatusCode;
use uuid::Uuid;

use crate::{
    api::{
        auth::{access::Access, worker_token},
        http::{body::Body, error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        route::value::{Group, Route},
        trust::worker_sessions::wire::{
            ContactConfirmationInput, ContactConfirmationView, WorkerCodeInput, WorkerSessionInput,
            WorkerSessionView, WorkerTokenView,
        },
    },
    app::AppError,
    domain::{access::scope::Scope, recruitment::candidate::CandidateBody},
};

const PATH: &str = "/v1/worker-sessions";
const WRITE: Access = Access::Scope(Scope::WorkersWrite);

/// The routes of sessions.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "worker-sessions",
        about: "The worker's own channel: a code that only the worker gets, and what the worker says by it",
        routes: vec![begin_route(), get_route(), open_route(), confirm_route()],
    }
}

fn begin_route() -> Route {
    Route::post(PATH, WRITE)
        .says(
            "begin_worker_session",
            "Send a worker a code",
            "A code of eight digits goes to the telephone or the messenger that the identity names, for this act and record \
             alone. Whoever asks, an agency for its own candidates, a partner's front-end or an operator, sees neither code nor \
             contact. It is taken for 15 minutes and three tries. A contact that another candidate, an organisation or the \
             family is reached at too is 409 `contact-not-personal`: then a partner or an operator, who has looked at the \
             passport, begins the session `in_person` and hands the code over. Five sessions of a candidate begin in an \
             hour.",
        )
        .body::<WorkerSessionInput>()
        .json::<WorkerSessionView>(201, "The session")
        .once()
        .problems(&[404])
        .to(begin_session)
}

fn get_route() -> Route {
    Route::get(format!("{PATH}/{{id}}"), WRITE)
        .id("id", "Id of the session")
        .says(
            "get_worker_session",
            "Read how far a session has come",
            "Whoever began it reads it, and operators: whether the code was sent, shown and used.",
        )
        .json::<WorkerSessionView>(200, "The session")
        .to(get_session)
}

fn open_route() -> Route {
    Route::post(format!("{PATH}/{{id}}/tokens"), Access::OpenSparingly)
        .id("id", "Id of the session")
        .says(
            "open_worker_session",
            "Show the code, and speak as the worker",
            "The worker types the code, and gets a token for 30 minutes: to read the own applications, offers and contracts, \
             and to do once what the code was for. A wrong code, one that was used and one whose time is over are answered \
             alike, and the third wrong one ends the session.",
        )
        .body::<WorkerCodeInput>()
        .json::<WorkerTokenView>(200, "The token")
        .problems(&[409])
        .to(open_session)
}

fn confirm_route() -> Route {
    Route::post("/v1/candidates/{id}/contact-confirmations", WRITE)
        .id("id", "Id of the candidate")
        .says(
            "confirm_worker_contact",
            "Confirm that a contact is the worker's own",
            "Staff of a centre or an operator, who saw the worker answer there; agencies may not. Before that, or a second code \
             a day or more after the first, no terms are accepted by a code that goes there. Another contact in the identity \
             has to be confirmed anew.",
        )
        .body::<ContactConfirmationInput>()
        .json::<ContactConfirmationView>(200, "The contact")
        .problems(&[409])
        .to(confirm_contact)
}

async fn begin_session(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let (input, key): (WorkerSessionInput, _) = (body.json()?, context.key(&body)?);
            let made = context.app().begin_session(&context.actor, &input.into(), key)?;
            let view = WorkerSessionView::from(made.value);
            Ok(Reply::json(StatusCode::CREATED, &view)?.replayed(made.replayed))
        })
        .await
}

async fn get_session(context: Context) -> Answer {
    let id = session_id(&context)?;
    context
        .run(move |context| {
            let session = context.app().worker_session(&context.actor, id)?;
            Reply::ok(&WorkerSessionView::from(session))
        })
        .await
}

async fn open_session(context: Context, body: Body) -> Answer {
    let id = session_id(&context)?;
    context
        .run_write(move |context| {
            let WorkerCodeInput { code } = body.json()?;
            let session = context.app().open_session(id, &code)?;
            let (server, now) = (&context.server, context.app().now());
            let token = worker_token::issue(&server.keys(), server.base_url(), &session, now);
            let token = token.map_err(|error| ApiError::Internal(error.to_string()))?;
            Reply::ok(&WorkerTokenView::of(&session, token))
        })
        .await
}

async fn confirm_contact(context: Context, body: Body) -> Answer {
    let id = context.id::<CandidateBody>()?;
    context
        .run_write(move |context| {
            let ContactConfirmationInput { way } = body.json()?;
            let contact = context.app().confirm_contact(&context.actor, id, way)?;
            Reply::ok(&ContactConfirmationView::from(contact))
        })
        .await
}

/// The id of the session in the path.
fn session_id(context: &Context) -> Result<Uuid, ApiError> {
    context.plain_id().ok_or(ApiError::App(AppError::NoSession))
}
