//! Keeps the index, the taxonomy, and the set of those who may no longer come in, equal to the database by following the
//! change log.
//!
//! One lock guards the position in the log, so changes are applied once and in commit order: those of this process as
//! they are committed, those of other servers when [`Follower::poll`] finds them. What an amendment of the taxonomy
//! brings about is made beside that, in `renewal`.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        edition::Edition,
        error::AppError,
        index::{
            facts::{candidate_change, vacancy_change},
            loading,
            revocations::Revocations,
            snapshot::LiveIndex,
        },
    },
    domain::{
        access::actor::Actor,
        parties::{
            agency::{AgencyBody, AgencyStatus},
            employer::{EmployerBody, EmployerStatus},
        },
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{Record, RecordKind, Resource},
    },
    matching::{Change as IndexChange, Engine},
    store::{
        Store, StoreError,
        backend::DbConnection,
        changes::{self, Change, Logged, State},
        parties::clients,
        records::Stored,
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
    /// Held by whoever loads the index or makes a new edition.
    pub(in crate::app) renewing: Mutex<()>,
    /// Whether the log has told of an amendment that the edition may lack.
    pub(in crate::app) amended: AtomicBool,
}

impl Follower {
    /// An empty index of the built-in taxonomy, which has followed nothing.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            present: RwLock::new(LiveIndex::of(Edition::embedded())),
            shut: RwLock::default(),
            position: Mutex::new(None),
            renewing: Mutex::new(()),
            amended: AtomicBool::new(true),
        }
    }

    /// Where the index stands.
    pub fn standing(&self) -> IndexState {
        self.lock().map_or(IndexState::Loading, IndexState::At)
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
        drop(alone);
        self.renew()?;
        self.poll()
    }

    /// Applies what this process has just committed, up to number `position`.
    pub fn committed(&self, position: i64, changes: Vec<Change>) {
        let mut at = self.lock();
        let Some(from) = *at else { return };
        let own = i64::try_from(changes.len()).unwrap_or(i64::MAX);
        let result = if from + own == position {
            let states = changes.into_iter().map(|change| change.state).collect();
            self.apply(&self.engine(), states)
        } else {
            self.catch_up(&mut at) // other servers wrote in between, or the poll was faster
        };
        match result {
            Ok(()) => *at = (*at).max(Some(position)),
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
            let Some((last, states)) = self.page(from)? else { break };
            self.apply(&engine, states)?;
            *at = Some(last);
        }
        Ok(())
    }

    /// What changed after number `from`, and the number of the last of it; `None` if nothing did.
    pub(in crate::app) fn page(&self, from: i64) -> Result<Option<(i64, Vec<State>)>, StoreError> {
        self.store.read(|conn| {
            let logged = changes::since(conn, from, PAGE)?;
            let Some(last) = logged.last().map(|last| last.n) else { return Ok(None) };
            Ok(Some((last, states(conn, &logged)?)))
        })
    }

    pub(in crate::app) fn apply(
        &self,
        engine: &Engine,
        states: Vec<State>,
    ) -> Result<(), StoreError> {
        let mut index = Vec::with_capacity(states.len());
        for state in states {
            match state {
                State::Vacancy(vacancy) => {
                    index.push(vacancy_change(engine.knowledge(), &vacancy));
                }
                State::Candidate(candidate) => {
                    index.push(candidate_change(engine.knowledge(), &candidate));
                }
                State::Deleted(RecordKind::Vacancy, id) => {
                    index.push(IndexChange::RemoveVacancy(id))
                }
                State::Deleted(RecordKind::Candidate, id) => {
                    index.push(IndexChange::RemoveCandidate(id))
                }
                State::Employer(employer) => {
                    self.shut_organisation(
                        employer.id.0,
                        employer.status == EmployerStatus::Blacklisted,
                    );
                }
                State::Agency(agency) => {
                    self.shut_organisation(agency.id.0, agency.status == AgencyStatus::Revoked);
                }
                State::Reload(kind, id) => self.look_up(kind, id)?,
                State::Deleted(..) => {}
            }
        }
        engine.apply(index);
        Ok(())
    }

    fn look_up(&self, kind: RecordKind, id: Uuid) -> Result<(), StoreError> {
        match kind {
            RecordKind::Client => {
                let found = self.store.read(|conn| clients::find(conn, id))?;
                if found.is_some_and(|client| client.revoked_at.is_some()) {
                    self.shut().clients.insert(id);
                }
            }
            RecordKind::Token => {
                if let Some(expires_at) =
                    self.store.read(|conn| clients::revoked_token(conn, id))?
                {
                    self.shut().tokens.insert(id, expires_at);
                }
            }
            RecordKind::Taxonomy => self.amended.store(true, Ordering::Release),
            _ => {}
        }
        Ok(())
    }

    fn shut_organisation(&self, id: Uuid, shut: bool) {
        if shut {
            self.shut().organisations.insert(id);
        } else {
            self.shut().organisations.remove(&id);
        }
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
        let employers = loading::each(conn, &|_| {}, |employer: Record<EmployerBody>| {
            (employer.id.0, employer.status == EmployerStatus::Blacklisted)
        })?;
        let agencies = loading::each(conn, &|_| {}, |agency: Record<AgencyBody>| {
            (agency.id.0, agency.status == AgencyStatus::Revoked)
        })?;
        for (id, shut) in employers.into_iter().chain(agencies) {
            self.shut_organisation(id, shut);
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

    fn shut(&self) -> std::sync::RwLockWriteGuard<'_, Revocations> {
        self.shut.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The records that the log names, as they now are; one that is not there is gone.
fn states(conn: &mut DbConnection, logged: &[Logged]) -> Result<Vec<State>, StoreError> {
    let mut by_kind: BTreeMap<RecordKind, Vec<Uuid>> = BTreeMap::new();
    for entry in logged {
        by_kind.entry(entry.kind).or_default().push(entry.record);
    }
    let mut all = Vec::new();
    for (kind, mut ids) in by_kind {
        ids.sort_unstable();
        ids.dedup();
        match kind {
            RecordKind::Employer => all.extend(states_of::<EmployerBody>(conn, &ids)?),
            RecordKind::Agency => all.extend(states_of::<AgencyBody>(conn, &ids)?),
            RecordKind::Vacancy => all.extend(states_of::<VacancyBody>(conn, &ids)?),
            RecordKind::Candidate => all.extend(states_of::<CandidateBody>(conn, &ids)?),
            RecordKind::Client
            | RecordKind::Token
            | RecordKind::MatchRun
            | RecordKind::Taxonomy => {
                all.extend(ids.into_iter().map(|id| State::Reload(kind, id)));
            }
        }
    }
    Ok(all)
}

fn states_of<R: Stored>(conn: &mut DbConnection, ids: &[Uuid]) -> Result<Vec<State>, StoreError> {
    let found = R::find_all(conn, Actor::System.reach(), ids)?;
    let mut gone: HashSet<Uuid> = ids.iter().copied().collect();
    for record in &found {
        gone.remove(&record.id.0);
    }
    let gone = gone.into_iter().map(|id| State::Deleted(R::KIND, id));
    Ok(found.into_iter().map(R::state).chain(gone).collect())
}

/// Names the resources whose states this follower applies, so that a new kind is not forgotten.
const _: [RecordKind; 4] =
    [EmployerBody::KIND, AgencyBody::KIND, VacancyBody::KIND, CandidateBody::KIND];
