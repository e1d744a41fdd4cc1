//! Keeps the index, the taxonomy, and the set of those who may no longer come in, equal to the database by following the
//! change log.
//!
//! One lock guards the position in the log, so changes are applied once and in commit order: those of this process as
//! they are committed, those of other servers when [`Follower::poll`] finds them. What an amendment of the taxonomy
//! brings about is made beside that, in `renewal`.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockWriteGuard,
    atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        edition::Edition,
        error::AppError,
        index::{
            current::current,
            facts::Indexed,
            loading,
            revocations::{Organisation, Revocations},
            snapshot::LiveIndex,
        },
    },
    domain::{
        parties::{agency::AgencyBody, employer::EmployerBody},
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{Record, RecordKind},
    },
    matching::{Change as IndexChange, Engine},
    store::{
        Store, StoreError,
        backend::DbConnection,
        changes::{self, Logged},
        parties::clients,
    },
};

/// How many changes are read at once.
const PAGE: i64 = 1_000;

/// How the index stands to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexState {
    /// Not loaded yet.
    Loading,
    /// Loaded, and at this number of the log.
    At(i64),
}

/// The index and its place in the log.
pub struct Follower {
    pub(in crate::app) store: Store,
    pub(in crate::app) present: RwLock<LiveIndex>,
    shut: RwLock<Revocations>,
    position: Mutex<Option<i64>>,
    /// The position as it was last let go, for those who must not wait for a database that does not answer; -1 is none.
    stands: AtomicI64,
    /// Held by whoever loads the index or makes a new edition.
    pub(in crate::app) renewing: Mutex<()>,
    /// Whether the log has told of an amendment that the edition may lack.
    pub(in crate::app) amended: AtomicBool,
    /// How often employers have changed.
    pub(super) employers: AtomicU64,
}

impl Follower {
    /// An empty index of the built-in taxonomy, which has followed nothing.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            present: RwLock::new(LiveIndex::of(Edition::embedded())),
            shut: RwLock::default(),
            position: Mutex::new(None),
            stands: AtomicI64::new(-1),
            renewing: Mutex::new(()),
            amended: AtomicBool::new(true),
            employers: AtomicU64::new(0),
        }
    }

    /// Where the index stands. Waits for nobody: while somebody moves it, that is where it stood before.
    pub fn standing(&self) -> IndexState {
        if let Ok(at) = self.position.try_lock() {
            self.stands.store(at.unwrap_or(-1), Ordering::Release);
        }
        match self.stands.load(Ordering::Acquire) {
            -1 => IndexState::Loading,
            at => IndexState::At(at),
        }
    }

    /// Whether this client, of this organisation, may come in with this token.
    pub fn admits(&self, client: Uuid, organisation: Uuid, token: Uuid) -> bool {
        let shut = self.shut.read().unwrap_or_else(PoisonError::into_inner);
        !(shut.clients.contains(&client)
            || shut.organisations.contains(&organisation)
            || shut.tokens.contains_key(&token))
    }

    /// Loads one consistent moment of the database, then what changed meanwhile.
    pub fn load(&self, progress: &dyn Fn(usize)) -> Result<(), AppError> {
        self.renew()?;
        let alone = self.alone();
        let at = self.store.snapshot(|conn| {
            let at = changes::position(conn)?;
            self.load_shut(conn)?;
            self.load_index(conn, progress)?;
            Ok::<_, StoreError>(at)
        })?;
        *self.lock() = Some(at);
        self.stands.store(at, Ordering::Release);
        drop(alone);
        self.renew()?;
        self.poll()
    }

    /// Applies what this process has just committed.
    pub fn committed(&self, changes: &[Logged]) {
        let mut at = self.lock();
        let (Some(from), Some(first), Some(last)) = (*at, changes.first(), changes.last()) else {
            return;
        };
        let result = if from + 1 == first.n {
            self.apply(&self.engine(), changes)
        } else {
            self.catch_up(&mut at) // other servers wrote in between, or the poll was faster
        };
        match result {
            Ok(()) => *at = (*at).max(Some(last.n)),
            Err(error) => tracing::warn!(%error, "the index lags behind: the next poll catches up"),
        }
    }

    /// Applies what other servers have committed. Does nothing until the index is loaded.
    pub fn poll(&self) -> Result<(), AppError> {
        let mut at = self.lock();
        if at.is_none() { Ok(()) } else { Ok(self.catch_up(&mut at)?) }
    }

    pub(in crate::app) fn catch_up(&self, at: &mut Option<i64>) -> Result<(), StoreError> {
        let engine = self.engine();
        while let Some(from) = *at {
            let page = self.page(from)?;
            let Some(last) = page.last() else { break };
            self.apply(&engine, &page)?;
            *at = Some(last.n);
        }
        Ok(())
    }

    /// What changed after number `from`, some of it at a time.
    pub(in crate::app) fn page(&self, from: i64) -> Result<Vec<Logged>, StoreError> {
        self.store.read(|conn| changes::since(conn, from, PAGE))
    }

    /// Tells the index what it holds of the changed records, and notes who may no longer come in.
    pub(in crate::app) fn apply(
        &self,
        engine: &Engine,
        changes: &[Logged],
    ) -> Result<(), StoreError> {
        let mut index = Vec::with_capacity(changes.len());
        self.index_changes::<VacancyBody>(engine, changes, &mut index)?;
        self.index_changes::<CandidateBody>(engine, changes, &mut index)?;
        self.follow_organisations::<EmployerBody>(changes)?;
        self.follow_organisations::<AgencyBody>(changes)?;
        for change in changes {
            match change.kind {
                RecordKind::Client => self.follow_client(change.record)?,
                RecordKind::Token => self.follow_token(change.record)?,
                RecordKind::Taxonomy => self.amended.store(true, Ordering::Release),
                RecordKind::Employer => drop(self.employers.fetch_add(1, Ordering::AcqRel)),
                _ => {}
            }
        }
        engine.apply(index);
        Ok(())
    }

    fn index_changes<R: Indexed>(
        &self,
        engine: &Engine,
        changes: &[Logged],
        index: &mut Vec<IndexChange>,
    ) -> Result<(), StoreError> {
        for (id, record) in current::<R>(&self.store, changes)? {
            index.push(match record {
                Some(record) => R::change(engine.knowledge(), &record),
                None => R::removal(id),
            });
        }
        Ok(())
    }

    fn follow_organisations<R: Organisation>(&self, changes: &[Logged]) -> Result<(), StoreError> {
        for (id, record) in current::<R>(&self.store, changes)? {
            self.shut().bar(id, record.is_some_and(|record| record.status == R::BARRED));
        }
        Ok(())
    }

    fn follow_client(&self, id: Uuid) -> Result<(), StoreError> {
        let found = self.store.read(|conn| clients::find(conn, id))?;
        if found.is_some_and(|client| client.revoked_at.is_some()) {
            self.shut().clients.insert(id);
        }
        Ok(())
    }

    fn follow_token(&self, id: Uuid) -> Result<(), StoreError> {
        if let Some(expires_at) = self.store.read(|conn| clients::revoked_token(conn, id))? {
            self.shut().tokens.insert(id, expires_at);
        }
        Ok(())
    }

    /// Forgets revoked tokens that have run out by themselves.
    pub(in crate::app) fn forget_tokens_before(&self, now: DateTime<Utc>) {
        self.shut().tokens.retain(|_, expires_at| *expires_at >= now);
    }

    fn load_shut(&self, conn: &mut DbConnection) -> Result<(), StoreError> {
        let clients = clients::list(conn)?;
        let tokens = clients::revoked_tokens(conn)?;
        {
            let mut shut = self.shut();
            shut.clients =
                clients.iter().filter(|c| c.revoked_at.is_some()).map(|c| c.client.id).collect();
            shut.tokens = tokens.into_iter().collect();
        }
        self.load_organisations::<EmployerBody>(conn)?;
        self.load_organisations::<AgencyBody>(conn)
    }

    fn load_organisations<R: Organisation>(
        &self,
        conn: &mut DbConnection,
    ) -> Result<(), StoreError> {
        let barred =
            |organisation: Record<R>| (organisation.id.0, organisation.status == R::BARRED);
        for (id, barred) in loading::each(conn, &|_| {}, barred)? {
            self.shut().bar(id, barred);
        }
        Ok(())
    }

    fn load_index(
        &self,
        conn: &mut DbConnection,
        progress: &dyn Fn(usize),
    ) -> Result<(), StoreError> {
        let engine = self.engine();
        let (vacancies, candidates) = loading::facts(conn, engine.knowledge(), progress)?;
        engine.load(candidates, vacancies);
        Ok(())
    }

    /// An index built afresh from the database, to compare with the running one, and its place in the log.
    pub fn rebuilt(&self) -> Result<(Engine, i64), AppError> {
        let knowledge = Arc::clone(self.engine().knowledge());
        let engine = Engine::new(Arc::clone(&knowledge));
        let (position, (vacancies, candidates)) = self.store.snapshot(|conn| {
            let position = changes::position(conn)?;
            Ok::<_, StoreError>((position, loading::facts(conn, &knowledge, &|_| {})?))
        })?;
        engine.load(candidates, vacancies);
        Ok((engine, position))
    }

    pub(in crate::app) fn lock(&self) -> MutexGuard<'_, Option<i64>> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shut(&self) -> RwLockWriteGuard<'_, Revocations> {
        self.shut.write().unwrap_or_else(PoisonError::into_inner)
    }
}
