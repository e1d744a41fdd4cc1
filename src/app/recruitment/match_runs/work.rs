//! How a server works through match runs: it claims the one that has waited longest, makes some steps, and gives it back,
//! so that a long run does not keep a short one waiting.
//!
//! A step is several questions whose answers and progress are committed together. After a crash the run goes on behind
//! the last committed step, on any server, once the claim has run out.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        index::follower::IndexState,
        recruitment::{
            match_runs::{
                App,
                asking::{self, RunOptions},
                reading::{self, VisibleAnswer},
            },
            matches::SCORER_VERSION,
        },
        resource::checked::note,
    },
    domain::{
        access::actor::Actor,
        recruitment::{
            candidate::CandidateBody,
            match_run::{Direction, MatchRun, MatchRunBody, RunStatus},
            vacancy::VacancyBody,
        },
        values::language::Lang,
    },
    store::{
        changes::Note,
        recruitment::match_runs::{
            answers,
            work::{self, Claim, Step},
        },
    },
};

/// Steps after which a run is given back and another gets its turn.
const TURN: usize = 8;
/// How often a resting server looks whether it shall stop.
const BLINK: Duration = Duration::from_millis(100);
/// Questions of a step, from the command line.
const STEP: usize = 64;

/// How hard a server works on match runs.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Questions of a step.
    pub step: usize,
    /// The least rest after a step; it is never shorter than the step took, so at most half a core is used.
    pub rest: Duration,
    /// How long a run waits for its server before another takes it up.
    pub lease: Duration,
}

impl App {
    /// Gives the run that has waited longest a turn. `false` if there was nothing to do.
    ///
    /// Ends early, without loss, when `stopping` says so.
    pub fn work_on_match_runs(
        &self,
        effort: &Effort,
        stopping: &dyn Fn() -> bool,
    ) -> Result<bool, AppError> {
        if self.follower.standing() == IndexState::Loading {
            return Ok(false);
        }
        let Some((run, claim)) = self.claim_match_run(effort)? else {
            return self.purge_match_runs();
        };
        let turn = catch_unwind(AssertUnwindSafe(|| self.turn(&run, claim, effort, stopping)));
        let outcome = match turn {
            Ok(Ok(())) => Ok(true),
            Ok(Err(error @ AppError::Unavailable(_))) => Err(error),
            Ok(Err(error)) => self.fail_match_run(claim, &error.to_string()).map(|()| true),
            Err(_) => self.fail_match_run(claim, "the work panicked").map(|()| true),
        };
        self.writer.run(move |tx| Ok::<_, AppError>(work::release(tx, claim)?))?;
        outcome
    }

    fn claim_match_run(&self, effort: &Effort) -> Result<Option<(MatchRun, Claim)>, AppError> {
        let now = self.now();
        let Some(seen) = self.store.read(|conn| work::waiting(conn, now))? else {
            return Ok(None);
        };
        let claim = Claim { run: seen.id, lease: Uuid::now_v7(), until: now + effort.lease };
        let note = self.step_note(RunStatus::Running);
        let claimed =
            self.writer.run(move |tx| Ok::<_, AppError>(work::claim(tx, &seen, claim, note)?))?;
        Ok(claimed.map(|run| (run, claim)))
    }

    fn turn(
        &self,
        run: &MatchRun,
        claim: Claim,
        effort: &Effort,
        stopping: &dyn Fn() -> bool,
    ) -> Result<(), AppError> {
        if run.body.scorer_version != SCORER_VERSION {
            let why = "the scoring rules have changed since it began: start a new run";
            return self.fail_match_run(claim, why);
        }
        self.follower.poll()?; // whatever was written before the run was made, it finds
        let owner = Actor::on_behalf_of(run.role, run.owner);
        let mut place = run.place;
        for _ in 0..TURN {
            let began = Instant::now();
            let step = self.match_step(&owner, &run.body, place, effort.step)?;
            place = step.place.or(place);
            if !self.store_step(claim, step, effort)? || stopping() {
                return Ok(()); // ended, cancelled, or another server has it
            }
            if !self.rest(claim, effort, began.elapsed(), stopping)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Asks the next questions of a run.
    fn match_step(
        &self,
        owner: &Actor,
        body: &MatchRunBody,
        place: Option<Uuid>,
        size: usize,
    ) -> Result<Step, AppError> {
        let how = RunOptions::of(body)?;
        let engine = self.follower.engine();
        Ok(match body.direction {
            Direction::Vacancies => {
                let reach = owner.reach::<VacancyBody>();
                self.store
                    .read(|conn| asking::next(conn, reach, body, place, size))?
                    .ask(&engine, &how)
            }
            Direction::Candidates => {
                let reach = owner.reach::<CandidateBody>();
                self.store
                    .read(|conn| asking::next(conn, reach, body, place, size))?
                    .ask(&engine, &how)
            }
        })
    }

    /// Stores a step; whether the run goes on.
    fn store_step(&self, claim: Claim, step: Step, effort: &Effort) -> Result<bool, AppError> {
        let claim = Claim { until: self.now() + effort.lease, ..claim };
        let note = self.step_note(RunStatus::Finished);
        self.writer.run(move |tx| {
            let held = work::advance(tx, claim, &step, note)?;
            Ok(held && !step.last)
        })
    }

    /// Leaves the processor to others for a while. `false` if the claim was lost meanwhile.
    fn rest(
        &self,
        claim: Claim,
        effort: &Effort,
        worked: Duration,
        stopping: &dyn Fn() -> bool,
    ) -> Result<bool, AppError> {
        let (now, least) = (Instant::now(), effort.rest.max(worked));
        let (end, mut beat) = (now + least, now + effort.lease / 3);
        while Instant::now() < end && !stopping() {
            std::thread::park_timeout(BLINK.min(end - Instant::now()));
            if Instant::now() >= beat {
                beat += effort.lease / 3;
                let claim = Claim { until: self.now() + effort.lease, ..claim };
                let held =
                    self.writer.run(move |tx| work::renew(tx, claim).map_err(AppError::from))?;
                if !held {
                    return Ok(false);
                }
            }
        }
        Ok(!stopping())
    }

    fn fail_match_run(&self, claim: Claim, why: &str) -> Result<(), AppError> {
        tracing::error!(run = %claim.run, why, "a match run failed");
        let (why, note) = (why.to_owned(), self.step_note(RunStatus::Failed));
        self.writer.run(move |tx| {
            work::end(tx, claim, RunStatus::Failed, Some(&why), note)?;
            Ok(())
        })
    }

    fn step_note(&self, to: RunStatus) -> Note {
        note(&Actor::System, to.as_str(), None, self.now())
    }

    /// Removes a slice of a run that was deleted. `false` if nothing is left of any.
    fn purge_match_runs(&self) -> Result<bool, AppError> {
        if !self.store.read(answers::erased_is_left)? {
            return Ok(false);
        }
        self.writer.run(|tx| Ok::<_, AppError>(answers::purge(tx)? > 0))
    }

    /// Works through a run at once and keeps nothing of it: for the command line. `take` gets each answer, `progress` how
    /// many questions are done, and of how many. Returns how many were done.
    pub fn match_at_once<E: From<AppError>>(
        &self,
        actor: &Actor,
        body: &MatchRunBody,
        lang: Lang,
        take: &mut dyn FnMut(VisibleAnswer) -> Result<(), E>,
        progress: &dyn Fn(usize, u32),
    ) -> Result<usize, E> {
        self.loaded()?;
        let total = self.store.read(|conn| {
            asking::check_ids(conn, actor, body)?;
            asking::count(conn, actor, body)
        })?;
        let (mut place, mut done) = (None, 0);
        loop {
            progress(done, total);
            let step = self.match_step(actor, body, place, STEP)?;
            done += step.answers.len();
            place = step.place.or(place);
            for answer in &step.answers {
                if let Some(shown) = reading::shown(self, body, answer, lang)? {
                    take(shown)?;
                }
            }
            if step.last {
                return Ok(done);
            }
        }
    }
}
