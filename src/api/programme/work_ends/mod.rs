//! The end of the work, as the employer or the worker tells of it.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, reply::Reply},
        programme::work_ends::wire::{WorkEndInput, WorkEndView, WorkEndsView},
        request::context::{Answer, Context},
        resource::history::enter,
        route::value::{Group, Route},
    },
    domain::{access::scope::Scope, programme::application::ApplicationBody},
};

const PATH: &str = "/v1/applications/{id}/ends";

/// The routes of ends of work.
pub(in crate::api) fn routes() -> Group {
    let list = Route::get(PATH, Access::Scope(Scope::ApplicationsRead))
        .id("id", "Id of the application")
        .says(
            "get_application_end",
            "Read what was told of the end of the work",
            "Nothing, or one entry. Employers do not see where the proof of the worker's word is kept.",
        )
        .json::<WorkEndsView>(200, "What was told");
    let record = Route::post(PATH, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .id("id", "Id of the application")
        .says(
            "record_application_end",
            "Tell of the end of the work",
            "The employer tells of it, or the worker in the own channel (a session with the act `move_application`), or the \
             agency or an operator writes the worker's word down with where the proof is kept. The application is `contract_ended` by that, its contract ends, the seat of the vacancy is free, and what the \
             rules ask for after `contract_ended` is kept as deadlines. Disputed pay opens a case of the topic `pay` against the \
             employer, whoever tells of it. Then `returned` by either side; `renewed` needs another \
             open application under another approved job order of this employer, `transferred` one of another employer. A \
             transfer never asks the employer of the work that is over.",
        )
        .body::<WorkEndInput>()
        .json::<WorkEndView>(201, "What was told")
        .once()
        .problems(&[409]);
    Group {
        name: "ends of work",
        about: "When and why the work ended, and whether everything was paid",
        routes: vec![list.to(get_end), record.to(record_end)],
    }
}

async fn get_end(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    context
        .run(move |context| {
            let found = context.app().work_end(&context.actor, id)?;
            let role = context.actor.role();
            let items = found.into_iter().map(|end| (end, role).into()).collect();
            Reply::ok(&WorkEndsView { items })
        })
        .await
}

async fn record_end(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: WorkEndInput, key| {
        let made = context.app().end_work(&context.actor, id, input.into(), key)?;
        Ok(made.map(|one| WorkEndView::from((one, context.actor.role()))))
    })
    .await
}
