//! Match runs: started, watched, cancelled and read as all jobs are. The work itself is done in the background.

pub(crate) mod view;
pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        auth::access::Access,
        recruitment::match_runs::{
            view::{RunAnswerPage, RunAnswerView},
            wire::MatchRunInput,
        },
        resource::{
            handlers::TransitionTo,
            job_view::JobView,
            jobs::{self, ListJobsQuery, NDJSON, ReadResultsQuery},
            page::Page,
        },
        route::value::{Group, Route},
    },
    app::recruitment::match_runs::reading::VisibleAnswer,
    domain::{
        access::scope::Scope,
        job::JobStatus,
        recruitment::match_run::{Direction, MatchRunBody},
    },
};

/// A match run as a client gets it.
type MatchRunView = JobView<MatchRunBody>;

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
            .query::<ListJobsQuery>()
            .page::<Page<MatchRunView>>("A page, newest first")
            .to(jobs::list::<MatchRunBody>),
        Route::post("/v1/match-runs", write)
            .says(
                "start_match_run",
                "Start a match run",
                "Finds the best matches of many vacancies or candidates in the background. A vacancy whose employer has \
                 used up its quota of pays (`/v1/me`) is passed over. Employers ask \
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
            .to(jobs::start::<MatchRunBody>),
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
            .to(jobs::get::<MatchRunBody>),
        Route::post("/v1/match-runs/{id}/transitions", write)
            .says(
                "transition_match_run",
                "Cancel a match run",
                "`queued / running → cancelled`. Nothing is added to the results from then on; those \
                 that are there stay.",
            )
            .id("id", "Id of the match run")
            .body_like::<TransitionTo<JobStatus>>(
                json!({"to": "cancelled", "reason": "the vacancies have changed"}),
            )
            .json::<MatchRunView>(200, "The match run in its new state")
            .moves()
            .to(jobs::transition::<MatchRunBody>),
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
            .to(jobs::delete::<MatchRunBody>),
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
            .to(jobs::results::<MatchRunBody>),
    ];
    let about = "The matches of many vacancies or candidates, in the background";
    Group { name: "match-runs", about, routes }
}

/// An answer of a run as a line of NDJSON, with its end.
pub fn line(answer: VisibleAnswer, direction: Direction) -> Result<Vec<u8>, serde_json::Error> {
    jobs::line(&RunAnswerView::of(answer, direction))
}
