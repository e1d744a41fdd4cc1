//! Match runs: started, watched, cancelled and read. The work itself is done in the background.

pub(crate) mod view;
pub(crate) mod wire;

use actix_web::{delete, get, post};

use crate::{
    api::{
        http::body::Body,
        recruitment::match_runs::{
            view::{RunAnswerPage, RunAnswerView},
            wire::MatchRunInput,
        },
        request::context::{Answer, Context},
        resource::{
            handlers::{Page, TransitionInput},
            job_view::JobView,
            jobs::{self, ListJobsQuery, ReadResultsQuery},
        },
    },
    app::recruitment::match_runs::reading::VisibleAnswer,
    domain::recruitment::match_run::{Direction, MatchRunBody},
};

/// A match run as a client gets it.
type MatchRunView = JobView<MatchRunBody>;

/// Start a match run
///
/// Finds the best matches of many vacancies or candidates in the background. Employers ask for their own published
/// vacancies, agencies for their own candidates, operators for any. The answer comes at once and describes the run;
/// read it again for its progress, and its results as they come. It survives restarts of the server. Ended runs are
/// kept for 30 days. Of one organisation 20 runs can wait or run at a time.
#[utoipa::path(
    tag = "match-runs",
    request_body = MatchRunInput,
    security(("oauth2" = ["matches:write"])),
    responses((status = 202, description = "The run, waiting for its turn", body = MatchRunView))
)]
#[post("/match-runs")]
pub(in crate::api) async fn start_match_run(context: Context, body: Body) -> Answer {
    jobs::start::<MatchRunBody>(context, body).await
}

/// List match runs
///
/// Employers and agencies see those of their organisation, operators all.
#[utoipa::path(
    tag = "match-runs",
    params(ListJobsQuery),
    security(("oauth2" = ["matches:read"])),
    responses((status = 200, description = "A page, newest first", body = Page<MatchRunView>))
)]
#[get("/match-runs")]
pub(in crate::api) async fn list_match_runs(context: Context) -> Answer {
    jobs::list::<MatchRunBody>(context).await
}

/// Read a match run
///
/// How it stands. The entity tag changes with each step, so `If-None-Match` makes watching cheap.
#[utoipa::path(
    tag = "match-runs",
    params(("id" = Uuid, Path, description = "Id of the match run")),
    security(("oauth2" = ["matches:read"])),
    responses((status = 200, description = "The match run", body = MatchRunView))
)]
#[get("/match-runs/{id}")]
pub(in crate::api) async fn get_match_run(context: Context) -> Answer {
    jobs::get::<MatchRunBody>(context).await
}

/// Cancel a match run
///
/// `queued / running → cancelled`. Nothing is added to the results from then on; those that are there stay.
#[utoipa::path(
    tag = "match-runs",
    params(("id" = Uuid, Path, description = "Id of the match run")),
    request_body = TransitionInput,
    security(("oauth2" = ["matches:write"])),
    responses((status = 200, description = "The match run in its new state", body = MatchRunView))
)]
#[post("/match-runs/{id}/transitions")]
pub(in crate::api) async fn transition_match_run(context: Context, body: Body) -> Answer {
    jobs::transition::<MatchRunBody>(context, body).await
}

/// Delete a match run
///
/// Only one that has ended; its results go with it. `If-Match` carries the ETag that was read.
#[utoipa::path(
    tag = "match-runs",
    params(("id" = Uuid, Path, description = "Id of the match run")),
    security(("oauth2" = ["matches:write"])),
    responses((status = 204, description = "Deleted"))
)]
#[delete("/match-runs/{id}")]
pub(in crate::api) async fn delete_match_run(context: Context) -> Answer {
    jobs::delete::<MatchRunBody>(context).await
}

/// Read the results of a match run
///
/// What was found so far, with a reason for each match in the reader's language: page by page, or with
/// `Accept: application/x-ndjson` all of it as a stream, one line for each record. Scores are those of the moment when
/// the record's turn came. Whoever was deleted, has withdrawn consent, or is not matched any more for another reason is
/// left out, so a page can hold less than `limit`. The findings for one pair are at
/// `/v1/vacancies/{id}/matches/{candidate_id}`.
#[utoipa::path(
    tag = "match-runs",
    params(("id" = Uuid, Path, description = "Id of the match run"), ReadResultsQuery),
    security(("oauth2" = ["matches:read"])),
    responses((status = 200, description = "A page, or lines", content(
        (RunAnswerPage = "application/json"),
        (RunAnswerView = "application/x-ndjson")
    )))
)]
#[get("/match-runs/{id}/results")]
pub(in crate::api) async fn read_match_run_results(context: Context) -> Answer {
    jobs::results::<MatchRunBody>(context).await
}

/// An answer of a run as a line of NDJSON, with its end.
pub fn line(answer: VisibleAnswer, direction: Direction) -> Result<Vec<u8>, serde_json::Error> {
    jobs::line(&RunAnswerView::of(answer, direction))
}
