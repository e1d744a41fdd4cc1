//! Stores what saved searches have found: what is new, of searches that still ask the same.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        resource::checked::{note, touched},
    },
    domain::{
        access::actor::Actor,
        recruitment::{
            candidate::CandidateBody,
            saved_search::{Rhythm, SavedSearch, SavedSearchBody, SavedSearchStatus},
            saved_search_match::{FoundRecord, SavedSearchMatch},
            vacancy::VacancyBody,
        },
    },
    store::{
        StoreError,
        records::{Document, Stored},
        recruitment::saved_search_matches,
        tx::Tx,
    },
};

/// A search that somebody meets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    pub(super) search: Uuid,
    /// Since when it asked this when it was met.
    pub(super) since: Option<i64>,
    pub(super) found: FoundRecord,
    pub(super) score: u16,
}

/// Stores what is new of what was found, and tells of what is told at once.
pub(super) fn keep(tx: &mut Tx<'_>, part: &[Met], now: DateTime<Utc>) -> Result<(), AppError> {
    let searches = asked_still(tx, part)?;
    let there = there_still(tx, part)?;
    let mut told = BTreeSet::new();
    for met in part.iter().filter(|met| there.contains(&met.found)) {
        let Some(search) = searches.get(&met.search) else { continue };
        if search.body.since != met.since {
            continue; // it asks something else by now
        }
        let new = SavedSearchMatch::new(search, met.found, met.score, now);
        let is_new = saved_search_matches::insert(tx, &new)?;
        if is_new && search.body.rhythm == Rhythm::AtOnce && told.insert(met.search) {
            tx.log(touched(search, note(&Actor::System, "matched", None, now)));
        }
    }
    Ok(())
}

/// Those of the searches that are asked, as they are in this transaction.
fn asked_still(tx: &mut Tx<'_>, part: &[Met]) -> Result<BTreeMap<Uuid, SavedSearch>, StoreError> {
    let ids: BTreeSet<Uuid> = part.iter().map(|met| met.search).collect();
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let all = SavedSearchBody::find_all(tx.conn(), Actor::System.reach(), &ids)?;
    let asked = all.into_iter().filter(|one| one.status == SavedSearchStatus::Active);
    Ok(asked.map(|search| (search.id.0, search)).collect())
}

/// Those of what was found that are not deleted in this transaction.
fn there_still(tx: &mut Tx<'_>, part: &[Met]) -> Result<BTreeSet<FoundRecord>, StoreError> {
    let (mut candidates, mut vacancies) = (Vec::new(), Vec::new());
    for met in part {
        match met.found {
            FoundRecord::Candidate(id) => candidates.push(id),
            FoundRecord::Vacancy(id) => vacancies.push(id),
        }
    }
    let system = Actor::System;
    let candidates = CandidateBody::present(tx.conn(), system.reach(), &candidates)?;
    let vacancies = VacancyBody::present(tx.conn(), system.reach(), &vacancies)?;
    let candidates = candidates.into_iter().map(FoundRecord::Candidate);
    Ok(candidates.chain(vacancies.into_iter().map(FoundRecord::Vacancy)).collect())
}
