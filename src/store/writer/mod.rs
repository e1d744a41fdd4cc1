//! The one write path: a thread that commits the waiting jobs together, and answers only after the commit.
//!
//! Each job runs under its own savepoint, so a bad one hurts no neighbour. A failed commit fails all its jobs.

use std::{
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::JoinHandle,
};

use diesel::connection::{AnsiTransactionManager, TransactionManager};

use super::{
    backend::{Backend, DbConnection, Purpose},
    changes::{self, Change},
    error::StoreError,
};

type Manager = <DbConnection as diesel::Connection>::TransactionManager;

/// Jobs that may wait; more is an overload that the caller hears of.
const QUEUE: usize = 4_096;
/// On SQLite a larger batch only adds latency.
const SQLITE_BATCH: usize = 128;
/// More than 64 savepoints overflow PostgreSQL's cache of subtransactions and slow every snapshot.
const POSTGRES_BATCH: usize = 60;

/// A transaction that a job writes in.
pub struct Tx<'c> {
    conn: &'c mut DbConnection,
    changes: Vec<Change>,
}

impl Tx<'_> {
    /// The connection, to read what the job needs.
    pub fn conn(&mut self) -> &mut DbConnection {
        self.conn
    }

    /// Enters a change into the log, to be numbered when the batch commits.
    pub fn log(&mut self, change: Change) {
        self.changes.push(change);
    }
}

/// Called after each commit with its changes and the number of the last of them, before any job is answered.
pub type OnCommit = Box<dyn FnMut(i64, Vec<Change>) + Send>;

/// Tells the waiting caller how its job ended; `Some` is why the commit failed.
type Answer = Box<dyn FnOnce(Option<&str>) + Send>;
/// Runs in the transaction; says whether to keep what it did, and how to answer.
type Job = Box<dyn FnOnce(&mut Tx<'_>) -> (bool, Answer) + Send>;

/// A handle to the writer thread, which ends when the last handle is dropped.
pub struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    ///
    /// `batch` is the most jobs in a transaction; `None` is what suits the backend.
    pub fn start(
        backend: Backend,
        batch: Option<NonZeroUsize>,
        on_commit: OnCommit,
    ) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let suiting = match backend {
            Backend::Postgres { .. } => POSTGRES_BATCH,
            Backend::Sqlite { .. } => SQLITE_BATCH,
        };
        let batch = batch.map_or(suiting, |most| most.get().min(suiting));
        let state = Thread { backend, batch, conn: None, on_commit };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || state.run(&jobs))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Runs `work` in the next transaction, and returns when that has been committed or rolled back.
    ///
    /// Nothing of `work` is kept if it returns an error or panics.
    pub fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = sync_channel(1);
        let job: Job = Box::new(move |tx| {
            let result = catch_unwind(AssertUnwindSafe(|| work(tx)))
                .unwrap_or_else(|_| Err(StoreError::Panicked.into()));
            let keep = result.is_ok();
            let answer: Answer = Box::new(move |failure| {
                let result = match failure {
                    Some(why) if keep => Err(E::from(StoreError::Unavailable(why.to_owned()))),
                    _ => result,
                };
                if reply.send(result).is_err() {
                    tracing::debug!("a caller went away before its answer");
                }
            });
            (keep, answer)
        });
        let queue = self.queue.as_ref().ok_or(StoreError::NoAnswer)?;
        queue
            .try_send(job)
            .map_err(|_| StoreError::Unavailable("too many writes are waiting".to_owned()))?;
        answer.recv().map_err(|_| StoreError::NoAnswer)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread panicked");
        }
    }
}

struct Thread {
    backend: Backend,
    batch: usize,
    conn: Option<DbConnection>,
    on_commit: OnCommit,
}

impl Thread {
    fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = vec![first];
            batch.extend(jobs.try_iter().take(self.batch - 1));
            let mut answers = Vec::with_capacity(batch.len());
            let outcome = self.commit(batch, &mut answers);
            let failure = match outcome {
                Ok(()) => None,
                Err(error) => {
                    tracing::error!(%error, "a batch of writes was not committed");
                    self.conn = None;
                    Some(error.to_string())
                }
            };
            for answer in answers {
                answer(failure.as_deref());
            }
        }
    }

    fn commit(&mut self, batch: Vec<Job>, answers: &mut Vec<Answer>) -> Result<(), StoreError> {
        if self.conn.is_none() {
            self.conn = Some(self.backend.open(Purpose::Write)?);
        }
        let conn = self.conn.as_mut().ok_or(StoreError::NoAnswer)?;
        begin(conn)?;
        let mut tx = Tx { conn, changes: Vec::new() };
        for job in batch {
            answers.push(run_job(&mut tx, job)?);
        }
        let changes = tx.changes;
        let position =
            if changes.is_empty() { None } else { Some(changes::append(conn, &changes)?) };
        Manager::commit_transaction(conn)?;
        if let Some(position) = position {
            (self.on_commit)(position, changes);
        }
        Ok(())
    }
}

fn begin(conn: &mut DbConnection) -> Result<(), StoreError> {
    match conn {
        DbConnection::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn),
        DbConnection::Sqlite(conn) => {
            AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")
        }
    }?;
    Ok(())
}

/// Runs one job under its savepoint.
fn run_job(tx: &mut Tx<'_>, job: Job) -> Result<Answer, StoreError> {
    let before = tx.changes.len();
    Manager::begin_transaction(tx.conn)?;
    let (keep, answer) = job(tx);
    if keep {
        Manager::commit_transaction(tx.conn)?;
    } else {
        tx.changes.truncate(before);
        Manager::rollback_transaction(tx.conn)?;
    }
    Ok(answer)
}

#[cfg(test)]
mod tests;
