//! How the answers of a run are shown: as they were found, but only what may still be seen.
//!
//! A run keeps pseudonymous ids and scores. Whoever is deleted, has withdrawn consent, or for another reason is not
//! matched any more is left out from the moment of the change. The reason is written when it is read, in the reader's
//! language, and only while the pair still has the same score; a pair that has changed says so instead.

use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        recruitment::{
            match_runs::{App, asking::weights},
            matches::Explainer,
        },
    },
    domain::{
        access::actor::Actor,
        recruitment::match_run::{
            Direction, MatchRun, MatchRunBody, MatchRunId, Ranked, RunAnswer,
        },
        values::language::Lang,
    },
    matching::{CandidateFacts, Engine, VacancyFacts},
    store::recruitment::match_runs::answers,
};

/// The matches of one record of a run, as they may be seen now.
#[derive(Debug, Clone)]
pub struct VisibleAnswer {
    /// The vacancy or the candidate that was asked for.
    pub question: Uuid,
    /// Its matches, best first.
    pub matches: Vec<VisibleMatch>,
}

/// A match of a run.
#[derive(Debug, Clone)]
pub struct VisibleMatch {
    /// What was found.
    pub found: Ranked,
    /// Why it fits; `None` if the pair has changed since it was found.
    pub reason: Option<String>,
}

/// A page of a run's answers.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The run.
    pub run: MatchRun,
    /// What may be seen, in the order in which it was found: newest question first.
    pub items: Vec<VisibleAnswer>,
    /// The place after which more follow now, if more do.
    pub more_after: Option<Uuid>,
}

impl App {
    /// The answers of a run after the question `after`, as far as the run has come.
    pub fn match_run_answers(
        &self,
        actor: &Actor,
        id: MatchRunId,
        after: Option<Uuid>,
        limit: usize,
        lang: Lang,
    ) -> Result<Answers, AppError> {
        let run = self.match_run(actor, id)?;
        self.loaded()?;
        let mut found = self.store.read(|conn| answers::list(conn, id, after, limit + 1))?;
        let more = found.len() > limit;
        found.truncate(limit);
        let more_after = found.last().filter(|_| more).map(|last| last.question);
        let shown =
            found.iter().filter_map(|answer| shown(self, &run.body, answer, lang).transpose());
        let items = shown.collect::<Result<_, _>>()?;
        Ok(Answers { run, items, more_after })
    }
}

/// A pair as the index has it now, if both may be seen.
fn visible_pair(
    engine: &Engine,
    direction: Direction,
    question: Uuid,
    found: Uuid,
) -> Option<(VacancyFacts, CandidateFacts)> {
    let (vacancy, candidate) = match direction {
        Direction::Vacancies => (question, found),
        Direction::Candidates => (found, question),
    };
    let candidate = engine.candidate(candidate).filter(CandidateFacts::is_matchable)?;
    let vacancy = engine.vacancy(vacancy)?;
    let seen = direction == Direction::Vacancies || vacancy.is_matchable();
    seen.then_some((vacancy, candidate))
}

fn question_is_visible(engine: &Engine, direction: Direction, question: Uuid) -> bool {
    match direction {
        Direction::Vacancies => engine.vacancy(question).is_some(),
        Direction::Candidates => {
            engine.candidate(question).is_some_and(|facts| facts.is_matchable())
        }
    }
}

/// An answer as it may be seen now; `None` if the record that was asked for may not.
pub(super) fn shown(
    app: &App,
    body: &MatchRunBody,
    answer: &RunAnswer,
    lang: Lang,
) -> Result<Option<VisibleAnswer>, AppError> {
    let RunAnswer { question, matches } = answer;
    let engine = app.follower.engine(); // one for all, since numbers are its own
    if !question_is_visible(&engine, body.direction, *question) {
        return Ok(None);
    }
    let explainer = Explainer::new(app, &engine, weights(body)?, lang);
    let shown = |found: &Ranked| {
        let (vacancy, candidate) = visible_pair(&engine, body.direction, *question, found.id)?;
        let matched = explainer.pair(&vacancy, &candidate);
        let score = matched.explanation.score;
        let same = matched.explanation.eligible()
            && (score.total, score.parts.to_array()) == (found.total, found.parts);
        Some(VisibleMatch { found: *found, reason: same.then_some(matched.reason) })
    };
    Ok(Some(VisibleAnswer {
        question: *question,
        matches: matches.iter().filter_map(shown).collect(),
    }))
}
