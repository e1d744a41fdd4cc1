//! What is due for the worker of an application, for all who take part in it.

use actix_web::web::Path;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        law::duties::wire::{DeadlineEndInput, KeptDeadlineView},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, ledger},
            page::Page,
        },
        route::value::{Group, Route},
    },
    app::AppError,
    domain::{access::scope::Scope, law::duty::Duty, programme::application::ApplicationBody},
};

const PATH: &str = "/v1/applications/{id}/deadlines";

/// The routes of what is due under an application.
pub(in crate::api) fn routes() -> Group {
    Group {
        name: "application deadlines",
        about: "What is due for a worker, for all who take part in the application",
        routes: vec![list_route(), end_route()],
    }
}

fn list_route() -> Route {
    Route::get(PATH, Access::ScopeOrWorker(Scope::ApplicationsRead))
        .id("id", "Id of the application")
        .says(
            "list_application_deadlines",
            "Read what is due for the worker of an application",
            "The worker in the own channel, the agency and operators read all of it. The employer reads what it must see to \
             itself as employer or host, of what happened since the application.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<KeptDeadlineView>>("A page, in the order in which they were kept")
        .to(list_deadlines)
}

fn end_route() -> Route {
    let path = format!("{PATH}/{{deadline_id}}/transitions");
    Route::post(path, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .id("id", "Id of the application")
        .id("deadline_id", "Id of the deadline")
        .says(
            "end_application_deadline",
            "Tell how a deadline of an application ended",
            "`met` with what shows it: by the worker with a code for the application (`move_application`), by the agency, by \
             the employer of what it sees to itself, or by an operator; `void` by an operator. It ends once.",
        )
        .body::<DeadlineEndInput>()
        .json::<KeptDeadlineView>(200, "The deadline")
        .problems(&[409])
        .to(end_deadline)
}

async fn list_deadlines(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let read = move |context: &Context, after, limit| {
        let today = context.app().today();
        let found = context.app().deadlines_of(&context.actor, id, after, limit)?;
        Ok(found.into_iter().map(|duty| (duty, today)).collect::<Vec<_>>())
    };
    ledger::<(Duty, NaiveDate), KeptDeadlineView>(context, read, |(duty, _)| duty.n).await
}

async fn end_deadline(context: Context, path: Path<(String, String)>, body: Body) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let duty = Uuid::parse_str(&path.1).map_err(|_| ApiError::App(AppError::NoDeadline))?;
    context
        .run_write(move |context| {
            let today = context.app().today();
            let ending = body.json::<DeadlineEndInput>()?.ending(today);
            let ended = context.app().end_deadline_of(&context.actor, (id, duty), ending)?;
            Reply::ok(&KeptDeadlineView::from((ended, today)))
        })
        .await
}
