//! The saved searches that are asked, as a server holds them in memory: up to a number of the change log.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        index::{loading, snapshot::LiveIndex},
        resource::rules::DocumentRules,
        trust::asked::AskedPay,
    },
    domain::{
        access::actor::Actor,
        recruitment::{
            saved_search::{SavedQuestion, SavedSearch, SavedSearchBody, SavedSearchStatus},
            vacancy::VacancyBody,
        },
        resource::RecordKind,
    },
    matching::{Asked, CandidateFacts, Hit, Searches, VacancyFacts, Weights},
    store::{Store, StoreError, integration::feed, records::Document},
};

/// What a server remembers of a saved search that is asked.
pub(super) struct Entry {
    pub(super) search: SavedSearch,
    /// It is asked of what changed after this number.
    pub(super) since: i64,
}

/// The saved searches that are asked.
pub(super) struct AskedSearches {
    searches: Searches,
    entries: HashMap<Uuid, Entry>,
    /// The searches that ask with a vacancy or a candidate, by its id.
    asking_with: HashMap<Uuid, BTreeSet<Uuid>>,
    live: LiveIndex,
    /// The number of the change up to which they are known.
    pub(super) at: i64,
}

impl AskedSearches {
    /// All that are asked, for whoever has looked at the changes up to number `at`; `before` is what was known of them.
    pub(super) fn load(
        store: &Store,
        live: LiveIndex,
        at: i64,
        before: Option<&Self>,
    ) -> Result<Self, AppError> {
        let asked =
            |search: SavedSearch| (search.status == SavedSearchStatus::Active).then_some(search);
        let (all, later) = store.snapshot(|conn| {
            let later = feed::between(conn, (at, i64::MAX), &[RecordKind::SavedSearch])?;
            Ok::<_, StoreError>((loading::each(conn, &|_| {}, asked)?, later))
        })?;
        let mut one = Self::empty(live, at);
        for search in all.into_iter().flatten() {
            let known = before.and_then(|before| before.entries.get(&search.id.0));
            let since = resumed(&later, search.id.0).or(known.map(|entry| entry.since));
            one.put(search, since.unwrap_or_default())?;
        }
        Ok(one)
    }

    fn empty(live: LiveIndex, at: i64) -> Self {
        Self {
            searches: Searches::new(Arc::clone(live.engine.knowledge())),
            entries: HashMap::new(),
            asking_with: HashMap::new(),
            live,
            at,
        }
    }

    /// Whether its facts are in the numbers of an index.
    pub(super) fn is_of(&self, live: &LiveIndex) -> bool {
        Arc::ptr_eq(&self.live.engine, &live.engine)
            && self.live.edition.number() == live.edition.number()
    }

    /// Whether nothing is asked.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn get(&self, id: Uuid) -> Option<&Entry> {
        self.entries.get(&id)
    }

    /// Learns what some changes say of saved searches, and of what they ask with.
    pub(super) fn follow(
        &mut self,
        store: &Store,
        changes: &[feed::Entry],
    ) -> Result<(), AppError> {
        let of_searches = changes.iter().filter(|one| one.kind == RecordKind::SavedSearch);
        let ids: BTreeSet<Uuid> = of_searches.map(|one| one.record).collect();
        let mut found = stored(store, &ids)?;
        for id in ids {
            let search = found.remove(&id);
            if self.knows(search.as_ref()) && resumed(changes, id).is_none() {
                continue;
            }
            let known = self.remove(id).map(|entry| entry.since);
            let Some(search) = search else { continue };
            let begun = || changes.iter().find(|one| one.record == id).map(|one| one.n);
            let since = resumed(changes, id).or(known).or_else(begun);
            self.put(search, since.unwrap_or_default())?;
        }
        let records: BTreeSet<Uuid> = changes.iter().map(|one| one.record).collect();
        records.into_iter().try_for_each(|record| self.renew(record))
    }

    /// Whether it is asked as it is known: what it finds is no change of it.
    fn knows(&self, search: Option<&SavedSearch>) -> bool {
        let known = |search: &SavedSearch| Some((self.entries.get(&search.id.0)?, search.version));
        search.and_then(known).is_some_and(|(known, version)| known.search.version == version)
    }

    /// Reads a vacancy or a candidate anew that searches ask with.
    fn renew(&mut self, record: Uuid) -> Result<(), AppError> {
        let Some(ids) = self.asking_with.get(&record).cloned() else { return Ok(()) };
        for id in ids {
            if let Some(Entry { search, since }) = self.remove(id) {
                self.put(search, since)?;
            }
        }
        Ok(())
    }

    fn remove(&mut self, id: Uuid) -> Option<Entry> {
        let entry = self.entries.remove(&id)?;
        self.searches.remove(id);
        if let Some(record) = entry.search.body.record()
            && let Some(asking) = self.asking_with.get_mut(&record)
        {
            asking.remove(&id);
            if asking.is_empty() {
                self.asking_with.remove(&record);
            }
        }
        Some(entry)
    }

    fn put(&mut self, search: SavedSearch, since: i64) -> Result<(), AppError> {
        let (id, body) = (search.id.0, &search.body);
        let weights = Weights::new(body.weights).map_err(|error| StoreError::CorruptRow {
            table: "saved_searches",
            id,
            why: error.0,
        })?;
        if let Some(asked) = asked(&self.live, id, &body.question) {
            self.searches.put(asked, weights, &body.kept);
        }
        if let Some(record) = body.record() {
            self.asking_with.entry(record).or_default().insert(id);
        }
        let since = since.max(body.since.unwrap_or_default());
        self.entries.insert(id, Entry { search, since });
        Ok(())
    }

    /// The searches that a changed candidate meets.
    pub(super) fn met_by_candidate(&self, id: Uuid) -> Vec<Hit> {
        let facts = self.live.engine.candidate(id).filter(CandidateFacts::is_matchable);
        facts.map(|facts| self.searches.met_by_candidate(&facts)).unwrap_or_default()
    }

    /// The searches that a changed vacancy meets.
    pub(super) fn met_by_vacancy(&self, id: Uuid) -> Vec<Hit> {
        let facts = self.live.engine.vacancy(id).filter(VacancyFacts::is_matchable);
        facts.map(|facts| self.searches.met_by_vacancy(&facts)).unwrap_or_default()
    }

    /// The pay that an employer's search asks with; of one that is not stored as a vacancy, as of an unsaved question.
    pub(super) fn pay(&self, id: Uuid) -> Option<AskedPay> {
        let vacancy = self.entries.get(&id)?.search.body.record().unwrap_or_default();
        match &*self.searches.asked(id)? {
            Asked::Vacancy(facts) => Some((vacancy, facts.pay_fingerprint())),
            Asked::Candidate(_) => None,
        }
    }
}

/// Those of the saved searches that are asked.
fn stored(store: &Store, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, SavedSearch>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    let all = store.read(|conn| SavedSearchBody::find_all(conn, Actor::System.reach(), &ids))?;
    let asked = all.into_iter().filter(|one| one.status == SavedSearchStatus::Active);
    Ok(asked.map(|search| (search.id.0, search)).collect())
}

/// The number of the last of some changes in which a saved search began to be asked again.
fn resumed(changes: &[feed::Entry], id: Uuid) -> Option<i64> {
    let (paused, active) = (SavedSearchStatus::Paused.as_str(), SavedSearchStatus::Active.as_str());
    let begins = |one: &&feed::Entry| {
        one.record == id && one.from.as_deref() == Some(paused) && one.to.as_deref() == Some(active)
    };
    changes.iter().rev().find(begins).map(|one| one.n)
}

/// What a saved search asks with, under the id of the search; `None` if that is gone.
fn asked(live: &LiveIndex, id: Uuid, question: &SavedQuestion) -> Option<Asked> {
    Some(match question {
        SavedQuestion::VacancyId(vacancy) => {
            Asked::Vacancy(live.engine.vacancy(vacancy.0)?.under(id))
        }
        SavedQuestion::CandidateId(candidate) => {
            Asked::Candidate(live.engine.candidate(candidate.0)?.under(id))
        }
        SavedQuestion::Vacancy(body) => Asked::Vacancy(unsaved(live, id, body)),
    })
}

/// A vacancy that is not stored as one, with its words as they are understood now.
fn unsaved(live: &LiveIndex, id: Uuid, body: &VacancyBody) -> VacancyFacts {
    let mut body = body.clone();
    body.read_texts(&live.edition);
    VacancyFacts::of(live.engine.knowledge(), id, &body, true)
}
