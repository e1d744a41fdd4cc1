//! What is due after an event.

pub(crate) mod wire;

use crate::api::{
    auth::access::Access,
    http::{body::Body, reply::Reply},
    law::deadlines::wire::{DeadlinesInput, DeadlinesView},
    request::context::{Answer, Context},
    route::value::Route,
};

/// The routes of deadlines.
pub(super) fn routes() -> Vec<Route> {
    let compute = Route::post("/v1/deadlines/compute", Access::Token)
        .says(
            "compute_deadlines",
            "Compute deadlines",
            "What is due after an event, by the rules of its day as they were known at `known_at`. `legal_on` follows \
             the letter of the rule; `due_on` is the cautious day: the earlier of two calendars, and offices that are \
             shut on it move it back. A day is `provisional` while a feast near it is not decreed. Where no rule in \
             force asks for anything, the result is `unknown`. Nothing is stored. A year without a calendar is 409.",
        )
        .body::<DeadlinesInput>()
        .json::<DeadlinesView>(200, "What is due")
        .problems(&[409])
        .to(compute_deadlines);
    vec![compute]
}

async fn compute_deadlines(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let input: DeadlinesInput = body.json()?;
            let due = context.app().deadlines(&context.actor, &input.into())?;
            Reply::ok(&DeadlinesView::from(due))
        })
        .await
}
