//! The values of indicators by month. A value is frozen: another is a version of its own, with its reason.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{
            roadmap::{
                formula::Counted,
                indicator::{Actual, FigureSource, IndicatorId},
            },
            statistics::month::Month,
        },
        resource::id::Id,
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        schema::indicator_actuals as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table)]
struct Row {
    indicator: DbUuid,
    month: i64,
    version: i64,
    value: f64,
    numerator: Option<i64>,
    denominator: Option<i64>,
    source_title: Option<String>,
    source_url: Option<String>,
    reason: Option<String>,
    frozen_at: DbInstant,
    hash: String,
}

impl Row {
    fn of(actual: &Actual) -> Self {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let url = |source: &FigureSource| source.url.as_ref().map(ToString::to_string);
        Self {
            indicator: DbUuid(actual.indicator.0),
            month: actual.month.0,
            version: actual.version,
            value: actual.value,
            numerator: actual.counted.map(|counted| count(counted.numerator)),
            denominator: actual.counted.and_then(|counted| counted.denominator).map(count),
            source_title: actual.source.as_ref().map(|source| source.title.clone()),
            source_url: actual.source.as_ref().and_then(url),
            reason: actual.reason.clone(),
            frozen_at: DbInstant(actual.frozen_at),
            hash: actual.hash.clone(),
        }
    }

    fn read(self) -> Result<Actual, StoreError> {
        let id: Uuid = self.indicator.0;
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "indicator_actuals",
            id,
            why: error.0,
        };
        let denominator = self.denominator.map(i64::unsigned_abs);
        let counted = |numerator: i64| Counted { numerator: numerator.unsigned_abs(), denominator };
        let url = self.source_url.map(|url| url.parse()).transpose().map_err(corrupt)?;
        Ok(Actual {
            indicator: Id::new(id),
            month: Month(self.month),
            version: self.version,
            value: self.value,
            counted: self.numerator.map(counted),
            source: self.source_title.map(|title| FigureSource { title, url }),
            reason: self.reason,
            frozen_at: self.frozen_at.0,
            hash: self.hash,
        })
    }
}

/// Freezes a value.
pub fn insert(tx: &mut Tx<'_>, actual: &Actual) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(actual)).execute(tx.conn())?;
    Ok(())
}

/// The values of an indicator with all their versions, the newest month and version first, from before one of them.
pub fn list(
    conn: &mut DbConnection,
    indicator: IndicatorId,
    before: Option<(Month, i64)>,
    limit: usize,
) -> Result<Vec<Actual>, StoreError> {
    let mut of = table::table.filter(table::indicator.eq(DbUuid(indicator.0))).into_boxed();
    if let Some((month, version)) = before {
        let earlier = table::month.eq(month.0).and(table::version.lt(version));
        of = of.filter(table::month.lt(month.0).or(earlier));
    }
    let rows: Vec<Row> = of
        .select(Row::as_select())
        .order((table::month.desc(), table::version.desc()))
        .limit(at_most(limit))
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// The last version of each month of an indicator, oldest first.
pub fn last_of_each(
    conn: &mut DbConnection,
    indicator: IndicatorId,
) -> Result<Vec<Actual>, StoreError> {
    let mut all = list(conn, indicator, None, usize::MAX)?;
    all.dedup_by_key(|actual| actual.month);
    all.reverse();
    Ok(all)
}
