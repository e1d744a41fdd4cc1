//! What comes next for a worker, and by which day.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        programme::next_steps::wire::NextStepView,
        request::context::{Answer, Context},
        route::value::{Group, Route},
    },
    domain::{access::scope::Scope, programme::application::ApplicationBody},
};

/// The routes of next steps.
pub(in crate::api) fn routes() -> Group {
    let read = Route::get(
        "/v1/applications/{id}/next-step",
        Access::ScopeOrWorker(Scope::ApplicationsRead),
    )
    .id("id", "Id of the application")
    .says(
        "get_application_next_step",
        "Read what comes next for the worker, and by which day",
        "While the employer is to answer, the day follows from the rule `dl.application.answer` and the calendar; the offer sets \
         the day of the worker's answer, the trip that of the journey. `is_late` says that the day is over: so a worker is told of \
         an employer who is silent. What can be appealed has `appeal_until`.",
    )
    .json::<NextStepView>(200, "What comes next");
    Group {
        name: "next steps",
        about: "What comes next for a worker, and by which day",
        routes: vec![read.to(get_next_step)],
    }
}

async fn get_next_step(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    context
        .run(move |context| {
            Reply::ok(&NextStepView::from(context.app().worker_next_step(&context.actor, id)?))
        })
        .await
}
