//! The rules of a kind of job: who may start one, what a step of it does.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        job::{Job, JobKind, JobResult, Step},
    },
    store::{backend::DbConnection, tx::Tx},
};

/// A kind of job with its rules.
pub trait JobRules: JobKind {
    /// Who may start this one, and as what.
    fn starter(&self, actor: &Actor) -> Result<Role, Denied>;

    /// How many items it has.
    fn count(&self, conn: &mut DbConnection, actor: &Actor) -> Result<u32, AppError>;

    /// Why it may not start, by what is stored when it would.
    fn check(&self, _conn: &mut DbConnection, _actor: &Actor) -> Result<(), AppError> {
        Ok(())
    }

    /// The candidates whom a result shows.
    fn candidates(&self, _result: &JobResult<Self::Outcome>) -> Vec<Uuid> {
        Vec::new()
    }

    /// What was found without the candidates that are erased; `None` if it names none of them.
    fn without(
        &self,
        _result: JobResult<Self::Outcome>,
        _erased: &HashSet<Uuid>,
    ) -> Option<Self::Outcome> {
        None
    }

    /// Why no server can go on with it, if none can: it fails then.
    fn obstacle(&self) -> Option<&'static str> {
        None
    }

    /// Works on the next items behind the job's position, at most `size`, for its owner. Nothing of it is kept before
    /// the step is stored.
    fn step(app: &App, job: &Job<Self>, owner: &Actor, size: usize)
    -> Result<Step<Self>, AppError>;

    /// Takes what it reads, in the transaction that starts it.
    fn begun(&self, _tx: &mut Tx<'_>, _job: Uuid) -> Result<(), AppError> {
        Ok(())
    }

    /// Lets go of what it read, in the transaction in which it ends, in whichever way.
    fn ended(_tx: &mut Tx<'_>, _job: Uuid) -> Result<(), AppError> {
        Ok(())
    }

    /// Writes what the results of a step bring about, in the transaction that keeps them, and may amend them.
    fn write(
        _tx: &mut Tx<'_>,
        _owner: &Actor,
        _results: &mut [JobResult<Self::Outcome>],
    ) -> Result<(), AppError> {
        Ok(())
    }
}
