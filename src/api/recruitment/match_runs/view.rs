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
        request::context::Context,
        resource::{job_wire::JobWire, shown::Shown},
        wire::{beside::Include, labels::LabelsView},
    },
    app::{
        AppError,
        recruitment::{
            match_runs::reading::{VisibleAnswer, VisibleMatch},
            matches::Parts,
        },
    },
    domain::{
        FieldError,
        job::JobStatus,
        recruitment::{
            candidate::CandidateBody,
            match_run::{Chosen, Direction, MatchRunBody, RunAnswer},
            vacancy::VacancyBody,
        },
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
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "scorer-5")]
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
        context: &Context,
        result: RunAnswer,
        shown: &Shown,
    ) -> Result<Option<RunAnswerView>, AppError> {
        let visible = context.app().visible_answer(self, &result, shown.lang())?;
        let view = visible.map(|answer| RunAnswerView::of(answer, self.direction));
        if !shown.includes(Include::Labels) {
            return Ok(view);
        }
        view.map(|view| view.named(context, shown.lang())).transpose()
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
    /// The names of the concepts of a vacancy that was found, where `include` asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<LabelsView>,
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
    /// The names of the concepts of the record that was asked for, where `include` asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<LabelsView>,
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
            labels: None,
        };
        Self {
            vacancy_id: asks_vacancies.then_some(answer.question),
            candidate_id: (!asks_vacancies).then_some(answer.question),
            matches: answer.matches.into_iter().map(view).collect(),
            labels: None,
        }
    }

    /// With the names of the concepts of what was asked for, and of vacancies that were found. What is told of candidates
    /// that were found stays with their matches, where it is counted who sees them.
    fn named(self, context: &Context, lang: Lang) -> Result<Self, AppError> {
        let (app, actor) = (context.app(), &context.actor);
        let found = self.matches.iter().filter_map(|one| one.vacancy_id);
        let vacancies: Vec<Uuid> = self.vacancy_id.into_iter().chain(found).collect();
        let candidates: Vec<Uuid> = self.candidate_id.into_iter().collect();
        let mut facets = app.facets_of::<VacancyBody>(actor, &vacancies)?;
        facets.extend(app.facets_of::<CandidateBody>(actor, &candidates)?);
        let edition = app.taxonomy();
        let labels = |id: Uuid| Some(LabelsView::of(&edition, facets.get(&id)?, lang));
        let name =
            |one: RunMatchView| RunMatchView { labels: one.vacancy_id.and_then(labels), ..one };
        Ok(Self {
            labels: self.vacancy_id.or(self.candidate_id).and_then(labels),
            matches: self.matches.into_iter().map(name).collect(),
            ..self
        })
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
