//! Match runs: the matches of many vacancies or candidates at once, worked through in the background.
//!
//! Whoever may ask for the matches of one record may start a run for many. `asking` says which records a run asks for
//! and what it finds, [`work`] is how a server works through it, [`reading`] is how its answers are shown later.

pub mod reading;
pub mod work;

mod asking;

use uuid::Uuid;

use crate::{
    app::{
        App, IdempotencyKey,
        error::AppError,
        resource::{checked::note, idempotent::Idempotent, transition::Transition},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        recruitment::match_run::{Direction, MatchRun, MatchRunBody, MatchRunId, RunStatus},
        resource::RecordKind,
    },
    store::{idempotency, recruitment::match_runs},
};

/// Runs of one organisation that may wait or run at a time.
const MOST_OPEN: i64 = 20;
/// How long a run that has ended is kept.
pub const RUNS_LIVE_DAYS: i64 = 30;
/// Runs that one sweep deletes at most.
const SWEPT: i64 = 1_000;

impl App {
    /// Starts a run, or returns the one that an earlier request with the same key started.
    pub fn start_match_run(
        &self,
        actor: &Actor,
        body: MatchRunBody,
        key: Option<IdempotencyKey>,
    ) -> Result<Idempotent<MatchRun>, AppError> {
        actor.require(Scope::MatchesWrite)?;
        let role = may_ask(actor, body.direction)?;
        let owner = actor.organisation().ok_or(Denied::Role)?;
        let (now, actor, id) = (self.now(), actor.clone(), MatchRunId::new(Uuid::now_v7()));
        let total = self.store.read(|conn| asking::count(conn, &actor, &body))?;
        self.once(key, move |tx| {
            if match_runs::count_open(tx.conn(), owner)? >= MOST_OPEN {
                return Err(AppError::Conflict(format!(
                    "{MOST_OPEN} match runs of this organisation wait or run: wait until one ends, or cancel one"
                )));
            }
            asking::check_ids(tx.conn(), &actor, &body)?;
            let run = MatchRun {
                id,
                owner,
                role,
                status: RunStatus::Queued,
                version: 1,
                created_at: now,
                updated_at: now,
                started_at: None,
                finished_at: None,
                total,
                done: 0,
                place: None,
                failure: None,
                body,
            };
            match_runs::insert(tx, &run, note(&actor, "create", None, now))?;
            Ok((id.0, run))
        })
    }

    /// Finds a run for reading.
    pub fn match_run(&self, actor: &Actor, id: MatchRunId) -> Result<MatchRun, AppError> {
        let run = self.run_in_reach(actor, id)?;
        actor.require(Scope::MatchesRead)?;
        Ok(run)
    }

    /// Finds a run to cancel or delete it.
    pub fn match_run_to_write(&self, actor: &Actor, id: MatchRunId) -> Result<MatchRun, AppError> {
        let run = self.run_in_reach(actor, id)?;
        actor.require(Scope::MatchesWrite)?;
        Ok(run)
    }

    fn run_in_reach(&self, actor: &Actor, id: MatchRunId) -> Result<MatchRun, AppError> {
        let reach = actor.reach_of_runs();
        let found = self.store.read(|conn| match_runs::find(conn, reach, id))?;
        found.ok_or(AppError::NoSuch(RecordKind::MatchRun))
    }

    /// Lists runs in one of these states (none is any), newest first.
    pub fn match_runs(
        &self,
        actor: &Actor,
        status: &[RunStatus],
        after: Option<MatchRunId>,
        limit: usize,
    ) -> Result<Vec<MatchRun>, AppError> {
        actor.require(Scope::MatchesRead)?;
        if actor.role() == Some(Role::Partner) {
            return Err(Denied::Role.into());
        }
        let reach = actor.reach_of_runs();
        Ok(self.store.read(|conn| match_runs::list(conn, reach, status, after, limit))?)
    }

    /// Moves a run to another state, of which a client can only choose `cancelled`. What was found stays.
    pub fn move_match_run(
        &self,
        actor: &Actor,
        id: MatchRunId,
        wanted: Transition<RunStatus>,
        key: Option<IdempotencyKey>,
    ) -> Result<Idempotent<MatchRun>, AppError> {
        actor.require(Scope::MatchesWrite)?;
        let (now, reach) = (self.now(), actor.reach_of_runs());
        let Transition { to, reason, seen } = wanted;
        let note = note(actor, to.as_str(), reason, now);
        self.once(key, move |tx| {
            let missing = AppError::NoSuch(RecordKind::MatchRun);
            let run = match_runs::find(tx.conn(), reach, id)?.ok_or(missing)?;
            if seen.is_some_and(|seen| seen != run.version) {
                return Err(AppError::Outdated);
            }
            if !run.status.next().contains(&to) || !match_runs::cancel(tx, &run, note)? {
                return Err(no_transition(&run, to));
            }
            let missing = AppError::NoSuch(RecordKind::MatchRun);
            Ok((id.0, match_runs::find(tx.conn(), reach, id)?.ok_or(missing)?))
        })
    }

    /// Deletes a run that has ended, with its answers.
    pub fn delete_match_run(&self, actor: &Actor, run: MatchRun) -> Result<(), AppError> {
        actor.require(Scope::MatchesWrite)?;
        if run.status.is_open() {
            return Err(AppError::Conflict(format!(
                "a match run that is {} cannot be deleted: cancel it first",
                run.status
            )));
        }
        let note = note(actor, "delete", None, self.now());
        self.writer.run(move |tx| {
            if !match_runs::erase(tx, &run, note)? {
                return Err(AppError::Outdated);
            }
            Ok(idempotency::forget_record(tx, run.id.0)?)
        })
    }

    /// Deletes the runs that ended long ago. Returns how many.
    pub(in crate::app) fn forget_match_runs(&self) -> Result<usize, AppError> {
        let before = self.now() - chrono::Duration::days(RUNS_LIVE_DAYS);
        let old = self.store.read(|conn| match_runs::ended_before(conn, before, SWEPT))?;
        let count = old.len();
        for run in old {
            match self.delete_match_run(&Actor::System, run) {
                Ok(()) | Err(AppError::Outdated) => {} // another server swept it
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }
}

/// Who may ask for this side: employers and operators for vacancies, agencies and operators for candidates.
fn may_ask(actor: &Actor, direction: Direction) -> Result<Role, Denied> {
    match (actor.role(), direction) {
        (Some(role @ (Role::Employer | Role::Operator)), Direction::Vacancies)
        | (Some(role @ (Role::Agency | Role::Operator)), Direction::Candidates) => Ok(role),
        _ => Err(Denied::Role),
    }
}

fn no_transition(run: &MatchRun, to: RunStatus) -> AppError {
    let allowed = run.status.next().first().map_or("nothing", |status| status.as_str());
    AppError::NoTransition {
        from: run.status.to_string(),
        to: to.to_string(),
        allowed: allowed.to_owned(),
    }
}
