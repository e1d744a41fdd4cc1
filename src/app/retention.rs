//! What is left of deleted records where nothing reads it any more: ids in the answers of jobs, and bytes in the files of
//! the database. An operator of the server has it removed by a command, as it takes long.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, job_types::JOB_TYPES, jobs::rules::JobRules},
    domain::{
        access::actor::Actor,
        job::Job,
        resource::{RecordKind, id::Id},
    },
    store::{
        history,
        jobs::{records, results},
    },
};

/// Jobs, and results of one, that are read at a time.
const PAGE: usize = 500;

/// What was removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Records, keys, tokens and jobs whose time was over.
    pub forgotten: usize,
    /// Answers of jobs that named somebody who was erased.
    pub answers: usize,
}

impl App {
    /// Removes all that is left of what was deleted.
    pub fn remove_remains(&self) -> Result<Removed, AppError> {
        let swept = self.sweep()?;
        while self.purge_jobs()? {}
        let erased = self.store.read(|conn| history::deleted(conn, RecordKind::Candidate))?;
        let answers = self.forget_in_results(JOB_TYPES, &erased)?;
        self.store.scrub()?;
        Ok(Removed { forgotten: swept.forgotten, answers })
    }

    /// Takes those who were erased out of the results of jobs of a kind. Returns how many results named one.
    pub(in crate::app) fn forget_in_jobs<J: JobRules>(
        &self,
        erased: &HashSet<Uuid>,
    ) -> Result<usize, AppError> {
        let (reach, mut after, mut changed) = (Actor::System.reach_of_jobs(), None, 0);
        loop {
            let page = self.store.read(|conn| records::list::<J>(conn, reach, &[], after, PAGE))?;
            let Some(last) = page.last() else { return Ok(changed) };
            after = Some(last.id);
            for job in &page {
                changed += self.forget_in_job(job, erased)?;
            }
        }
    }

    fn forget_in_job<J: JobRules>(
        &self,
        job: &Job<J>,
        erased: &HashSet<Uuid>,
    ) -> Result<usize, AppError> {
        let (id, mut after, mut changed) = (job.id, None, 0);
        loop {
            let page = self.store.read(|conn| results::list::<J>(conn, id, after, PAGE))?;
            let Some((last, _)) = page.last() else { return Ok(changed) };
            after = Some(*last);
            let without = |(n, result)| Some((n, job.body.without(result, erased)?));
            let later: Vec<_> = page.into_iter().filter_map(without).collect();
            changed += later.len();
            self.writer.run(move |tx| {
                later.iter().try_for_each(|(n, outcome)| {
                    results::replace(tx, Id::<J>::new(id.0), *n, outcome)
                })?;
                Ok::<_, AppError>(())
            })?;
        }
    }
}
