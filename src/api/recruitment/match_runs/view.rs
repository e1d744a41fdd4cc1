//! A match run as it stands, and what it found.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::recruitment::{
        match_runs::wire::{RunFilterBody, RunMatchesBody},
        matches::wire::PartsView,
    },
    app::recruitment::{
        match_runs::reading::{VisibleAnswer, VisibleMatch},
        matches::Parts,
    },
    domain::{
        access::{actor::Actor, scope::Scope},
        recruitment::match_run::{Chosen, Direction, MatchRun, RunStatus},
    },
};

/// What a client learns of a failure; the cause is in the log.
const FAILURE: &str = "the server failed, or the scoring rules changed while it ran: start a new run, and report this if it fails too";

/// A match run.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MatchRunView {
    /// Its id.
    id: Uuid,
    /// Its state.
    status: RunStatus,
    /// The states that the caller may move it to.
    #[schema(max_items = 5)]
    allowed_transitions: Vec<RunStatus>,
    /// 1 when created, one more with each step.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    version: i64,
    /// When it was created.
    #[schema(max_length = 35)]
    created_at: DateTime<Utc>,
    /// When it last made a step.
    #[schema(max_length = 35)]
    updated_at: DateTime<Utc>,
    /// When a server took it up.
    #[schema(required, max_length = 35)]
    started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[schema(required, max_length = 35)]
    finished_at: Option<DateTime<Utc>>,
    /// How many records it asks for: counted when it is created, and once more when it finishes, since records that
    /// are not matched any more are passed over.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 1200)]
    total: u32,
    /// How many of them are done.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 256)]
    done: u32,
    /// Why it failed; left out unless it did.
    #[schema(max_length = 1000)]
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
    /// Which side it asks for.
    direction: Direction,
    /// The filter that was given; a list of ids is not repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<RunFilterBody>,
    /// Ranking, and which matches are kept.
    matches: RunMatchesBody,
    /// Version of the scoring rules, one for the whole run.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-2")]
    scorer_version: String,
}

/// The states that the actor may move the run to.
fn allowed_transitions(run: &MatchRun, actor: &Actor) -> Vec<RunStatus> {
    let may = actor.require(Scope::MatchesWrite).is_ok();
    if may { run.status.next().to_vec() } else { Vec::new() }
}

impl MatchRunView {
    /// The run as the actor may see it.
    pub(in crate::api) fn of(run: &MatchRun, actor: &Actor) -> Self {
        let filter = match &run.body.chosen {
            Chosen::RecordFilter(listed) => Some((**listed).clone().into()),
            Chosen::All | Chosen::Ids(_) => None,
        };
        Self {
            id: run.id.0,
            status: run.status,
            allowed_transitions: allowed_transitions(run, actor),
            version: run.version,
            created_at: run.created_at,
            updated_at: run.updated_at,
            started_at: run.started_at,
            finished_at: run.finished_at,
            total: run.total,
            done: run.done,
            failure: run.failure.as_ref().map(|_| FAILURE),
            direction: run.body.direction,
            filter,
            matches: (&run.body).into(),
            scorer_version: run.body.scorer_version.clone(),
        }
    }
}

/// The tag of a run as the actor sees it.
pub(in crate::api) fn run_etag(run: &MatchRun, actor: &Actor) -> String {
    let sees = if actor.require(Scope::MatchesWrite).is_ok() { "writer" } else { "reader" };
    format!("{}-{sees}", run.version)
}

/// A match of a run.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RunMatchView {
    /// The candidate; left out when vacancies were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// The vacancy; left out when candidates were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// Basis points, 0 to 10,000, as the run found it.
    #[schema(minimum = 0, maximum = 10_000, example = 8735)]
    score: u16,
    /// What the score is made of; it recomputes as ⌊10 · Σ weight·part / Σ weight⌋.
    parts: PartsView,
    /// Whether the pair has changed since, so that score and parts are not those of today; then there is no reason.
    changed: bool,
    /// One or two sentences for people.
    #[schema(
        max_length = 2000,
        example = "Has all 3 required skills; works as a bricklayer; Kazan is the first wish."
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The matches of one record of a run: an item of a page, or a line.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RunAnswerView {
    /// The vacancy that was asked for; left out when candidates were.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// The candidate that was asked for; left out when vacancies were.
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<Uuid>,
    /// Its matches, best first; ties are ordered by id.
    #[schema(max_items = 100)]
    matches: Vec<RunMatchView>,
}

impl RunAnswerView {
    /// An answer of a run that asks in this direction.
    pub(in crate::api) fn of(answer: VisibleAnswer, direction: Direction) -> Self {
        let asks_vacancies = direction == Direction::Vacancies;
        let view = |VisibleMatch { found, reason }| RunMatchView {
            candidate_id: asks_vacancies.then_some(found.id),
            vacancy_id: (!asks_vacancies).then_some(found.id),
            score: found.total,
            parts: Parts::from_array(found.parts).into(),
            changed: reason.is_none(),
            reason,
        };
        Self {
            vacancy_id: asks_vacancies.then_some(answer.question),
            candidate_id: (!asks_vacancies).then_some(answer.question),
            matches: answer.matches.into_iter().map(view).collect(),
        }
    }
}

/// A page of a run's answers.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RunAnswerPage {
    /// The state of the run when the page was made.
    pub status: RunStatus,
    /// The answers, newest record first; those that may not be seen any more are left out.
    #[schema(max_items = 100)]
    pub items: Vec<RunAnswerView>,
    /// The address of the next page; `null` on the last. While the run goes on, the last page may grow.
    #[schema(required, format = "uri", max_length = 9000)]
    pub next: Option<String>,
}
