//! What a saved search has found, as its owner may see it now.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, recruitment::matches::MatchSubject},
    domain::{
        access::actor::Actor,
        recruitment::{
            saved_search::{SavedSearch, SavedSearchId},
            saved_search_match::{FoundRecord, SavedSearchMatch},
            vacancy::Vacancy,
        },
    },
    matching::CandidateFacts,
    store::recruitment::saved_search_matches,
};

/// Something that was found, with what its reader needs to know of it.
#[derive(Debug)]
pub struct FoundMatch {
    /// What was found, and when.
    pub kept: SavedSearchMatch,
    /// The candidate or the vacancy.
    pub found: MatchSubject,
}

/// Some of what was found.
#[derive(Debug)]
pub struct FoundMatches {
    /// Newest first; whoever is not matched any more is left out.
    pub items: Vec<FoundMatch>,
    /// The last that was looked at, if more follow.
    pub last: Option<Uuid>,
}

impl App {
    /// What a saved search in reach has found before a match, newest first. Who sees candidates sees them as in other
    /// matches: only a verified employer, and so many a day.
    pub fn found_by_search(
        &self,
        actor: &Actor,
        id: SavedSearchId,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<FoundMatches, AppError> {
        self.loaded()?;
        let search: SavedSearch = self.find_record(actor, id)?;
        self.may_see_candidates(actor)?;
        let read = |conn: &mut _| saved_search_matches::list(conn, search.id.0, before, limit + 1);
        let mut kept = self.store.read(read)?;
        let more = kept.len() > limit;
        kept.truncate(limit);
        let last = kept.last().filter(|_| more).map(|one| one.id);
        let items = self.seen_now(kept)?;
        let candidates: Vec<Uuid> = items.iter().filter_map(|one| candidate(&one.kept)).collect();
        self.see_profiles(actor, &candidates)?;
        Ok(FoundMatches { items, last })
    }

    /// What of that may be shown now.
    fn seen_now(&self, kept: Vec<SavedSearchMatch>) -> Result<Vec<FoundMatch>, AppError> {
        let engine = self.follower.engine();
        let vacancies: Vec<Uuid> = kept.iter().filter_map(vacancy).collect();
        let mut published: HashMap<Uuid, Vacancy> = self.published(&vacancies)?;
        let seen = |kept: SavedSearchMatch| {
            let found = match kept.found {
                FoundRecord::Candidate(id) => {
                    let facts = engine.candidate(id).filter(CandidateFacts::is_matchable)?;
                    MatchSubject::Candidate(Box::new(facts.profile(engine.knowledge())))
                }
                FoundRecord::Vacancy(id) => {
                    MatchSubject::Vacancy(Some(Box::new(published.remove(&id)?)))
                }
            };
            Some(FoundMatch { kept, found })
        };
        Ok(kept.into_iter().filter_map(seen).collect())
    }
}

fn candidate(kept: &SavedSearchMatch) -> Option<Uuid> {
    match kept.found {
        FoundRecord::Candidate(id) => Some(id),
        FoundRecord::Vacancy(_) => None,
    }
}

fn vacancy(kept: &SavedSearchMatch) -> Option<Uuid> {
    match kept.found {
        FoundRecord::Vacancy(id) => Some(id),
        FoundRecord::Candidate(_) => None,
    }
}
