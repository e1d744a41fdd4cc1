//! Asks the saved searches of whatever appears or changes. Every server follows the change log; what is found is stored
//! together with how far that was, and once for each search, so it does not matter how many servers look or when one of
//! them dies.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::PoisonError,
};

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        index::follower::IndexState,
        recruitment::saved_searches::{
            asked::{AskedSearches, Entry},
            keeping::{Met, keep},
        },
        trust::profiles::may_see_candidates,
    },
    domain::{
        access::{actor::Actor, scope::Role},
        parties::employer::EmployerBody,
        recruitment::saved_search_match::FoundRecord,
        resource::RecordKind,
    },
    store::{
        StoreError,
        integration::feed,
        reactions::{self, Position},
        records::Document,
    },
};

/// Under which name it is kept how far the log was followed.
const NAME: &str = "ask_saved_searches";
/// What saved searches are asked of, and themselves.
const KINDS: [RecordKind; 3] =
    [RecordKind::SavedSearch, RecordKind::Vacancy, RecordKind::Candidate];
/// Changes that are looked at together.
const WINDOW: i64 = 500;
/// Changes among which a saved search is looked for where there is none yet.
const WIDE_WINDOW: i64 = 50_000;
/// Changes of which nothing was found after which that is noted, so that they are not looked at again after a start.
const NOTED_AFTER: i64 = 1_000;
/// Matches that are stored in one transaction, so that others come to write in between.
const BATCH: usize = 100;

impl App {
    /// Asks the saved searches of some of what has changed. Returns whether there is more.
    pub(in crate::app) fn ask_saved_searches(&self) -> Result<bool, AppError> {
        let IndexState::At(head) = self.follower.standing() else { return Ok(false) };
        let mut memory = self.searches.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.as_ref().is_some_and(|asked| asked.at >= head) {
            return Ok(false);
        }
        let noted = self.store.read(|conn| reactions::position(conn, NAME))?;
        let mut asked = match memory.take() {
            Some(asked) if asked.is_of(&self.follower.present()) => asked,
            before => self.load_searches(before.as_ref(), noted.n)?,
        };
        let result = self.ask_next(&mut asked, noted, head);
        let more = asked.at < head;
        *memory = Some(asked);
        result.map(|()| more)
    }

    fn load_searches(
        &self,
        before: Option<&AskedSearches>,
        noted: i64,
    ) -> Result<AskedSearches, AppError> {
        let at = before.map_or(noted, |before| before.at.max(noted));
        AskedSearches::load(&self.store, self.follower.present(), at, before)
    }

    /// Asks about the next changes, and notes that.
    fn ask_next(
        &self,
        asked: &mut AskedSearches,
        noted: Position,
        head: i64,
    ) -> Result<(), AppError> {
        let last = self.window(asked, head)?;
        let changes = self.store.read(|conn| feed::between(conn, (asked.at, last), &KINDS))?;
        asked.follow(&self.store, &changes)?;
        // Another server has dealt with what it has noted.
        let new = changes.iter().filter(|one| one.n > noted.n);
        let met = self.that_stand(met(asked, new), last)?;
        let met = self.that_may_be_told(asked, met)?;
        if !met.is_empty() || last - noted.n >= NOTED_AFTER {
            match self.keep_found(&met, noted, last) {
                Ok(()) | Err(AppError::Outdated) => {} // another server was faster: each is kept once
                Err(failed) => return Err(failed),
            }
        }
        asked.at = last;
        Ok(())
    }

    /// Up to which change to look next: where nothing is asked, up to the next saved search.
    fn window(&self, asked: &AskedSearches, head: i64) -> Result<i64, StoreError> {
        if !asked.is_empty() {
            return Ok(head.min(asked.at + WINDOW));
        }
        let last = head.min(asked.at + WIDE_WINDOW);
        let kinds = [RecordKind::SavedSearch];
        let next = self.store.read(|conn| feed::between(conn, (asked.at, last), &kinds))?;
        Ok(next.first().map_or(last, |one| one.n))
    }

    /// Those whose record has not changed since number `last`: the index may be ahead of what is looked at, and what has
    /// changed again is looked at again, as it is then.
    fn that_stand(&self, mut met: Vec<Met>, last: i64) -> Result<Vec<Met>, StoreError> {
        if met.is_empty() {
            return Ok(met);
        }
        let later = (last, last.saturating_add(WIDE_WINDOW));
        let later = self.store.read(|conn| feed::between(conn, later, &KINDS))?;
        let changed: HashSet<Uuid> = later.iter().map(|one| one.record).collect();
        met.retain(|one| match one.found {
            FoundRecord::Candidate(id) | FoundRecord::Vacancy(id) => !changed.contains(&id),
        });
        Ok(met)
    }

    /// Those of employers that may be told of candidates now, under a pay that they may ask with today, and all of agencies.
    fn that_may_be_told(&self, asked: &AskedSearches, all: Vec<Met>) -> Result<Vec<Met>, AppError> {
        let of_employers = all.iter().filter(|met| matches!(met.found, FoundRecord::Candidate(_)));
        let searches: BTreeSet<Uuid> = of_employers.map(|met| met.search).collect();
        let owner = |id: &Uuid| Some((*id, asked.get(*id)?.search.owner));
        let owners: BTreeMap<Uuid, Uuid> = searches.iter().filter_map(owner).collect();
        let verified = self.verified(owners.values().copied().collect())?;
        let mut silent = HashSet::new();
        for (search, owner) in owners {
            if !verified.contains(&owner) || !self.may_ask_with_its_pay(asked, search, owner)? {
                silent.insert(search);
            }
        }
        Ok(all.into_iter().filter(|met| !silent.contains(&met.search)).collect())
    }

    /// Those of some employers that may ask for candidates.
    fn verified(&self, employers: BTreeSet<Uuid>) -> Result<HashSet<Uuid>, StoreError> {
        if employers.is_empty() {
            return Ok(HashSet::new());
        }
        let ids: Vec<Uuid> = employers.into_iter().collect();
        let reach = Actor::System.reach();
        let all = self.store.read(|conn| EmployerBody::find_all(conn, reach, &ids))?;
        let may = all.into_iter().filter(|one| may_see_candidates(one.status).is_ok());
        Ok(may.map(|one| one.id.0).collect())
    }

    /// Whether an employer may be told what a search finds under its pay: a match tells of a floor, whoever asks.
    fn may_ask_with_its_pay(
        &self,
        asked: &AskedSearches,
        search: Uuid,
        owner: Uuid,
    ) -> Result<bool, AppError> {
        let Some(pay) = asked.pay(search) else { return Ok(false) };
        match self.ask_with(&Actor::on_behalf_of(Role::Employer, owner), pay) {
            Ok(()) => Ok(true),
            Err(AppError::PaysUsed { .. }) => Ok(false),
            Err(failed) => Err(failed),
        }
    }

    /// Stores what was found, some of it at a time; with the last of it that all up to number `last` was looked at.
    fn keep_found(&self, met: &[Met], noted: Position, last: i64) -> Result<(), AppError> {
        let now = self.now();
        let mut parts: Vec<Vec<Met>> = met.chunks(BATCH).map(<[Met]>::to_vec).collect();
        let end = parts.pop().unwrap_or_default();
        for part in parts {
            self.writer.run(move |tx| keep(tx, &part, now))?;
        }
        self.writer.run(move |tx| {
            if !reactions::advance(tx, NAME, noted, Position { n: last, place: None })? {
                return Err(AppError::Outdated);
            }
            keep(tx, &end, now)
        })
    }
}

/// The searches that some changed records meet, those of one search together.
fn met<'c>(asked: &AskedSearches, changes: impl Iterator<Item = &'c feed::Entry>) -> Vec<Met> {
    let mut latest: BTreeMap<FoundRecord, i64> = BTreeMap::new();
    for change in changes {
        match change.kind {
            RecordKind::Candidate => {
                latest.insert(FoundRecord::Candidate(change.record), change.n);
            }
            RecordKind::Vacancy => {
                latest.insert(FoundRecord::Vacancy(change.record), change.n);
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    for (found, n) in latest {
        let hits = match found {
            FoundRecord::Candidate(id) => asked.met_by_candidate(id),
            FoundRecord::Vacancy(id) => asked.met_by_vacancy(id),
        };
        for hit in hits {
            let Some(Entry { search, .. }) = asked.get(hit.id).filter(|entry| n > entry.since)
            else {
                continue;
            };
            let since = search.body.since;
            all.push(Met { search: hit.id, since, found, score: hit.score.total });
        }
    }
    all.sort_by_key(|met| met.search);
    all
}
