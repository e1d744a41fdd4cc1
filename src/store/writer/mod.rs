//! The one write path: a thread that commits the waiting jobs together, and answers only after the commit.
//!
//! New records are written together, and one by one if that fails. Every other job runs under its own savepoint. So a bad
//! one hurts no neighbour.
//!
//! A refusal means that the job did not and will not happen: one that has waited too long is not begun, a connection that
//! broke while nobody wrote is opened anew before a batch is lost to it, and whatever ends before the commit is told so.
//! Only a commit without an answer is [`StoreError::OutcomeUnknown`].

mod entering;

use std::{
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, OnceLock,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use diesel::{
    connection::{AnsiTransactionManager, TransactionManager},
    result::Error as DieselError,
};

use crate::{
    domain::trust::audit::AuditKey,
    store::{
        backend::{Backend, DbConnection, Purpose},
        changes::Logged,
        error::StoreError,
        idempotency::Remembered,
        records::{self, NewRecord},
        tx::Tx,
    },
};

type Manager = <DbConnection as diesel::Connection>::TransactionManager;

/// Jobs that may wait; more is an overload that the caller hears of.
const QUEUE: usize = 4_096;
/// On SQLite a larger batch only adds latency.
const SQLITE_BATCH: usize = 128;
/// More than 64 savepoints overflow PostgreSQL's cache of subtransactions and slow every snapshot.
const POSTGRES_BATCH: usize = 60;

/// How long a job may wait to be begun.
const PATIENCE: Duration = Duration::from_secs(2);

/// Called after each commit with its changes, unless it has none, and before any job is answered.
pub type OnCommit = Box<dyn FnMut(Vec<Logged>) + Send>;

/// What came of a new record: `None` if it was written, or what an earlier request with its key did.
pub type Written = Result<Option<Remembered>, StoreError>;

/// Tells the caller that its work was committed, or why not.
type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Runs in the transaction; says whether to keep what it did, and how to tell the caller.
type Work = Box<dyn FnOnce(&mut Tx<'_>) -> (bool, Reply) + Send>;

/// Whom to tell of a new record. Whoever drops it unheard tells that nothing was written.
struct Answer(Option<Box<dyn FnOnce(Written) + Send>>);

impl Answer {
    fn tell(mut self, written: Written) {
        if let Some(tell) = self.0.take() {
            tell(written);
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(tell) = self.0.take() {
            tell(Err(StoreError::NotWritten));
        }
    }
}

/// What waits for the next transaction. Dropping it is refusing it: its caller hears that nothing was written.
enum Job {
    /// A new record, and whom to tell.
    Insert(Box<NewRecord>, Answer),
    /// Anything else.
    Work(Work),
}

/// A job, and since when it waits.
type Waiting = (Instant, Job);

/// A handle to the writer thread, which ends when the last handle is dropped.
pub struct Writer {
    queue: Option<SyncSender<Waiting>>,
    thread: Option<JoinHandle<()>>,
    key: Arc<OnceLock<AuditKey>>,
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
        let key = Arc::new(OnceLock::new());
        let state = Thread { backend, batch, conn: None, on_commit, key: Arc::clone(&key) };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || state.run(&jobs))?;
        Ok(Self { queue: Some(queue), thread: Some(thread), key })
    }

    /// Seals the audit with this key from now on. A second one is not taken.
    pub fn seal_with(&self, key: AuditKey) {
        if self.key.set(key).is_err() {
            tracing::debug!("the key of the audit is there already");
        }
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
        self.send(Job::Work(work))?;
        answer.recv().map_err(|_| StoreError::NotWritten)?
    }

    /// Writes a new record in the next transaction, and tells `answer` when that has been committed or rolled back.
    ///
    /// `answer` is called on the writer's thread, so it must be quick.
    pub fn insert(&self, fresh: NewRecord, answer: impl FnOnce(Written) + Send + 'static) {
        let answer = Answer(Some(Box::new(answer)));
        if let Err(error) = self.send(Job::Insert(Box::new(fresh), answer)) {
            tracing::debug!(%error, "a new record was refused");
        }
    }

    fn send(&self, job: Job) -> Result<(), StoreError> {
        let queue = self.queue.as_ref().ok_or(StoreError::NotWritten)?;
        queue.try_send((Instant::now(), job)).map_err(|error| match error {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => {
                StoreError::Unavailable("too many writes are waiting".to_owned())
            }
        })
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
    key: Arc<OnceLock<AuditKey>>,
}

/// How a job ended, and whom to tell.
type Done = (Reply, Result<(), StoreError>);

impl Thread {
    fn run(mut self, jobs: &Receiver<Waiting>) {
        while let Ok(first) = jobs.recv() {
            let waiting = std::iter::once(first).chain(jobs.try_iter().take(self.batch - 1));
            let batch: Vec<Job> = waiting
                .filter_map(|(since, job)| (since.elapsed() < PATIENCE).then_some(job))
                .collect();
            self.write(batch);
        }
    }

    /// Does a batch, and tells each caller how it ended. What is dropped on the way was not written.
    fn write(&mut self, batch: Vec<Job>) {
        let mut done = Vec::with_capacity(batch.len());
        let outcome = catch_unwind(AssertUnwindSafe(|| self.commit(batch, &mut done)))
            .unwrap_or(Err(StoreError::Panicked));
        let logged = match outcome {
            Ok(logged) => logged,
            Err(error) => return self.give_up(&error, done),
        };
        if !logged.is_empty()
            && catch_unwind(AssertUnwindSafe(|| (self.on_commit)(logged))).is_err()
        {
            tracing::error!("what was committed could not be told: it will be read from the log");
        }
        for (tell, result) in done {
            tell(result);
        }
    }

    /// Tells all that their work was not kept, or that nobody knows.
    fn give_up(&mut self, error: &StoreError, done: Vec<Done>) {
        tracing::error!(%error, "a batch of writes was not committed");
        self.conn = None;
        let why = || match error {
            StoreError::OutcomeUnknown => StoreError::OutcomeUnknown,
            other => StoreError::Unavailable(other.to_string()),
        };
        for (tell, result) in done {
            tell(result.and_then(|()| Err(why())));
        }
    }

    fn commit(&mut self, batch: Vec<Job>, done: &mut Vec<Done>) -> Result<Vec<Logged>, StoreError> {
        let key = Arc::clone(&self.key);
        let conn = self.begin()?;
        let mut tx = Tx { conn, changes: Vec::new(), readings: Vec::new() };
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
        let logged = entering::enter(&mut tx, key.get())?;
        Manager::commit_transaction(conn).map_err(uncommitted)?;
        Ok(logged)
    }

    /// Begins a transaction. Nothing is lost yet, so a connection that broke meanwhile is opened anew.
    fn begin(&mut self) -> Result<&mut DbConnection, StoreError> {
        let conn = match self.conn.take().map(|mut conn| begin(&mut conn).map(|()| conn)) {
            Some(Ok(conn)) => conn,
            Some(Err(error)) if matches!(self.backend, Backend::Sqlite { .. }) => {
                return Err(error);
            }
            None | Some(Err(_)) => {
                let mut conn = self.backend.open(Purpose::Write)?;
                begin(&mut conn)?;
                conn
            }
        };
        Ok(self.conn.insert(conn))
    }
}

/// What a failed commit means: only a refusal in so many words says that nothing was written.
fn uncommitted(error: DieselError) -> StoreError {
    match StoreError::from(error) {
        StoreError::Unavailable(why) if why.contains("locked") => StoreError::Unavailable(why),
        StoreError::Unavailable(_) => StoreError::OutcomeUnknown,
        refused => refused,
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

type Insert = (Box<NewRecord>, Answer);

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
        done.push((Box::new(move |committed| answer.tell(committed.map(|()| past))), result));
    }
    Ok(())
}

/// Runs one job under its savepoint.
fn run_work(tx: &mut Tx<'_>, work: Work) -> Result<Reply, StoreError> {
    let before = (tx.changes.len(), tx.readings.len());
    Manager::begin_transaction(tx.conn)?;
    let (keep, told) = work(tx);
    if keep {
        Manager::commit_transaction(tx.conn)?;
    } else {
        tx.changes.truncate(before.0);
        tx.readings.truncate(before.1);
        Manager::rollback_transaction(tx.conn)?;
    }
    Ok(told)
}

#[cfg(test)]
mod tests;
