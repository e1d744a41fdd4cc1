//! Use cases: permission, then rule, then transaction, then index. One file per resource.
//!
//! Everything here is synchronous and knows no HTTP. [`App`] is what a server, a command or a test holds.

pub mod background;
pub mod casework;
pub mod day;
pub mod demo;
pub mod edition;
pub mod error;
pub mod history;
pub mod index;
pub mod integration;
pub mod job_types;
pub mod jobs;
pub mod law;
pub mod learning;
pub mod parties;
pub mod probe;
pub mod programme;
pub mod reactions;
pub mod recruitment;
pub mod resource;
pub mod retention;
pub mod servers;
pub mod sweeper;
pub mod taxonomy;
pub mod trust;

#[cfg(test)]
mod quality;

use std::{
    num::NonZeroUsize,
    ops::Deref,
    sync::{Arc, Mutex, OnceLock},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

pub use crate::store::idempotency::Key as IdempotencyKey;
pub use error::AppError;

use crate::{
    app::{
        index::{follower::Follower, progress::ResolveProgress},
        integration::{
            imports::row::RowReader,
            webhooks::{Sendings, Webhooks},
        },
        reactions::progress::Progress,
        recruitment::saved_searches::SearchMemory,
        trust::{
            asked::Pays, own_channel::sender::CodeSender, quota::DisclosureQuota, seen::Profiles,
            vault::Vault,
        },
    },
    domain::{access::actor::Actor, values::moscow::moscow_day},
    store::{Store, backend::Backend, clock, writer::Writer},
};

/// Tells the time; tests set it.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The clock of the machine.
pub fn system_clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    Arc::new(Utc::now)
}

/// The application: a store, an index that follows it, and the rules between.
pub struct App {
    store: Store,
    parts: Arc<Parts>,
}

/// What the application has beside its store. It is the same for whoever reads.
pub struct Parts {
    writer: Writer,
    follower: Arc<Follower>,
    clock: Clock,
    look: Mutex<ResolveProgress>,
    reactions: Progress,
    searches: SearchMemory,
    profiles: Profiles,
    pays: Pays,
    vault: OnceLock<Vault>,
    codes: OnceLock<Box<dyn CodeSender>>,
    disclosures: DisclosureQuota,
    webhooks: OnceLock<Webhooks>,
    sendings: Sendings,
    row_reader: OnceLock<RowReader<App>>,
    /// The day that has begun, after what ended with the one before.
    begun: Mutex<Option<NaiveDate>>,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl App {
    /// Opens the application. The index is empty until [`Follower::load`] has run.
    ///
    /// `write_batch` is the most writes that are committed together; `None` is what suits the backend.
    pub fn open(
        backend: Backend,
        clock: Clock,
        write_batch: Option<NonZeroUsize>,
    ) -> Result<Self, AppError> {
        let store = Store::open(backend.clone())?;
        let follower = Arc::new(Follower::new(store.clone()));
        let told = Arc::clone(&follower);
        let writer =
            Writer::start(backend, write_batch, Box::new(move |changes| told.committed(&changes)))?;
        let parts = Arc::new(Parts {
            writer,
            follower,
            clock,
            look: Mutex::default(),
            reactions: Progress::default(),
            searches: SearchMemory::default(),
            profiles: Profiles::default(),
            pays: Pays::default(),
            vault: OnceLock::new(),
            codes: OnceLock::new(),
            disclosures: DisclosureQuota::default(),
            webhooks: OnceLock::new(),
            sendings: Sendings::default(),
            row_reader: OnceLock::new(),
            begun: Mutex::default(),
        });
        Ok(Self { store, parts })
    }

    /// The application on tables that belong to another role of PostgreSQL: that one migrates, and lets this one serve.
    #[must_use]
    pub fn owned_by(self, owner: Backend) -> Self {
        Self { store: self.store.owned_by(owner), ..self }
    }

    /// Why row-level security does not hold whoever serves, or could be taken down; `None` where all is well.
    pub fn weak_wall(&self) -> Result<Option<String>, AppError> {
        Ok(self.store.weak_wall()?)
    }

    /// The application as this actor reads it: on PostgreSQL the database itself shows no row that is not for them. The one
    /// that was opened reads as the server.
    #[must_use]
    pub fn as_seen_by(&self, actor: &Actor) -> Self {
        Self { store: self.store.as_seen_by(actor), parts: Arc::clone(&self.parts) }
    }

    /// The application as the server reads it. `why` says what needs more than the caller may see.
    pub(in crate::app) fn as_server(&self, why: &'static str) -> Self {
        Self { store: self.store.as_server(why), parts: Arc::clone(&self.parts) }
    }

    /// Now, to the microsecond that the databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        let now = (self.clock)();
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// The day in Moscow.
    pub fn today(&self) -> NaiveDate {
        moscow_day(self.now())
    }

    /// Runs the migrations that have not run, and returns their names.
    pub fn migrate(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.migrate()?)
    }

    /// Takes the newest migrations back, and returns their names.
    pub fn revert_migrations(&self, steps: usize) -> Result<Vec<String>, AppError> {
        Ok(self.store.revert(steps)?)
    }

    /// How many migrations have not run.
    pub fn migrations_that_ran(&self) -> Result<usize, AppError> {
        Ok(self.store.migrations_that_ran()?)
    }

    /// How many migrations have not run.
    pub fn pending_migrations(&self) -> Result<usize, AppError> {
        Ok(self.store.pending_migrations()?)
    }

    /// The settings of the database with which a crash may lose what was acknowledged, as `name = value`.
    pub fn durability_risks(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.durability_risks()?)
    }

    /// What is wrong with the database, a line each; none where it is whole.
    pub fn database_faults(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.faults()?)
    }

    /// How far this machine's clock is ahead of the database's.
    pub fn clock_gap(&self) -> Result<TimeDelta, AppError> {
        Ok(self.store.read(|conn| clock::now(conn).map(|now| self.now() - now))?)
    }

    /// Copies an embedded database into a new file while it is in use; returns the number of its newest change.
    pub fn backup(&self, to: &std::path::Path) -> Result<i64, AppError> {
        Ok(self.store.backup(to)?)
    }

    /// The index and what it follows.
    pub fn follower(&self) -> &Arc<Follower> {
        &self.follower
    }
}
