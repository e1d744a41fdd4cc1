//! What owners do with jobs of any kind: start, find, list, cancel, delete. Each asks for the scope first, then for the
//! job within reach.

use crate::{
    app::{
        App, IdempotencyKey,
        error::AppError,
        jobs::rules::JobRules,
        resource::{checked::note, idempotent::Idempotent, transition::Transition},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        job::{Job, JobKind, JobStatus},
        resource::id::Id,
    },
    store::{backend::DbConnection, idempotency, jobs::records},
};

impl App {
    /// Starts a job, or returns the one that an earlier request with the same key started.
    pub fn start_job<J: JobRules>(
        &self,
        actor: &Actor,
        body: J,
        key: Option<IdempotencyKey>,
    ) -> Result<Idempotent<Job<J>>, AppError> {
        actor.require(J::WRITE)?;
        let role = body.starter(actor)?;
        let owner = actor.organisation().ok_or(Denied::Role)?;
        let (now, actor) = (self.now(), actor.clone());
        let total = self.store.read(|conn| body.count(conn, &actor))?;
        self.once(key, move |tx| {
            if records::count_open::<J>(tx.conn(), owner)? >= J::MOST_OPEN {
                return Err(AppError::Conflict(too_many_open::<J>()));
            }
            let kept = records::kept::<J>(tx.conn(), owner)?;
            if kept.jobs >= J::MOST_KEPT || kept.items + i64::from(total) > J::MOST_ITEMS {
                return Err(AppError::Conflict(too_many_kept::<J>()));
            }
            body.check(tx.conn(), &actor)?;
            let job = Job::create(owner, role, total, body, now);
            records::insert(tx, &job, note(&actor, "create", None, now))?;
            job.body.begun(tx, job.id.0)?;
            Ok((job.id.0, job))
        })
    }

    /// Finds a job for reading.
    pub fn job<J: JobKind>(&self, actor: &Actor, id: Id<J>) -> Result<Job<J>, AppError> {
        self.job_in_reach(actor, J::READ, id)
    }

    /// Finds a job to cancel or delete it.
    pub fn job_to_write<J: JobKind>(&self, actor: &Actor, id: Id<J>) -> Result<Job<J>, AppError> {
        self.job_in_reach(actor, J::WRITE, id)
    }

    fn job_in_reach<J: JobKind>(
        &self,
        actor: &Actor,
        scope: Scope,
        id: Id<J>,
    ) -> Result<Job<J>, AppError> {
        actor.require(scope)?;
        self.store.read(|conn| found(conn, actor, id))
    }

    /// Lists jobs in one of these states (none is any), newest first.
    pub fn jobs<J: JobKind>(
        &self,
        actor: &Actor,
        status: &[JobStatus],
        after: Option<Id<J>>,
        limit: usize,
    ) -> Result<Vec<Job<J>>, AppError> {
        actor.require(J::READ)?;
        if actor.role() == Some(Role::Partner) {
            return Err(Denied::Role.into());
        }
        let reach = actor.reach_of_jobs();
        Ok(self.store.read(|conn| records::list(conn, reach, status, after, limit))?)
    }

    /// Moves a job to another state, of which a client can only choose `cancelled`. What was found stays.
    pub fn move_job<J: JobRules>(
        &self,
        actor: &Actor,
        id: Id<J>,
        wanted: Transition<JobStatus>,
        key: Option<IdempotencyKey>,
    ) -> Result<Idempotent<Job<J>>, AppError> {
        actor.require(J::WRITE)?;
        let Transition { to, reason, seen } = wanted;
        let (actor, note) = (actor.clone(), note(actor, to.as_str(), reason, self.now()));
        self.once(key, move |tx| {
            let job = found(tx.conn(), &actor, id)?;
            if seen.is_some_and(|seen| seen != job.version) {
                return Err(AppError::Outdated);
            }
            if !job.status.next().contains(&to) || !records::cancel(tx, id, note)? {
                return Err(no_transition(job.status, to));
            }
            J::ended(tx, id.0)?;
            Ok((id.0, found(tx.conn(), &actor, id)?))
        })
    }

    /// Deletes a job that has ended, with its results.
    pub fn delete_job<J: JobKind>(&self, actor: &Actor, job: Job<J>) -> Result<(), AppError> {
        actor.require(J::WRITE)?;
        if job.status.is_open() {
            return Err(AppError::Conflict(format!(
                "a {} that is {} cannot be deleted: cancel it first",
                J::NAME,
                job.status
            )));
        }
        let note = note(actor, "delete", None, self.now());
        self.writer.run(move |tx| {
            if !records::erase(tx, &job, note)? {
                return Err(AppError::Outdated);
            }
            Ok(idempotency::forget_record(tx, job.id.0)?)
        })
    }
}

fn found<J: JobKind>(
    conn: &mut DbConnection,
    actor: &Actor,
    id: Id<J>,
) -> Result<Job<J>, AppError> {
    records::find(conn, actor.reach_of_jobs(), id)?.ok_or(AppError::NoSuch(J::KIND))
}

fn too_many_open<J: JobKind>() -> String {
    format!(
        "{} {}s of this organisation wait or run: wait until one ends, or cancel one",
        J::MOST_OPEN,
        J::NAME
    )
}

fn too_many_kept<J: JobKind>() -> String {
    format!(
        "an organisation keeps at most {} {}s of {} items together: delete one that has ended",
        J::MOST_KEPT,
        J::NAME,
        J::MOST_ITEMS
    )
}

fn no_transition(from: JobStatus, to: JobStatus) -> AppError {
    let allowed = from.next().first().map_or("nothing", |status| status.as_str());
    AppError::NoTransition {
        from: from.to_string(),
        to: to.to_string(),
        allowed: allowed.to_owned(),
    }
}
