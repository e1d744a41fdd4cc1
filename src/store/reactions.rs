//! How far each reaction to the change log has come, and which change is next for it.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::resource::RecordKind,
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::{changes, reaction_positions as table},
        tx::Tx,
        types::DbUuid,
    },
};

/// What follows from the changes up to and including `n` has been brought about; with a place, change `n` is still under
/// way, and done up to that record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// The number of the change.
    pub n: i64,
    /// The last record that was dealt with.
    pub place: Option<Uuid>,
}

/// A change that something follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Its number.
    pub n: i64,
    /// The record that changed.
    pub record: Uuid,
}

/// Where a reaction stands. A new one stands before the first change.
pub fn position(conn: &mut DbConnection, name: &str) -> Result<Position, StoreError> {
    let found: Option<(i64, Option<DbUuid>)> =
        table::table.find(name).select((table::n, table::place)).first(conn).optional()?;
    let position = found.map(|(n, place)| Position { n, place: place.map(|id| id.0) });
    Ok(position.unwrap_or_default())
}

/// Moves a reaction on. `false` if it does not stand at `from`: another server was faster.
pub fn advance(
    tx: &mut Tx<'_>,
    name: &str,
    from: Position,
    to: Position,
) -> Result<bool, StoreError> {
    if from == Position::default() {
        let first = (table::name.eq(name), table::n.eq(0));
        each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
            .values(first)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    let there = table::table.filter(table::name.eq(name)).filter(table::n.eq(from.n));
    let next = (table::n.eq(to.n), table::place.eq(to.place.map(DbUuid)));
    let rows = match from.place {
        None => {
            diesel::update(there.filter(table::place.is_null())).set(next).execute(tx.conn())?
        }
        Some(place) => diesel::update(there.filter(table::place.eq(DbUuid(place))))
            .set(next)
            .execute(tx.conn())?,
    };
    Ok(rows > 0)
}

/// The first change of this kind into one of these states, after number `after` and up to `last`.
pub fn next_cause(
    conn: &mut DbConnection,
    (kind, states): (RecordKind, &[String]),
    after: i64,
    last: i64,
) -> Result<Option<Cause>, StoreError> {
    let found: Option<(i64, DbUuid)> = changes::table
        .filter(changes::n.gt(after))
        .filter(changes::n.le(last))
        .filter(changes::kind.eq(kind.as_str()))
        .filter(changes::to_state.eq_any(states.iter().map(String::as_str)))
        .order(changes::n)
        .select((changes::n, changes::record))
        .first(conn)
        .optional()?;
    Ok(found.map(|(n, record)| Cause { n, record: record.0 }))
}

/// The change with this number.
pub fn cause(conn: &mut DbConnection, n: i64) -> Result<Option<Cause>, StoreError> {
    let record: Option<DbUuid> =
        changes::table.find(n).select(changes::record).first(conn).optional()?;
    Ok(record.map(|record| Cause { n, record: record.0 }))
}
