//! How the answers of a run are shown: as they were found, but only what may still be seen.
//!
//! A run keeps pseudonymous ids and scores. Whoever is deleted, has withdrawn consent, or for another reason is not
//! matched any more is left out from the moment of the change. The reason is written when it is read, in the reader's
//! language, and only while the pair still has the same score; a pair that has changed says so instead.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        recruitment::{explainer::Explainer, match_runs::asking::weights},
    },
    domain::{
        recruitment::match_run::{Direction, MatchRunBody, Ranked, RunAnswer},
        values::language::Lang,
    },
    matching::{CandidateFacts, Engine, VacancyFacts},
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

impl App {
    /// An answer of a run as it may be seen now; `None` if the record that was asked for may not.
    pub fn visible_answer(
        &self,
        body: &MatchRunBody,
        answer: &RunAnswer,
        lang: Lang,
    ) -> Result<Option<VisibleAnswer>, AppError> {
        self.loaded()?;
        let RunAnswer { item: question, outcome: matches } = answer;
        let live = self.follower.present(); // one for all, since numbers are its own
        let engine = &live.engine;
        if !question_is_visible(engine, body.direction, *question) {
            return Ok(None);
        }
        let mut explainer = Explainer::new(&live, weights(body)?, lang);
        explainer.withholds = body.direction == Direction::Vacancies; // employers ask for these
        let visible = |found: &Ranked| {
            let (vacancy, candidate) = visible_pair(engine, body.direction, *question, found.id)?;
            let pair = explainer.pair(&vacancy, &candidate);
            let score = pair.explanation.score;
            let same = pair.explanation.eligible()
                && (score.total, score.parts.to_array()) == (found.total, found.parts);
            Some(VisibleMatch { found: *found, reason: same.then_some(pair.reason) })
        };
        let matches = matches.iter().filter_map(visible).collect();
        Ok(Some(VisibleAnswer { question: *question, matches }))
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
