//! A match run as it stands, and what it found.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        recruitment::{
            match_runs::wire::{MatchRunInput, RunFilterBody, RunMatchesBody},
            matches::wire::PartsView,
        },
        resource::job_wire::JobWire,
    },
    app::{
        App, AppError,
        recruitment::{
            match_runs::reading::{VisibleAnswer, VisibleMatch},
            matches::Parts,
        },
    },
    domain::{
        FieldError,
        job::JobStatus,
        recruitment::match_run::{Chosen, Direction, MatchRunBody, RunAnswer},
        values::language::Lang,
    },
};

/// A match run.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MatchRunView {
    /// Which side it asks for.
    direction: Direction,
    /// The filter that was given; a list of ids is not repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<RunFilterBody>,
    /// Ranking, and which matches are kept.
    matches: RunMatchesBody,
    /// Version of the scoring rules, one for the whole run.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-4")]
    scorer_version: String,
}

impl JobWire for MatchRunBody {
    type Input = MatchRunInput;
    type View = MatchRunView;
    type ResultView = RunAnswerView;
    type ResultPage = RunAnswerPage;

    const PATH: &'static str = "/v1/match-runs";
    const TOTAL: &'static str = "How many records it asks for: counted when it is created, and once more when it finishes, since records that\nare not matched any more are passed over.";
    const FAILURE: &'static str = "the server failed, or the scoring rules changed while it ran: start a new run, and report this if it fails too";

    fn accept(input: MatchRunInput) -> Result<Self, Vec<FieldError>> {
        input.accept()
    }

    fn view(&self) -> MatchRunView {
        let filter = match &self.chosen {
            Chosen::Listed(listed) => Some((**listed).clone().into()),
            Chosen::All | Chosen::Ids(_) => None,
        };
        let (direction, scorer_version) = (self.direction, self.scorer_version.clone());
        MatchRunView { direction, filter, matches: self.into(), scorer_version }
    }

    fn result(
        &self,
        app: &App,
        result: RunAnswer,
        lang: Lang,
    ) -> Result<Option<RunAnswerView>, AppError> {
        let visible = app.visible_answer(self, &result, lang)?;
        Ok(visible.map(|answer| RunAnswerView::of(answer, self.direction)))
    }

    fn page(status: JobStatus, items: Vec<RunAnswerView>, next: Option<String>) -> RunAnswerPage {
        RunAnswerPage { status, items, next }
    }
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
    pub status: JobStatus,
    /// The answers, newest record first; those that may not be seen any more are left out.
    #[schema(max_items = 100)]
    pub items: Vec<RunAnswerView>,
    /// The address of the next page; `null` on the last. While the run goes on, the last page may grow.
    #[schema(required, format = "uri", max_length = 9000)]
    pub next: Option<String>,
}
