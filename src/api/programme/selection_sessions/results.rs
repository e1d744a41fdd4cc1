//! What came of selection sessions.

use actix_web::web::Path;
use uuid::Uuid;

use super::{
    slot_wire::{SelectionResultInput, SelectionResultView},
    wire::path,
};
use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, paging, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            history::ReadHistoryQuery,
            page::{Page, page},
        },
        route::value::Route,
    },
    app::AppError,
    domain::{
        access::scope::Scope,
        programme::{selection_session::SelectionSessionBody, selection_slot::SelectionResult},
        resource::{RecordKind, id::Id},
    },
};

pub(super) fn results_route() -> Route {
    Route::get(path("results"), Access::ScopeOrWorker(Scope::ApplicationsRead))
        .says(
            "list_selection_results",
            "List the results of a selection session",
            "The employer and operators read all of them. An agency reads those of its own candidates, once the session is \
             published; whoever fails is told why. A worker reads the own ones then, with the token of a session in the own \
             channel.",
        )
        .id("id", "Id of the selection session")
        .query::<ReadHistoryQuery>()
        .page::<Page<SelectionResultView>>("A page, newest candidate first")
        .to(list_results)
}

pub(super) fn enter_route() -> Route {
    Route::put(path("results/{candidate_id}/{vacancy_id}"), Access::Scope(Scope::ApplicationsWrite))
        .says(
            "enter_selection_result",
            "Enter what came of a selection session for somebody and a vacancy",
            "The panel enters it of whoever attended, while the session is running, in place of what it entered before. \
             `fail` has a reason.",
        )
        .id("id", "Id of the selection session")
        .id("candidate_id", "Id of the candidate")
        .id("vacancy_id", "Id of the vacancy")
        .body::<SelectionResultInput>()
        .json::<SelectionResultView>(200, "The result")
        .problems(&[404, 409])
        .to(enter_result)
}

async fn list_results(context: Context) -> Answer {
    let id = context.id::<SelectionSessionBody>()?;
    let ReadHistoryQuery { limit, cursor } = context.query()?;
    let limit = paging::limit(limit)?;
    let place = context.place(cursor.as_deref())?;
    let before = place.map(|place| paging::pair_place(&place)).transpose()?;
    context
        .run(move |context| {
            let found = context.app().selection_results(&context.actor, id, (before, limit + 1))?;
            let place = |last: &SelectionResult| {
                Ok([last.candidate.0.as_bytes().as_slice(), last.vacancy.0.as_bytes()].concat())
            };
            page::<SelectionResult, SelectionResultView>(context, found, limit, place)
        })
        .await
}

async fn enter_result(
    context: Context,
    path: Path<(String, String, String)>,
    body: Body,
) -> Answer {
    let id = context.id::<SelectionSessionBody>()?;
    let candidate =
        Uuid::parse_str(&path.1).map_err(|_| AppError::NoSuch(RecordKind::Candidate))?;
    let vacancy = Uuid::parse_str(&path.2).map_err(|_| AppError::NoSuch(RecordKind::Vacancy))?;
    let of = (Id::new(candidate), Id::new(vacancy));
    context
        .run_write(move |context| {
            let new = body.json::<SelectionResultInput>()?.accept();
            let new = new.map_err(|wrong| ApiError::from(AppError::Invalid(wrong)))?;
            let result = context.app().enter_selection_result(&context.actor, id, of, new)?;
            Reply::ok(&SelectionResultView::from(result))
        })
        .await
}
