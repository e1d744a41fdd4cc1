//! What makes a match run a job: who may start one, and what a step of it is.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        jobs::rules::JobRules,
        recruitment::{
            match_runs::asking::{self, RunOptions},
            matches::SCORER_VERSION,
        },
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        job::Step,
        recruitment::{
            candidate::CandidateBody,
            match_run::{Direction, MatchRun, MatchRunBody, Ranked, RunAnswer},
            vacancy::VacancyBody,
        },
    },
    store::backend::DbConnection,
};

impl JobRules for MatchRunBody {
    /// Employers and operators ask for vacancies, agencies and operators for candidates.
    fn starter(&self, actor: &Actor) -> Result<Role, Denied> {
        match (actor.role(), self.direction) {
            (Some(role @ (Role::Employer | Role::Operator)), Direction::Vacancies)
            | (Some(role @ (Role::Agency | Role::Operator)), Direction::Candidates) => Ok(role),
            _ => Err(Denied::Role),
        }
    }

    fn count(&self, conn: &mut DbConnection, actor: &Actor) -> Result<u32, AppError> {
        asking::count(conn, actor, self)
    }

    fn check(&self, conn: &mut DbConnection, actor: &Actor) -> Result<(), AppError> {
        asking::check_ids(conn, actor, self)
    }

    fn candidates(&self, result: &RunAnswer) -> Vec<Uuid> {
        match self.direction {
            Direction::Vacancies => result.outcome.iter().map(|found| found.id).collect(),
            Direction::Candidates => Vec::new(),
        }
    }

    fn without(&self, result: RunAnswer, erased: &HashSet<Uuid>) -> Option<Vec<Ranked>> {
        let named = self.candidates(&result).iter().any(|id| erased.contains(id));
        let left = result.outcome.into_iter().filter(|found| !erased.contains(&found.id));
        named.then(|| left.collect())
    }

    fn obstacle(&self) -> Option<&'static str> {
        let changed = self.scorer_version != SCORER_VERSION;
        changed.then_some("the scoring rules have changed since it began: start a new run")
    }

    /// Asks the next questions.
    fn step(app: &App, run: &MatchRun, owner: &Actor, size: usize) -> Result<Step<Self>, AppError> {
        let how = RunOptions::of(&run.body)?;
        let engine = app.follower.engine();
        Ok(match run.body.direction {
            Direction::Vacancies => {
                let reach = owner.reach::<VacancyBody>();
                let next = app.store.read(|conn| asking::next(conn, reach, run, size))?;
                next.within_pays(app, owner, &engine)?.ask(&engine, &how)
            }
            Direction::Candidates => {
                let reach = owner.reach::<CandidateBody>();
                app.store.read(|conn| asking::next(conn, reach, run, size))?.ask(&engine, &how)
            }
        })
    }
}
