//! The one write path: a thread that commits the waiting jobs together, and answers only after the commit.
//!
//! New records are written together, and one by one if that fails. Every other job runs under its own savepoint. So a bad
//! one hurts no neighbour. A failed commit fails all its jobs; after a panic in the batch itself the thread goes on with a
//! new connection, and whoever was not told yet hears that there is no answer.

use std::{
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread::JoinHandle,
};

use diesel::connection::{AnsiTransactionManager, TransactionManager};

use super::{
    backend::{Backend, DbConnection, Purpose},
    changes::{self, Logged},
    error::StoreError,
    idempotency::Remembered,
    records::{self, NewRecord},
    tx::Tx,
};

type Manager = <DbConnection as diesel::Connection>::TransactionManager;

/// Jobs that may wait; more is an overload that the caller hears of.
const QUEUE: usize = 4_096;
/// On SQLite a larger batch only adds latency.
const SQLITE_BATCH: usize = 128;
/// More than 64 savepoints overflow PostgreSQL's cache of subtransactions and slow every snapshot.
const POSTGRES_BATCH: usize = 60;

/// Called after each commit with its changes, unless it has none, and before any job is answered.
pub type OnCommit = Box<dyn FnMut(Vec<Logged>) + Send>;

/// What came of a new record: `None` if it was written, or what an earlier request with its key did.
pub type Written = Result<Option<Remembered>, StoreError>;

/// Tells the caller that its work was committed, or why not.
type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Runs in the transaction; says whether to keep what it did, and how to tell the caller.
type Work = Box<dyn FnOnce(&mut Tx<'_>) -> (bool, Reply) + Send>;

/// What waits for the next transaction.
enum Job {
    /// A new record, and whom to tell.
    Insert(Box<NewRecord>, Box<dyn FnOnce(Written) + Send>),
    /// Anything else.
    Work(Work),
}

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
        let work: Work = Box::new(move |tx| {
            let result = catch_unwind(AssertUnwindSafe(|| work(tx)))
                .unwrap_or_else(|_| Err(StoreError::Panicked.into()));
            let keep = result.is_ok();
            let told: Reply = Box::new(move |committed| {
                let result = match committed {
                    Err(why) if keep => Err(why.into()),
                    _ => result,
                };
                if reply.send(result).is_err() {
                    tracing::debug!("a caller went away before its answer");
                }
            });
            (keep, told)
        });
        self.send(Job::Work(work)).map_err(|(_, error)| error)?;
        answer.recv().map_err(|_| StoreError::NoAnswer)?
    }

    /// Writes a new record in the next transaction, and tells `answer` when that has been committed or rolled back.
    ///
    /// `answer` is called on the writer's thread, so it must be quick.
    pub fn insert(&self, fresh: NewRecord, answer: impl FnOnce(Written) + Send + 'static) {
        let job = Job::Insert(Box::new(fresh), Box::new(answer));
        if let Err((Job::Insert(_, answer), error)) = self.send(job) {
            answer(Err(error));
        }
    }

    fn send(&self, job: Job) -> Result<(), (Job, StoreError)> {
        let full = || StoreError::Unavailable("too many writes are waiting".to_owned());
        match &self.queue {
            None => Err((job, StoreError::NoAnswer)),
            Some(queue) => queue.try_send(job).map_err(|error| match error {
                TrySendError::Full(job) | TrySendError::Disconnected(job) => (job, full()),
            }),
        }
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

/// How a job ended, and whom to tell.
type Done = (Reply, Result<(), StoreError>);

impl Thread {
    fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = vec![first];
            batch.extend(jobs.try_iter().take(self.batch - 1));
            let mut done = Vec::with_capacity(batch.len());
            let outcome = catch_unwind(AssertUnwindSafe(|| self.commit(batch, &mut done)))
                .unwrap_or(Err(StoreError::Panicked));
            let failure = outcome.err().map(|error| {
                tracing::error!(%error, "a batch of writes was not committed");
                self.conn = None;
                error.to_string()
            });
            for (tell, result) in done {
                tell(match &failure {
                    Some(why) => result.and(Err(StoreError::Unavailable(why.clone()))),
                    None => result,
                });
            }
        }
    }

    fn commit(&mut self, batch: Vec<Job>, done: &mut Vec<Done>) -> Result<(), StoreError> {
        if self.conn.is_none() {
            self.conn = Some(self.backend.open(Purpose::Write)?);
        }
        let conn = self.conn.as_mut().ok_or(StoreError::NoAnswer)?;
        begin(conn)?;
        let mut tx = Tx { conn, changes: Vec::new() };
        let (mut inserts, mut works) = (Vec::new(), Vec::new());
        for job in batch {
            match job {
                Job::Insert(fresh, answer) => inserts.push((fresh, answer)),
                Job::Work(work) => works.push(work),
            }
        }
        insert(&mut tx, inserts, done)?;
        for work in works {
            done.push((run_work(&mut tx, work)?, Ok(())));
        }
        let changes = tx.changes;
        let logged = if changes.is_empty() { Vec::new() } else { changes::append(conn, changes)? };
        Manager::commit_transaction(conn)?;
        if !logged.is_empty() {
            (self.on_commit)(logged);
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

/// Does something that is kept if it succeeds. The outer error is one of the transaction itself.
fn attempt<T>(
    conn: &mut DbConnection,
    job: impl FnOnce(&mut DbConnection) -> Result<T, StoreError>,
) -> Result<Result<T, StoreError>, StoreError> {
    Manager::begin_transaction(conn)?;
    let result = job(conn);
    if result.is_ok() {
        Manager::commit_transaction(conn)?;
    } else {
        Manager::rollback_transaction(conn)?;
    }
    Ok(result)
}

type Insert = (Box<NewRecord>, Box<dyn FnOnce(Written) + Send>);

/// Writes new records together. If that fails, each alone.
fn insert(tx: &mut Tx<'_>, jobs: Vec<Insert>, done: &mut Vec<Done>) -> Result<(), StoreError> {
    let all: Vec<&NewRecord> = jobs.iter().map(|(fresh, _)| &**fresh).collect();
    let together =
        all.len() > 1 && attempt(tx.conn, |conn| records::insert_all(conn, &all))?.is_ok();
    for (fresh, answer) in jobs {
        let result =
            if together { Ok(None) } else { attempt(tx.conn, |conn| fresh.insert_once(conn))? };
        if let Ok(None) = result {
            tx.log(fresh.into_change());
        }
        let (past, result) = match result {
            Ok(past) => (past, Ok(())),
            Err(error) => (None, Err(error)),
        };
        done.push((Box::new(move |committed| answer(committed.map(|()| past))), result));
    }
    Ok(())
}

/// Runs one job under its savepoint.
fn run_work(tx: &mut Tx<'_>, work: Work) -> Result<Reply, StoreError> {
    let before = tx.changes.len();
    Manager::begin_transaction(tx.conn)?;
    let (keep, told) = work(tx);
    if keep {
        Manager::commit_transaction(tx.conn)?;
    } else {
        tx.changes.truncate(before);
        Manager::rollback_transaction(tx.conn)?;
    }
    Ok(told)
}

#[cfg(test)]
mod tests;
