//! Match runs: started, watched, cancelled and read. The work itself is done in the background.

pub(crate) mod view;
pub(crate) mod wire;

use actix_web::http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, lines::Piece, paging, query, reply::Reply},
        recruitment::match_runs::{
            view::{MatchRunView, RunAnswerPage, RunAnswerView, run_etag},
            wire::MatchRunInput,
        },
        request::context::{Answer, Context},
        resource::{handlers::TransitionInput, page::Page},
        route::value::{Group, Route},
    },
    app::{recruitment::match_runs::reading::VisibleAnswer, resource::transition::Transition},
    domain::{
        FieldError,
        access::scope::Scope,
        recruitment::match_run::{Direction, MatchRun, MatchRunId, RunStatus},
        resource::RecordKind,
        values::language::Lang,
    },
};

/// Lines that are made at a time.
const LINES: usize = 50;
/// The media type of lines.
const NDJSON: &str = "application/x-ndjson";

/// The routes of match runs.
pub(in crate::api) fn routes() -> Group {
    let (read, write) = (Access::Scope(Scope::MatchesRead), Access::Scope(Scope::MatchesWrite));
    let routes = vec![
        Route::get("/v1/match-runs", read)
            .says(
                "list_match_runs",
                "List match runs",
                "Employers and agencies see those of their organisation, operators all.",
            )
            .query::<ListMatchRunsQuery>()
            .page::<Page<MatchRunView>>("A page, newest first")
            .to(list_match_runs),
        Route::post("/v1/match-runs", write)
            .says(
                "start_match_run",
                "Start a match run",
                "Finds the best matches of many vacancies or candidates in the background. Employers ask \
                 for their own published vacancies, agencies for their own candidates, operators for \
                 any. The answer comes at once and describes the run; read it again for its progress, \
                 and its results as they come. It survives restarts of the server. Ended runs are kept \
                 for 30 days. Of one organisation 20 runs can wait or run at a time.",
            )
            .body_like::<MatchRunInput>(json!({
                "direction": "vacancies", "filter": {"isco08": "71"}, "matches": {"limit": 10}
            }))
            .json::<MatchRunView>(202, "The run, waiting for its turn")
            .creates()
            .to(start_match_run),
        Route::get("/v1/match-runs/{id}", read)
            .says(
                "get_match_run",
                "Read a match run",
                "How it stands. The entity tag changes with each step, so `If-None-Match` makes watching \
                 cheap.",
            )
            .id("id", "Id of the match run")
            .json::<MatchRunView>(200, "The match run")
            .cached()
            .to(get_match_run),
        Route::post("/v1/match-runs/{id}/transitions", write)
            .says(
                "transition_match_run",
                "Cancel a match run",
                "`queued / running → cancelled`. Nothing is added to the results from then on; those \
                 that are there stay.",
            )
            .id("id", "Id of the match run")
            .body_like::<TransitionInput>(
                json!({"to": "cancelled", "reason": "the vacancies have changed"}),
            )
            .json::<MatchRunView>(200, "The match run in its new state")
            .moves()
            .to(transition_match_run),
        Route::delete("/v1/match-runs/{id}", write)
            .says(
                "delete_match_run",
                "Delete a match run",
                "Only one that has ended; its results go with it. `If-Match` carries the ETag that was \
                 read.",
            )
            .id("id", "Id of the match run")
            .answers(204, "Deleted")
            .changes()
            .to(delete_match_run),
        Route::get("/v1/match-runs/{id}/results", read)
            .says(
                "read_match_run_results",
                "Read the results of a match run",
                "What was found so far, with a reason for each match in the reader's language: page by \
                 page, or with `Accept: application/x-ndjson` all of it as a stream, one line for each \
                 record. Scores are those of the moment when the record's turn came. Whoever was \
                 deleted, has withdrawn consent, or is not matched any more for another reason is left \
                 out, so a page can hold less than `limit`. The findings for one pair are at \
                 `/v1/vacancies/{id}/matches/{candidate_id}`.",
            )
            .id("id", "Id of the match run")
            .query::<ReadResultsQuery>()
            .localized()
            .page::<RunAnswerPage>("A page, or lines")
            .also::<RunAnswerView>(NDJSON)
            .to(read_match_run_results),
    ];
    let about = "The matches of many vacancies or candidates, in the background";
    Group { name: "match-runs", about, routes }
}

fn run_id(context: &Context) -> Result<MatchRunId, ApiError> {
    context.id_of(RecordKind::MatchRun).map(MatchRunId::new)
}

fn rendered(status: StatusCode, run: &MatchRun, context: &Context) -> Result<Reply, ApiError> {
    let view = MatchRunView::of(run, &context.actor);
    Ok(Reply::json(status, &view)?.etag(&run_etag(run, &context.actor)))
}

async fn start_match_run(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let input: MatchRunInput = body.json()?;
            let asked = input.accept().map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            let made = context.app().start_match_run(&context.actor, asked, key)?;
            let reply = rendered(StatusCode::ACCEPTED, &made.value, context)?;
            Ok(reply.location(format!("/v1/match-runs/{}", made.value.id)).replayed(made.replayed))
        })
        .await
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListMatchRunsQuery {
    /// States, with commas between.
    #[param(max_length = 100, pattern = "^[a-z_]+(,[a-z_]+)*$")]
    status: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_match_runs(context: Context) -> Answer {
    let asked = context.query::<ListMatchRunsQuery>()?;
    let limit = paging::limit(asked.limit)?;
    let status = query::list::<RunStatus>("status", asked.status.as_deref())?;
    let place = context.place(asked.cursor.as_deref())?;
    let after = place.map(|place| paging::id_place(&place)).transpose()?.map(MatchRunId::new);
    context
        .run(move |context| {
            let actor = &context.actor;
            let mut runs = context.app().match_runs(actor, &status, after, limit + 1)?;
            let more = runs.len() > limit;
            runs.truncate(limit);
            let last = runs.last().filter(|_| more).map(|run| run.id.0.as_bytes().to_vec());
            let next = context.next(last);
            let items = runs.iter().map(|run| MatchRunView::of(run, actor)).collect();
            Ok(Reply::ok(&Page { items, next: next.clone() })?.next(next.as_ref()))
        })
        .await
}

async fn get_match_run(context: Context) -> Answer {
    let id = run_id(&context)?;
    context
        .run(move |context| {
            let run = context.app().match_run(&context.actor, id)?;
            let etag = run_etag(&run, &context.actor);
            if context.preconditions()?.unchanged(&etag) {
                return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&etag));
            }
            rendered(StatusCode::OK, &run, context)
        })
        .await
}

async fn transition_match_run(context: Context, body: Body) -> Answer {
    let id = run_id(&context)?;
    context
        .run(move |context| {
            let run = context.app().match_run_to_write(&context.actor, id)?;
            let preconditions = context.preconditions()?;
            preconditions.allow(Some(&run_etag(&run, &context.actor)))?;
            let input: TransitionInput = body.json()?;
            let to = input
                .to
                .parse()
                .map_err(|error| ApiError::Invalid(vec![FieldError::new("/to", "value", error)]))?;
            let seen = preconditions.has_if_match().then_some(run.version);
            let wanted = Transition { to, reason: input.reason, seen };
            let key = context.key(&body)?;
            let done = context.app().move_match_run(&context.actor, id, wanted, key)?;
            Ok(rendered(StatusCode::OK, &done.value, context)?.replayed(done.replayed))
        })
        .await
}

async fn delete_match_run(context: Context) -> Answer {
    let id = run_id(&context)?;
    context
        .run(move |context| {
            let run = context.app().match_run_to_write(&context.actor, id)?;
            context.preconditions()?.require(&run_etag(&run, &context.actor))?;
            context.app().delete_match_run(&context.actor, run)?;
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        })
        .await
}

/// How to read the results.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ReadResultsQuery {
    /// Language of the reasons: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(max_length = 7, pattern = "^(ru|uz-Latn|uz-Cyrl|tt|en)$")]
    lang: Option<String>,
    /// Items on a page; lines have no pages.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn read_match_run_results(context: Context) -> Answer {
    let id = run_id(&context)?;
    let asked = context.query::<ReadResultsQuery>()?;
    let lang = context.language(asked.lang.as_deref())?;
    if context.accepts(NDJSON) {
        if asked.limit.is_some() || asked.cursor.is_some() {
            let detail =
                "limit, cursor: lines have no pages; leave both out, or ask for application/json";
            return Err(ApiError::Malformed(detail.to_owned()));
        }
        return context.lines(NDJSON, move |context, after| lines(context, id, after, lang)).await;
    }
    let limit = paging::limit(asked.limit)?;
    let place = context.place(asked.cursor.as_deref())?;
    let after = place.map(|place| paging::id_place(&place)).transpose()?;
    context
        .run(move |context| {
            let found = context.app().match_run_answers(&context.actor, id, after, limit, lang)?;
            let direction = found.run.body.direction;
            let next = context.next(found.more_after.map(|last| last.as_bytes().to_vec()));
            let view = |answer| RunAnswerView::of(answer, direction);
            let items = found.items.into_iter().map(view).collect();
            let page = RunAnswerPage { status: found.run.status, items, next: next.clone() };
            Ok(Reply::ok(&page)?.next(next.as_ref()).header("vary", "Accept, Accept-Language"))
        })
        .await
}

/// The lines after a place.
fn lines(
    context: &Context,
    id: MatchRunId,
    after: Option<Uuid>,
    lang: Lang,
) -> Result<Piece<Uuid>, ApiError> {
    let found = context.app().match_run_answers(&context.actor, id, after, LINES, lang)?;
    let direction = found.run.body.direction;
    let mut bytes = Vec::new();
    for answer in found.items {
        let line =
            line(answer, direction).map_err(|error| ApiError::Internal(error.to_string()))?;
        bytes.extend(line);
    }
    Ok(Piece { bytes, more_after: found.more_after })
}

/// An answer of a run as a line of NDJSON, with its end.
pub fn line(answer: VisibleAnswer, direction: Direction) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = serde_json::to_vec(&RunAnswerView::of(answer, direction))?;
    line.push(b'\n');
    Ok(line)
}
