//! The taxonomy that a server uses, and the index in its numbers. A new edition is made beside the present one and put
//! in its place at once, so that neither readers nor writers wait for it.

use std::sync::{Arc, MutexGuard, PoisonError, atomic::Ordering};

use crate::{
    app::{
        edition::{
            Edition,
            amendment::{Amendment, amended},
        },
        error::AppError,
        index::{
            follower::{Follower, IndexState},
            loading,
            snapshot::LiveIndex,
        },
    },
    matching::Engine,
    store::{StoreError, changes, taxonomy::amendments},
    taxonomy::Taxonomy,
};

impl Follower {
    /// The index. Whoever holds it sees all changes of records; an amendment of the taxonomy may put another in its place.
    pub fn engine(&self) -> Arc<Engine> {
        self.present().engine
    }

    /// The taxonomy.
    pub fn edition(&self) -> Arc<Edition> {
        self.present().edition
    }

    /// The index and the taxonomy that belong together.
    pub(in crate::app) fn present(&self) -> LiveIndex {
        self.present.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Brings the taxonomy up to date if the log has told of an amendment.
    pub fn renew_if_told(&self) -> Result<(), AppError> {
        if self.amended.swap(false, Ordering::AcqRel) {
            self.renew().inspect_err(|_| self.amended.store(true, Ordering::Release))?;
        }
        Ok(())
    }

    /// Brings the taxonomy up to date, and the index with it where skills, trades or places have changed.
    pub fn renew(&self) -> Result<(), AppError> {
        let _alone = self.alone();
        let old = self.edition();
        let new = self.store.read(|conn| amendments::since(conn, old.number()))?;
        if new.is_empty() {
            return Ok(());
        }
        let read = |one: &amendments::Amendment| Ok((one.n, Amendment::read(one)?));
        let list: Vec<(i64, Amendment)> =
            new.iter().map(read).collect::<Result<_, StoreError>>()?;
        let edition = Arc::new(old.amended(amended(&old, &list), &list));
        if self.standing() != IndexState::Loading {
            edition.index_names(); // before it is used, so that nobody waits for it
        }
        Ok(self.publish(&old, edition)?)
    }

    /// Takes the taxonomy that amendment `number` of this process has made, unless the follower was faster.
    pub(in crate::app) fn adopt(
        &self,
        taxonomy: Taxonomy,
        number: i64,
        amendment: Amendment,
    ) -> Result<(), AppError> {
        let alone = self.alone();
        let old = self.edition();
        if old.number() + 1 != number {
            drop(alone);
            return self.renew();
        }
        let edition = Arc::new(old.amended(taxonomy, &[(number, amendment)]));
        Ok(self.publish(&old, edition)?)
    }

    /// Indexes the names that mappings have added, beside the present index.
    pub(in crate::app) fn index_added(&self) {
        let edition = self.edition();
        if edition.is_indexed() {
            return;
        }
        let index = edition.index();
        let _alone = self.alone();
        if let Some(next) = self.edition().with_index(index) {
            self.put(|present| present.edition = Arc::new(next));
        }
    }

    /// Puts an edition in the place of `old`, and an index of it where its numbers differ.
    fn publish(&self, old: &Edition, edition: Arc<Edition>) -> Result<(), StoreError> {
        let (version, number) = (edition.version().to_owned(), edition.number());
        if Arc::ptr_eq(edition.knowledge(), old.knowledge()) {
            self.put(|present| present.edition = edition);
        } else {
            self.reindex(edition)?;
        }
        tracing::info!(version, number, "the taxonomy was amended");
        Ok(())
    }

    /// Builds another index beside the present one, and puts it in its place when it stands where that stands.
    fn reindex(&self, edition: Arc<Edition>) -> Result<(), StoreError> {
        let next = LiveIndex::of(edition);
        if self.standing() == IndexState::Loading {
            self.put(|present| *present = next);
            return Ok(());
        }
        let knowledge = next.edition.knowledge();
        let (from, (vacancies, candidates)) = self.store.snapshot(|conn| {
            let from = changes::position(conn)?;
            Ok::<_, StoreError>((from, loading::facts(conn, knowledge, &|_| {})?))
        })?;
        next.engine.load(candidates, vacancies);
        let from = self.bring_up(&next.engine, from)?;
        let mut at = self.lock(); // little is left to follow while others wait
        *at = Some(self.bring_up(&next.engine, from)?).max(*at);
        self.put(|present| *present = next);
        Ok(())
    }

    /// Brings an index that stands at number `from` to the end of the log, and returns its number.
    fn bring_up(&self, engine: &Engine, mut from: i64) -> Result<i64, StoreError> {
        loop {
            let page = self.page(from)?;
            let Some(last) = page.last() else { return Ok(from) };
            self.apply(engine, &page)?;
            from = last.n;
        }
    }

    fn put(&self, change: impl FnOnce(&mut LiveIndex)) {
        change(&mut self.present.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Lets one at a time load the index or make an edition.
    pub(in crate::app) fn alone(&self) -> MutexGuard<'_, ()> {
        self.renewing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
