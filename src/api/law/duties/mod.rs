//! Deadlines that are kept for candidates: an event brings them about, and somebody tells how they ended.

pub(crate) mod wire;

use actix_web::{http::StatusCode, web::Path};
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        law::duties::wire::{
            DeadlineEndInput, EventWithDeadlinesView, KeptDeadlineView, WorkerEventInput,
            WorkerEventView,
        },
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, ledger},
            page::Page,
        },
        route::value::{Draft, Route},
    },
    app::AppError,
    domain::{
        access::scope::Scope,
        law::duty::{Duty, WorkerEvent},
        recruitment::candidate::CandidateBody,
    },
};

const EVENTS: &str = "/v1/candidates/{id}/events";
const DEADLINES: &str = "/v1/candidates/{id}/deadlines";
const WRITE: Access = Access::Scope(Scope::DeadlinesWrite);

/// The routes of events and of deadlines that are kept.
pub(super) fn routes() -> Vec<Route> {
    let record = Route::post(EVENTS, WRITE)
        .id("id", "Id of the candidate")
        .says(
            "record_candidate_event",
            "Record what happened to a candidate, and keep what is due",
            "The candidate's agency tells that it entered, signed, or whatever the rules know of. What the rules of that day \
             ask for is kept with the day until which it is safe, the day by the letter, and reminders in five languages. \
             What is only announced, or a draft, is not kept. An event that was told wrongly is corrected by another that \
             names it in `corrects`: open deadlines move, and the day that was told first stays in `told_on`.",
        )
        .body::<WorkerEventInput>()
        .json::<EventWithDeadlinesView>(201, "The event with what is due after it")
        .once();
    let end = Route::post(format!("{DEADLINES}/{{deadline_id}}/transitions"), WRITE)
        .id("id", "Id of the candidate")
        .id("deadline_id", "Id of the deadline")
        .says(
            "end_deadline",
            "Tell how a deadline ended",
            "`met` with what shows it, by the candidate's agency or an operator; `void` by an operator. It ends once.",
        )
        .body::<DeadlineEndInput>()
        .json::<KeptDeadlineView>(200, "The deadline")
        .problems(&[409]);
    vec![
        list(EVENTS, "events", "Read what happened to a candidate")
            .page::<Page<WorkerEventView>>("A page, oldest first")
            .to(list_events),
        record.to(record_event),
        list(DEADLINES, "deadlines", "Read what is due for a candidate")
            .page::<Page<KeptDeadlineView>>("A page, in the order in which they were kept")
            .to(list_deadlines),
        end.to(end_deadline),
    ]
}

fn list(path: &str, what: &str, summary: &str) -> Draft {
    Route::get(path, Access::Scope(Scope::CandidatesRead))
        .id("id", "Id of the candidate")
        .says(
            format!("list_candidate_{what}"),
            summary,
            "The candidate's agency reads it, and operators.",
        )
        .query::<ReadHistoryQuery>()
}

async fn list_events(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().events(&context.actor, id, after, limit)
    };
    ledger::<WorkerEvent, WorkerEventView>(context, read, |event| event.n).await
}

async fn list_deadlines(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        let today = context.app().today();
        let found = context.app().duties(&context.actor, id, after, limit)?;
        Ok(found.into_iter().map(|duty| (duty, today)).collect::<Vec<_>>())
    };
    ledger::<(Duty, chrono::NaiveDate), KeptDeadlineView>(context, read, |(duty, _)| duty.n).await
}

async fn record_event(context: Context, body: Body) -> Answer {
    let id = context.id::<CandidateBody>()?;
    context
        .run_write(move |context| {
            let (event, corrects) = body.json::<WorkerEventInput>()?.into();
            let (app, key) = (context.app(), context.key(&body)?);
            let made = app.record_event(&context.actor, id, (&event, corrects), key)?;
            let duties = app.duties_of(&made.value)?;
            let view = EventWithDeadlinesView::of(made.value, duties, app.today());
            Ok::<_, ApiError>(Reply::json(StatusCode::CREATED, &view)?.replayed(made.replayed))
        })
        .await
}

async fn end_deadline(context: Context, path: Path<(String, String)>, body: Body) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let duty = Uuid::parse_str(&path.1).map_err(|_| ApiError::App(AppError::NoDeadline))?;
    context
        .run_write(move |context| {
            let today = context.app().today();
            let ending = body.json::<DeadlineEndInput>()?.ending(today);
            let ended = context.app().end_duty(&context.actor, (id, duty), ending)?;
            Reply::ok(&KeptDeadlineView::from((ended, today)))
        })
        .await
}
