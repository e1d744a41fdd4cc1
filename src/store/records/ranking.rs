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

    /// SQL of what a record is ordered by: the value itself, or the distance of the nearest place in digits of one length. The
    /// codes of municipalities are digits.
    pub(super) fn key(&self) -> String {
        let Self::Nearest(places) = self else { return "max(value)".to_owned() };
        let cases =
            places.iter().map(|(place, metres)| format!(" WHEN '{place}' THEN '{metres:09}'"));
        format!("min(CASE value{} END)", cases.collect::<String>())
    }
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
                .filter(Among(filtered(within(reach), filter).select(table::id)));
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
            let after = asked.after.map(|after| (after.key.clone(), DbUuid(after.id)));
            if let Some((None, _)) = after {
                return Ok(Vec::new());
            }
            let key = || sql::<Text>(&asked.order.key());
            let listed = filtered(within(reach), asked.filter).select(table::id);
            let mut query = facets::table
                .group_by(facets::record)
                .select((key(), facets::record))
                .into_boxed::<DbMulti>()
                .filter(facets::kind.eq(asked.order.kind().as_str()))
                .filter(Among(listed));
            if let Some(values) = asked.order.values() {
                query = query.filter(facets::value.eq_any(values));
            }
            let nearest = matches!(asked.order, Order::Nearest(_));
            if let Some((Some(last), id)) = after {
                let same = || key().eq(last.clone()).and(facets::record.lt(id));
                query = if nearest {
                    query.having(key().gt(last.clone()).or(same()))
                } else {
                    query.having(key().lt(last.clone()).or(same()))
                };
            }
            query = if nearest { query.order(key().asc()) } else { query.order(key().desc()) };
            let rows: Vec<(String, DbUuid)> = query
                .then_order_by(facets::record.desc())
                .limit(at_most(asked.limit))
                .load(conn)?;
            Ok(rows.into_iter().map(|(key, id)| Rank { key: Some(key), id: id.0 }).collect())
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
