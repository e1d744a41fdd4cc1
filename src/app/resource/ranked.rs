//! Lists in another order than the newest first, and counts of the values of facets.

use std::{cmp::Reverse, collections::HashMap};

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            read::{hides_all, reader},
            rules::DocumentRules,
            visible::{Standings, Visible},
        },
    },
    domain::{access::actor::Actor, concepts::facet::FacetKind, resource::Record},
    store::records::{Filter, Rank, Ranking},
};

/// The most values of a facet that are counted: the most frequent.
const MOST_VALUES: usize = 100;

/// How many records have each value of a facet, the most frequent value first.
pub type Counts = Vec<(String, i64)>;

/// A page of a ranked list.
#[derive(Debug, Clone)]
pub struct RankedPage<R: DocumentRules> {
    /// The records as the actor sees them.
    pub items: Vec<Visible<R>>,
    /// Where the page ends, if more follow.
    pub end: Option<Rank>,
}

impl App {
    /// A page of what [`App::list`] lists, in another order.
    pub fn ranked<R: DocumentRules>(
        &self,
        actor: &Actor,
        asked: &Ranking<'_>,
    ) -> Result<RankedPage<R>, AppError> {
        let reader = reader::<R>(actor)?;
        if hides_all::<R>(reader, asked.filter) {
            return Ok(RankedPage { items: Vec::new(), end: None });
        }
        let (today, filter) = (self.today(), self.worded(asked.filter));
        self.store.read_slowly(|conn| {
            let one_more = Ranking { limit: asked.limit + 1, filter: &filter, ..*asked };
            let mut ranks = R::ranks(conn, reader.reach(), &one_more)?;
            let more = ranks.len() > asked.limit;
            ranks.truncate(asked.limit);
            let ids: Vec<Uuid> = ranks.iter().map(|rank| rank.id).collect();
            let found = R::find_all(conn, reader.reach(), &ids)?.into_iter();
            let mut found: HashMap<Uuid, Record<R>> =
                found.map(|record| (record.id.0, record)).collect();
            let mut standings = Standings::on(today);
            let records = ids.iter().filter_map(|id| found.remove(id));
            let items = records.map(|record| standings.see(conn, reader, record));
            let items = items.collect::<Result<_, AppError>>()?;
            Ok(RankedPage { items, end: ranks.pop().filter(|_| more) })
        })
    }

    /// How many of the records that [`App::list`] lists have each value of these facets. What the filter asks of a facet
    /// does not narrow the counts of that facet itself, so that they tell what another choice would find.
    pub fn count_values<R: DocumentRules>(
        &self,
        actor: &Actor,
        filter: &Filter,
        kinds: &[FacetKind],
    ) -> Result<Vec<(FacetKind, Counts)>, AppError> {
        let reader = reader::<R>(actor)?;
        if kinds.is_empty() || hides_all::<R>(reader, filter) {
            return Ok(kinds.iter().map(|kind| (*kind, Vec::new())).collect());
        }
        let filter = self.worded(filter);
        self.store.read_slowly(|conn| {
            let mut count = |kind: FacetKind| {
                let counts = R::count_values(conn, reader.reach(), &filter.without(kind), kind)?;
                Ok((kind, most_frequent(counts)))
            };
            kinds.iter().map(|kind| count(*kind)).collect()
        })
    }
}

fn most_frequent(mut counts: Counts) -> Counts {
    counts.sort_by(|one, other| (Reverse(one.1), &one.0).cmp(&(Reverse(other.1), &other.0)));
    counts.truncate(MOST_VALUES);
    counts
}
