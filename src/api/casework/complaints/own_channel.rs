//! The channel of whoever complained: read, write, take back, all by code and PIN.

use crate::{
    api::{
        auth::access::Access,
        casework::complaints::{
            own_wire::{OwnCaseInput, OwnCaseView, OwnMessageInput, OwnTransitionInput},
            wire::must_be_short,
        },
        http::{body::Body, reply::Reply},
        request::context::{Answer, Context},
        route::value::Route,
    },
    domain::casework::complaint::ComplaintStatus,
};

const PATH: &str = "/v1/complaints/by-code";

/// The routes of the channel.
pub(super) fn routes() -> Vec<Route> {
    let read = Route::post(PATH, Access::OpenSparingly)
        .says(
            "read_own_complaint",
            "Come back to a complaint",
            "For whoever complained, without an account: how it stands, by when what must happen, what was said, and what \
             came of it. A wrong code and a wrong PIN are answered alike; three wrong PINs shut the case for a quarter of an \
             hour, which is 429.",
        )
        .body::<OwnCaseInput>()
        .json::<OwnCaseView>(200, "The case")
        .problems(&[404]);
    let write = Route::post(format!("{PATH}/messages"), Access::OpenSparingly)
        .says(
            "write_in_own_complaint",
            "Write to whoever deals with it",
            "A case that waited for an answer goes on by it.",
        )
        .body::<OwnMessageInput>()
        .json::<OwnCaseView>(200, "The case")
        .problems(&[404, 409]);
    let change = Route::post(format!("{PATH}/transitions"), Access::OpenSparingly)
        .says(
            "transition_own_complaint",
            "Take a complaint back, or have it opened again",
            "Nobody else takes a complaint back. One that is grave, or tells of danger, stays open as an observation. One that \
             is closed is opened again within the time that the policy says.",
        )
        .body::<OwnTransitionInput>()
        .json::<OwnCaseView>(200, "The case")
        .problems(&[404, 409]);
    vec![read.to(read_own), write.to(write_in_own), change.to(move_own)]
}

async fn read_own(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let OwnCaseInput { code, pin } = body.json()?;
            Reply::ok(&OwnCaseView::from(context.app().own_case(&code, &pin)?))
        })
        .await
}

async fn write_in_own(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let OwnMessageInput { code, pin, text } = body.json()?;
            must_be_short(&text)?;
            let case = context.app().write_in_own_case((&code, &pin), text)?;
            Reply::ok(&OwnCaseView::from(case))
        })
        .await
}

async fn move_own(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let OwnTransitionInput { code, pin, to } = body.json()?;
            let to = ComplaintStatus::from(to);
            let case = context.app().move_own_case((&code, &pin), to)?;
            Reply::ok(&OwnCaseView::from(case))
        })
        .await
}
