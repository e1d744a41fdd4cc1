//! All SQL, and nothing but SQL: two backends, one write path, one file per table group.
//!
//! The store knows the domain's words. It knows no rule between them, no HTTP, and no index.

pub mod backend;
pub mod casework;
pub mod changes;
pub mod clock;
pub mod constraint;
pub mod erased;
pub mod erasure;
pub mod error;
pub mod format;
pub mod history;
pub mod idempotency;
pub mod integration;
pub mod jobs;
pub mod law;
pub mod learning;
pub mod ledger;
pub mod parties;
pub mod programme;
pub mod reactions;
pub mod reader;
pub mod records;
pub mod recruitment;
pub mod servers;
pub mod taxonomy;
pub mod trust;
pub mod tx;
pub mod writer;

mod backup;
mod durability;
mod migrations;
mod registry;
mod roles;
mod schema;
mod scrub;
mod slow_reads;
mod types;
mod wholeness;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use diesel::{
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    r2d2::{Pool, PooledConnection},
};

use backend::{Backend, DbConnection, Purpose, Readers};
pub use error::StoreError;
use reader::Reader;
use slow_reads::SlowReads;

use crate::domain::access::actor::Actor;

type Manager = <DbConnection as diesel::Connection>::TransactionManager;

/// The readers' half of the store. The writers' half is [`writer::Writer`].
#[derive(Clone)]
pub struct Store {
    backend: Arc<Backend>,
    /// The same database by the role that owns the tables, where another one serves.
    owner: Option<Arc<Backend>>,
    readers: Pool<Readers>,
    slow_reads: Arc<SlowReads>,
    reader: Reader,
}

/// Connections of the readers: more did not read faster on two cores.
const READERS: u32 = 4;
/// Connections that reads that may take long hold together at most.
const SLOW_READERS: u32 = READERS / 2;
/// How long a reader waits for a connection before it gives up.
const CHECKOUT: Duration = Duration::from_secs(1);

impl Store {
    /// Opens the store; the database must be reachable.
    pub fn open(backend: Backend) -> Result<Self, StoreError> {
        drop(backend.open(Purpose::Write)?); // a first error with its cause, and the SQLite file in WAL mode
        let readers = Pool::builder()
            .max_size(READERS)
            .connection_timeout(CHECKOUT)
            .test_on_check_out(false) // beginning a read is the test
            .error_handler(Box::new(diesel::r2d2::LoggingErrorHandler))
            .build_unchecked(Readers(backend.clone()));
        let slow_reads = Arc::new(SlowReads::new(SLOW_READERS));
        let (backend, reader) = (Arc::new(backend), Reader::server());
        Ok(Self { backend, owner: None, readers, slow_reads, reader })
    }

    /// The same store, of which the tables belong to another role: that one migrates, and lets this one serve.
    #[must_use]
    pub fn owned_by(self, owner: Backend) -> Self {
        Self { owner: Some(Arc::new(owner)), ..self }
    }

    fn open_as_owner(&self) -> Result<DbConnection, StoreError> {
        Ok(self.owner.as_ref().unwrap_or(&self.backend).open(Purpose::Write)?)
    }

    /// The same store, of which PostgreSQL shows what this actor may see, and nothing else.
    #[must_use]
    pub fn as_seen_by(&self, actor: &Actor) -> Self {
        match *self.backend {
            Backend::Postgres { .. } => Self { reader: Reader::of(actor), ..self.clone() },
            Backend::Sqlite { .. } => self.clone(),
        }
    }

    /// The same store as the server sees it, whole. `why` says what for.
    #[must_use]
    pub fn as_server(&self, why: &'static str) -> Self {
        tracing::trace!(why, "the wall is lifted");
        Self { reader: Reader::server(), ..self.clone() }
    }

    /// The backend in use.
    pub fn backend(&self) -> &Backend {
        &self.backend
    }

    /// Lends a reader's connection.
    pub fn read<T, E: From<StoreError>>(
        &self,
        job: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let conn = &mut *self.begin()?;
        let result = job(conn);
        reader::end(conn);
        result
    }

    /// A connection on which a read has begun. One that broke meanwhile is left for the next, or for a new one.
    fn begin(&self) -> Result<PooledConnection<Readers>, StoreError> {
        let (since, mut broken) = (Instant::now(), 0);
        loop {
            let mut conn = self.readers.get()?;
            match self.reader.begin(&mut conn, "BEGIN READ ONLY") {
                Err(_) if broken < READERS && since.elapsed() < CHECKOUT => broken += 1,
                begun => return begun.map(|()| conn),
            }
        }
    }

    /// Lends a reader's connection for a read that may take long, such as a list with filters: some readers always stay
    /// free for others.
    pub fn read_slowly<T, E: From<StoreError>>(
        &self,
        job: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let _running = self.slow_reads.begin(CHECKOUT)?;
        self.read(job)
    }

    /// Lends a connection on which every read of `job` sees the same moment, with no time-out of statements.
    pub fn snapshot<T, E: From<StoreError>>(
        &self,
        job: impl FnOnce(&mut DbConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let conn = &mut self.backend.open(Purpose::Read).map_err(StoreError::from)?;
        begin_snapshot(conn, &self.reader)?;
        let result = job(conn)?;
        Manager::commit_transaction(conn).map_err(StoreError::from)?;
        Ok(result)
    }

    /// Runs the migrations that have not run, and returns their names.
    pub fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let _alone = self.lock_file()?;
        let owner = &mut self.open_as_owner()?;
        let ran = migrations::run(owner)?;
        let conn = &mut self.backend.open(Purpose::Write)?;
        if self.owner.is_some() {
            roles::grant(owner, conn)?;
        }
        records::words::fill(conn)?;
        Ok(ran)
    }

    /// Why row-level security does not hold whoever serves, or could be taken down; `None` where all is well.
    pub fn weak_wall(&self) -> Result<Option<String>, StoreError> {
        roles::weakness(&mut self.backend.open(Purpose::Write)?)
    }

    /// Lets one process migrate an SQLite file at a time. PostgreSQL has a lock of its own for that.
    fn lock_file(&self) -> Result<Option<std::fs::File>, StoreError> {
        let Backend::Sqlite { path } = &*self.backend else { return Ok(None) };
        let failed = |error: std::io::Error| StoreError::Migration(format!("{path}.lock: {error}"));
        let file = std::fs::File::create(format!("{path}.lock")).map_err(failed)?;
        file.lock().map_err(failed)?;
        Ok(Some(file))
    }

    /// Takes the newest `steps` migrations back, and returns their names.
    pub fn revert(&self, steps: usize) -> Result<Vec<String>, StoreError> {
        migrations::revert(&mut self.open_as_owner()?, steps)
    }

    /// The settings of the database with which a crash may lose what was acknowledged, as `name = value`.
    pub fn durability_risks(&self) -> Result<Vec<String>, StoreError> {
        durability::risks(&mut self.backend.open(Purpose::Write)?)
    }

    /// What is wrong with the database, a line each; none where it is whole.
    pub fn faults(&self) -> Result<Vec<String>, StoreError> {
        wholeness::faults(&mut self.backend.open(Purpose::Read)?)
    }

    /// Copies an embedded database into a new file while it is in use; returns the number of its newest change.
    pub fn backup(&self, to: &std::path::Path) -> Result<i64, StoreError> {
        backup::backup(&self.backend, to)
    }

    /// Takes out of the database's files what its tables do not hold any more.
    pub fn scrub(&self) -> Result<(), StoreError> {
        scrub::scrub(&mut self.open_as_owner()?)
    }

    /// Whether the newest migration of this program is there. Unlike [`Store::pending_migrations`] it changes nothing, and
    /// asks a reader.
    pub fn schema_is_current(&self) -> Result<bool, StoreError> {
        self.read(migrations::is_current)
    }

    /// How many migrations have run.
    pub fn migrations_that_ran(&self) -> Result<usize, StoreError> {
        migrations::ran(&mut self.backend.open(Purpose::Write)?)
    }

    /// How many migrations have not run.
    pub fn pending_migrations(&self) -> Result<usize, StoreError> {
        migrations::pending(&mut self.backend.open(Purpose::Write)?)
    }
}

fn begin_snapshot(conn: &mut DbConnection, reader: &Reader) -> Result<(), StoreError> {
    match conn {
        DbConnection::Postgres(conn) => conn.batch_execute(
            "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0",
        )?,
        DbConnection::Sqlite(conn) => AnsiTransactionManager::begin_transaction(conn)?,
    }
    reader.begin(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
}
