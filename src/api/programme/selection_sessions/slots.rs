//! Slots of selection sessions.

use actix_web::{http::StatusCode, web::Path};
use uuid::Uuid;

use super::{
    slot_wire::{SelectionSlotInput, SelectionSlotMove, SelectionSlotView},
    wire::path,
};
use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            history::ReadHistoryQuery,
            page::{Page, newest_first},
        },
        route::value::Route,
    },
    app::AppError,
    domain::{
        access::scope::Scope,
        programme::{selection_session::SelectionSessionBody, selection_slot::SelectionSlot},
        resource::{RecordKind, id::Id},
    },
};

pub(super) fn slots_route() -> Route {
    Route::get(path("slots"), Access::Scope(Scope::ApplicationsRead))
        .says(
            "list_selection_slots",
            "List the slots of a selection session",
            "Who is invited, who came, and who did not. An agency reads those of its own candidates.",
        )
        .id("id", "Id of the selection session")
        .query::<ReadHistoryQuery>()
        .page::<Page<SelectionSlotView>>("A page, newest candidate first")
        .to(list_slots)
}

pub(super) fn give_route() -> Route {
    Route::post(path("slots"), Access::Scope(Scope::ApplicationsWrite))
        .says(
            "give_selection_slot",
            "Give a slot of a selection session to somebody",
            "An agency named in the announced session gives it to a candidate of its own who is put forward for one of its \
             vacancies. Nobody is in two sessions at a time.",
        )
        .id("id", "Id of the selection session")
        .body::<SelectionSlotInput>()
        .json::<SelectionSlotView>(201, "The slot")
        .problems(&[404, 409])
        .to(give_slot)
}

pub(super) fn move_route() -> Route {
    Route::post(path("slots/{candidate_id}/transitions"), Access::Scope(Scope::ApplicationsWrite))
        .says(
            "move_selection_slot",
            "Say whether somebody comes to a selection session, or came",
            "`invited → confirmed` by the agency while the session is announced, `→ attended` or `→ no_show` by the panel \
             while it is running, `→ excused` by either before that: the slot is free again.",
        )
        .id("id", "Id of the selection session")
        .id("candidate_id", "Id of the candidate")
        .body::<SelectionSlotMove>()
        .json::<SelectionSlotView>(200, "The slot as it now is")
        .problems(&[404, 409])
        .to(move_slot)
}

async fn list_slots(context: Context) -> Answer {
    let id = context.id::<SelectionSessionBody>()?;
    let ReadHistoryQuery { limit, cursor } = context.query()?;
    let read = move |context: &Context, before, limit| {
        Ok(context.app().selection_slots(&context.actor, id, before, limit)?)
    };
    newest_first::<SelectionSlot, SelectionSlotView>(context, (limit, cursor), read, |one| {
        one.candidate.0
    })
    .await
}

async fn give_slot(context: Context, body: Body) -> Answer {
    let id = context.id::<SelectionSessionBody>()?;
    context
        .run_write(move |context| {
            let new = body.json::<SelectionSlotInput>()?.into();
            let slot = context.app().give_selection_slot(&context.actor, id, new)?;
            Reply::json(StatusCode::CREATED, &SelectionSlotView::from(slot))
        })
        .await
}

async fn move_slot(context: Context, path: Path<(String, String)>, body: Body) -> Answer {
    let id = context.id::<SelectionSessionBody>()?;
    let candidate = Uuid::parse_str(&path.1);
    let candidate = Id::new(candidate.map_err(|_| AppError::NoSuch(RecordKind::Candidate))?);
    context
        .run_write(move |context| {
            let SelectionSlotMove { to } = body.json()?;
            let moved = context.app().move_selection_slot(&context.actor, (id, candidate), to)?;
            Reply::ok(&SelectionSlotView::from(moved))
        })
        .await
}
