//! How a server works through jobs: it claims the one that has waited longest, makes some steps, and gives it back, so
//! that a long job does not keep a short one waiting.
//!
//! The results and the progress of a step are committed together. After a crash the job goes on behind the last committed
//! step, on any server, once the claim has run out.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{
    app::{
        App, error::AppError, index::follower::IndexState, jobs::rules::JobRules,
        resource::checked::note,
    },
    domain::{
        access::actor::Actor,
        job::{Job, JobStatus, Step},
        resource::{RecordKind, id::Id},
    },
    store::{
        changes::Note,
        jobs::{
            results,
            work::{self, Claim},
        },
    },
};

/// Steps after which a job is given back and another gets its turn.
const TURN: usize = 8;
/// How often a resting server looks whether it shall stop.
const BLINK: Duration = Duration::from_millis(100);

/// How hard a server works on jobs.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Items of a step.
    pub step: usize,
    /// The least rest after a step; it is never shorter than the step took, so at most half a core is used.
    pub rest: Duration,
    /// How long a job waits for its server before another takes it up.
    pub lease: Duration,
}

/// Says whether the server stops, so that the work ends early.
pub type Stopping<'s> = &'s dyn Fn() -> bool;

/// A kind of job, as the list of all kinds names it.
#[derive(Debug, Clone, Copy)]
pub struct JobType {
    kind: RecordKind,
    work: fn(&App, Uuid, &Effort, Stopping<'_>) -> Result<(), AppError>,
    forget: fn(&App) -> Result<usize, AppError>,
    forget_in: fn(&App, &HashSet<Uuid>) -> Result<usize, AppError>,
}

impl JobType {
    /// The kind whose bodies are `J`.
    pub const fn of<J: JobRules>() -> Self {
        let work = |app: &App, id, effort: &Effort, stopping: Stopping<'_>| {
            app.work_on_job::<J>(Id::new(id), effort, stopping)
        };
        let forget_in = App::forget_in_jobs::<J>;
        Self { kind: J::KIND, work, forget: App::forget_jobs::<J>, forget_in }
    }
}

impl App {
    /// Gives the job of these kinds that has waited longest a turn. `false` if there was nothing to do.
    ///
    /// Ends early, without loss, when `stopping` says so.
    pub fn work_on_jobs(
        &self,
        types: &[JobType],
        effort: &Effort,
        stopping: Stopping<'_>,
    ) -> Result<bool, AppError> {
        if self.follower.standing() == IndexState::Loading {
            return Ok(false);
        }
        self.begin_day()?;
        let kinds: Vec<RecordKind> = types.iter().map(|of| of.kind).collect();
        let Some((kind, id)) = self.store.read(|conn| work::waiting(conn, &kinds))? else {
            return self.purge_jobs();
        };
        let Some(of) = types.iter().find(|of| of.kind == kind) else { return Ok(false) };
        (of.work)(self, id, effort, stopping)?;
        Ok(true)
    }

    /// Deletes the jobs of these kinds that ended long ago. Returns how many.
    pub(in crate::app) fn forget_old_jobs(&self, types: &[JobType]) -> Result<usize, AppError> {
        types.iter().map(|of| (of.forget)(self)).sum()
    }

    /// Takes those who were erased out of the results of these kinds. Returns how many results named one.
    pub(in crate::app) fn forget_in_results(
        &self,
        types: &[JobType],
        erased: &HashSet<Uuid>,
    ) -> Result<usize, AppError> {
        types.iter().map(|of| (of.forget_in)(self, erased)).sum()
    }

    /// Claims a job and gives it a turn; a fault ends it.
    fn work_on_job<J: JobRules>(
        &self,
        id: Id<J>,
        effort: &Effort,
        stopping: Stopping<'_>,
    ) -> Result<(), AppError> {
        let claim = Claim { job: id, lease: Uuid::now_v7(), time: effort.lease };
        let note = self.step_note(JobStatus::Running);
        let claimed =
            self.writer.run(move |tx| Ok::<_, AppError>(work::claim(tx, claim, note)?))?;
        let Some(job) = claimed else { return Ok(()) }; // another server was faster
        let turn = catch_unwind(AssertUnwindSafe(|| self.turn(job, claim, effort, stopping)));
        let outcome = match turn {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error @ AppError::Unavailable(_))) => Err(error),
            Ok(Err(error)) => self.fail_job(claim, &error.to_string()),
            Err(_) => self.fail_job(claim, "the work panicked"),
        };
        self.writer.run(move |tx| Ok::<_, AppError>(work::release(tx, claim)?))?;
        outcome
    }

    fn turn<J: JobRules>(
        &self,
        mut job: Job<J>,
        claim: Claim<J>,
        effort: &Effort,
        stopping: Stopping<'_>,
    ) -> Result<(), AppError> {
        if let Some(why) = job.body.obstacle() {
            return self.fail_job(claim, why);
        }
        self.follower.poll()?; // whatever was written before the job was made, it finds
        let owner = Actor::on_behalf_of(job.role, job.owner);
        for _ in 0..TURN {
            let began = Instant::now();
            let step = J::step(self, &job, &owner, effort.step)?;
            job.position = step.position.clone().or(job.position);
            if !self.store_step(claim, step, owner.clone())? || stopping() {
                return Ok(()); // ended, cancelled, or another server has it
            }
            if !self.rest(claim, effort, began.elapsed(), stopping)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Stores a step; whether the job goes on.
    fn store_step<J: JobRules>(
        &self,
        claim: Claim<J>,
        mut step: Step<J>,
        owner: Actor,
    ) -> Result<bool, AppError> {
        let note = self.step_note(JobStatus::Finished);
        self.writer.run(move |tx| {
            let Some(before) = work::advance(tx, claim, &step, note.at)? else { return Ok(false) };
            J::write(tx, &owner, &mut step.results)?;
            results::insert(tx, claim.job, before, &step.results)?;
            if step.last {
                work::finish(tx, claim, note)?;
                J::ended(tx, claim.job.0)?;
            }
            Ok(!step.last)
        })
    }

    /// Leaves the processor to others for a while. `false` if the claim was lost meanwhile.
    fn rest<J: JobRules>(
        &self,
        claim: Claim<J>,
        effort: &Effort,
        worked: Duration,
        stopping: Stopping<'_>,
    ) -> Result<bool, AppError> {
        let (now, least) = (Instant::now(), effort.rest.max(worked));
        let (end, mut beat) = (now + least, now + effort.lease / 3);
        while Instant::now() < end && !stopping() {
            std::thread::park_timeout(BLINK.min(end - Instant::now()));
            if Instant::now() >= beat {
                beat = Instant::now() + effort.lease / 3;
                let held = self.writer.run(move |tx| Ok::<_, AppError>(work::renew(tx, claim)?))?;
                if !held {
                    return Ok(false);
                }
            }
        }
        Ok(!stopping())
    }

    fn fail_job<J: JobRules>(&self, claim: Claim<J>, why: &str) -> Result<(), AppError> {
        tracing::error!(job = %claim.job, why, "a {} failed", J::NAME);
        let (why, note) = (why.to_owned(), self.step_note(JobStatus::Failed));
        self.writer.run(move |tx| {
            if work::fail(tx, claim, &why, note)? {
                J::ended(tx, claim.job.0)?;
            }
            Ok(())
        })
    }

    fn step_note(&self, to: JobStatus) -> Note {
        note(&Actor::System, to.as_str(), None, self.now())
    }
}
