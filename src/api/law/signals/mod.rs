//! Signals: what there is to look into, and what operators made of it.

pub(crate) mod wire;

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        law::signals::wire::{SignalMoveInput, SignalReviewView, SignalsView},
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::value::Route,
    },
    app::{
        AppError,
        law::signals::{Signal, SignalFilter, SignalKind, SignalState},
    },
    domain::access::scope::Scope,
};

const PATH: &str = "/v1/signal-reviews";
const WRITE: Access = Access::Scope(Scope::DeadlinesWrite);

/// The routes of signals.
pub(super) fn routes() -> Vec<Route> {
    let id = "Id of the signal";
    let count = Route::get("/v1/signals", WRITE)
        .says(
            "list_signals",
            "Read what is to be looked into",
            "For operators: how often documents of several workers bear one number, how many deadlines were missed, how many \
             contacts stand for several workers, at how many employers the work of several has ended within thirty days, and \
             on how many trips somebody boarded who is not known to have arrived. Counts alone; nothing follows from one by \
             itself, for anybody.",
        )
        .json::<SignalsView>(200, "The signals");
    let list = Route::get(PATH, WRITE)
        .says(
            "list_signal_reviews",
            "Read what was noticed",
            "For operators: one entry for each number, contact, agency, employer or trip, with how much of it there is and how \
             far operators are. No name and no number is in it. What was decided is noticed again only when there is more of \
             it; what is there no more before anybody looked is gone.",
        )
        .query::<ListSignalReviewsQuery>()
        .page::<Page<SignalReviewView>>("A page, newest first");
    let read = Route::get(format!("{PATH}/{{id}}"), WRITE)
        .id("id", id)
        .says(
            "get_signal_review",
            "Read a signal",
            "For operators: what was counted, and what each operator made of it and why.",
        )
        .json::<SignalReviewView>(200, "The signal")
        .problems(&[404]);
    let step = Route::post(format!("{PATH}/{{id}}/transitions"), WRITE)
        .id("id", id)
        .says(
            "move_signal_review",
            "Say what becomes of a signal",
            "An operator has `reviewed` what is `new`, and decides for a reason: `dismissed`, or a `case`. Each step is taken \
             once. It says nothing of any worker, and nothing follows from it by itself.",
        )
        .body::<SignalMoveInput>()
        .json::<SignalReviewView>(200, "The signal")
        .problems(&[404, 409]);
    vec![
        count.to(list_signals),
        list.to(list_signal_reviews),
        read.to(get_signal_review),
        step.to(move_signal_review),
    ]
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListSignalReviewsQuery {
    /// Only of this kind.
    #[param(inline, value_type = Option<SignalKind>)]
    kind: Option<String>,
    /// Only in this state.
    #[param(inline, value_type = Option<SignalState>)]
    status: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_signals(context: Context) -> Answer {
    context
        .run(|context| {
            let signals = context.app().signals(&context.actor)?;
            Reply::ok(&SignalsView::from(signals))
        })
        .await
}

async fn list_signal_reviews(context: Context) -> Answer {
    let asked: ListSignalReviewsQuery = context.query()?;
    let filter = SignalFilter {
        kind: asked.kind.as_deref().map(|text| query::one("kind", text)).transpose()?,
        state: asked.status.as_deref().map(|text| query::one("status", text)).transpose()?,
    };
    let read = move |context: &Context, before, limit| {
        Ok(context.app().signal_reviews(&context.actor, filter, (before, limit))?)
    };
    let page = (asked.limit, asked.cursor);
    newest_first::<Signal, SignalReviewView>(context, page, read, |signal| signal.id).await
}

async fn get_signal_review(context: Context) -> Answer {
    let id = context.plain_id().ok_or(ApiError::App(AppError::NoSignal))?;
    context
        .run(move |context| {
            let found = context.app().signal_review(&context.actor, id)?;
            Reply::ok(&SignalReviewView::from(found))
        })
        .await
}

async fn move_signal_review(context: Context, body: Body) -> Answer {
    let id = context.plain_id().ok_or(ApiError::App(AppError::NoSignal))?;
    context
        .run_write(move |context| {
            let SignalMoveInput { to, reason } = body.json()?;
            let found = context.app().move_signal(&context.actor, id, (to, reason))?;
            Reply::ok(&SignalReviewView::from(found))
        })
        .await
}
