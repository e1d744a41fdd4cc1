//! What a job has found so far.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, jobs::rules::JobRules},
    domain::{
        access::actor::Actor,
        job::{Job, JobKind, JobResult},
        resource::id::Id,
    },
    store::jobs::results,
};

/// A page of a job's results.
#[derive(Debug, Clone)]
pub struct ResultPage<J: JobKind> {
    /// The job.
    pub job: Job<J>,
    /// What it found, in the order in which it did.
    pub items: Vec<JobResult<J::Outcome>>,
    /// The number after which more follow now, if more do.
    pub more_after: Option<i64>,
}

impl App {
    /// The results of a job after the number `after`, as far as the job has come.
    pub fn job_results<J: JobRules>(
        &self,
        actor: &Actor,
        id: Id<J>,
        after: Option<i64>,
        limit: usize,
    ) -> Result<ResultPage<J>, AppError> {
        let job = self.job(actor, id)?;
        let mut found = self.store.read(|conn| results::list(conn, id, after, limit + 1))?;
        let more = found.len() > limit;
        found.truncate(limit);
        let candidates: Vec<Uuid> =
            found.iter().flat_map(|(_, result)| job.body.candidates(result)).collect();
        self.see_profiles(actor, &candidates)?;
        let more_after = found.last().filter(|_| more).map(|(n, _)| *n);
        Ok(ResultPage { job, items: found.into_iter().map(|(_, item)| item).collect(), more_after })
    }
}
