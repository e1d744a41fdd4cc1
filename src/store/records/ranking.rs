//! Lists of documents in another order than the newest first, and how many there are of each value of a facet.

use uuid::Uuid;

use crate::{
    domain::{concepts::facet::FacetKind, values::place::Municipality},
    store::records::filter::Filter,
};

/// An order that facets make. What has no such facet comes last, and what is alike comes newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// The greatest value of a facet first, of which a record has one at most.
    Greatest(FacetKind),
    /// The nearest first: each municipality with its distance in metres.
    Nearest(Vec<(Municipality, u32)>),
}

/// Where a record stands in such an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// What it is ordered by, if it has that.
    pub key: Option<String>,
    /// The record.
    pub id: Uuid,
}

/// What of such a list to read.
#[derive(Debug, Clone, Copy)]
pub struct Ranking<'a> {
    /// What it holds.
    pub filter: &'a Filter,
    /// In which order.
    pub order: &'a Order,
    /// Only what comes behind this place.
    pub after: Option<&'a Rank>,
    /// How many at most.
    pub limit: usize,
}

impl Order {
    /// The kind of facet that makes it.
    pub(super) fn kind(&self) -> FacetKind {
        match self {
            Self::Greatest(kind) => *kind,
            Self::Nearest(_) => FacetKind::Municipality,
        }
    }

    /// The values that have a place in it, unless all have.
    pub(super) fn values(&self) -> Option<Vec<String>> {
        let Self::Nearest(places) = self else { return None };
        Some(places.iter().map(|(place, _)| place.to_string()).collect())
    }
}

/// SQL of the distance of the nearest place of a record, in digits of one length. The codes of municipalities are digits.
pub(super) fn nearest_key(places: &[(Municipality, u32)]) -> String {
    let cases = places.iter().map(|(place, metres)| format!(" WHEN '{place}' THEN '{metres:09}'"));
    format!("min(CASE value{} END)", cases.collect::<String>())
}

/// Declares the ranked reads of [`super::Document`], beside those of [`super::Stored`].
macro_rules! ranked_reads {
    () => {
        fn ranks(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            asked: &Ranking<'_>,
        ) -> Result<Vec<Rank>, StoreError> {
            let mut ranks = keyed(conn, reach, asked)?;
            let left = asked.limit.saturating_sub(ranks.len());
            if left > 0 {
                ranks.extend(unkeyed(conn, reach, &Ranking { limit: left, ..*asked })?);
            }
            Ok(ranks)
        }

        fn count_values(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            filter: &Filter,
            kind: FacetKind,
        ) -> Result<Vec<(String, i64)>, StoreError> {
            let counts = facets::table
                .group_by(facets::value)
                .select((facets::value, count_star()))
                .into_boxed::<DbMulti>()
                .filter(facets::kind.eq(kind.as_str()))
                .filter(Among::listed(filtered(within(reach), filter).select(table::id)));
            Ok(counts.load(conn)?)
        }
    };
}
pub(super) use ranked_reads;

/// Declares what [`ranked_reads`] are made of.
macro_rules! ranked_parts {
    ($body:ty) => {
        /// Those that have what the order is made by.
        fn keyed(
            conn: &mut DbConnection,
            reach: Reach<$body>,
            asked: &Ranking<'_>,
        ) -> Result<Vec<Rank>, StoreError> {
            if asked.after.is_some_and(|after| after.key.is_none()) {
                return Ok(Vec::new());
            }
            let rows = match asked.order {
                Order::Greatest(_) => greatest(conn, reach, asked)?,
                Order::Nearest(places) => nearest(conn, reach, asked, places)?,
            };
            Ok(rows.into_iter().map(|(key, id)| Rank { key: Some(key), id: id.0 }).collect())
        }

        /// Those with the greatest values. A record has one, so they are read as the table lies, no further than the page.
        fn greatest(
            conn: &mut DbConnection,
            reach: Reach<$body>,
            asked: &Ranking<'_>,
        ) -> Result<Vec<(String, DbUuid)>, StoreError> {
            let listed = filtered(within(reach), asked.filter).select(table::id);
            let among = if asked.filter.is_broad() {
                Among::asked_each(listed.filter(sql::<Bool>("id = record")))
            } else {
                Among::listed(listed)
            };
            let mut query = facets::table
                .select((facets::value, facets::record))
                .into_boxed::<DbMulti>()
                .filter(facets::kind.eq(asked.order.kind().as_str()))
                .filter(among);
            if let Some(Rank { key: Some(last), id }) = asked.after {
                let behind = facets::value.lt(last).or(facets::record.lt(DbUuid(*id)));
                query = query.filter(facets::value.le(last)).filter(behind);
            }
            let query = query.order((facets::value.desc(), facets::record.desc()));
            Ok(query.limit(at_most(asked.limit)).load(conn)?)
        }

        /// Those with the nearest places, of which a record may have several.
        fn nearest(
            conn: &mut DbConnection,
            reach: Reach<$body>,
            asked: &Ranking<'_>,
            places: &[(Municipality, u32)],
        ) -> Result<Vec<(String, DbUuid)>, StoreError> {
            let key = || sql::<Text>(&nearest_key(places));
            let listed = filtered(within(reach), asked.filter).select(table::id);
            let mut query = facets::table
                .group_by(facets::record)
                .select((key(), facets::record))
                .into_boxed::<DbMulti>()
                .filter(facets::kind.eq(asked.order.kind().as_str()))
                .filter(Among::listed(listed));
            if let Some(values) = asked.order.values() {
                query = query.filter(facets::value.eq_any(values));
            }
            if let Some(Rank { key: Some(last), id }) = asked.after {
                let same = key().eq(last).and(facets::record.lt(DbUuid(*id)));
                query = query.having(key().gt(last).or(same));
            }
            let query = query.order(key().asc()).then_order_by(facets::record.desc());
            Ok(query.limit(at_most(asked.limit)).load(conn)?)
        }

        /// Those that have it not, newest first.
        fn unkeyed(
            conn: &mut DbConnection,
            reach: Reach<$body>,
            asked: &Ranking<'_>,
        ) -> Result<Vec<Rank>, StoreError> {
            let kind = asked.order.kind().as_str();
            let with = facets::table.filter(facets::kind.eq(kind)).select(facets::record);
            let listed = filtered(within(reach), asked.filter);
            let mut query = match asked.order.values() {
                None => listed.filter(table::id.ne_all(with)),
                Some(values) => {
                    listed.filter(table::id.ne_all(with.filter(facets::value.eq_any(values))))
                }
            };
            if let Some(Rank { key: None, id }) = asked.after {
                query = query.filter(table::id.lt(DbUuid(*id)));
            }
            let query = query.order(table::id.desc()).limit(at_most(asked.limit));
            let ids: Vec<DbUuid> = query.select(table::id).load(conn)?;
            Ok(ids.into_iter().map(|id| Rank { key: None, id: id.0 }).collect())
        }
    };
}
pub(super) use ranked_parts;
