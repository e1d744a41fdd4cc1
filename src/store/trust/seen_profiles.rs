//! Whose profiles an employer has seen on a day.

use diesel::{AggregateExpressionMethods, dsl, prelude::*};
use uuid::Uuid;

use crate::store::{
    backend::{DbConnection, each_backend, insert_rows},
    error::StoreError,
    schema::seen_profiles as table,
    tx::Tx,
    types::DbUuid,
};

/// An employer's day, in days since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmployerDay {
    /// The employer.
    pub employer: Uuid,
    /// The day.
    pub day: i64,
}

#[derive(Insertable)]
#[diesel(table_name = table)]
struct NewRow {
    employer: DbUuid,
    day: i64,
    candidate: DbUuid,
}

/// Notes whom the employer sees; returns how many it has seen that day with these.
pub fn note(tx: &mut Tx<'_>, of: EmployerDay, seen: &[Uuid]) -> Result<i64, StoreError> {
    let EmployerDay { employer, day } = of;
    let row = |candidate: &Uuid| NewRow {
        employer: DbUuid(employer),
        day,
        candidate: DbUuid(*candidate),
    };
    let rows: Vec<NewRow> = seen.iter().map(row).collect();
    let rows: Vec<&NewRow> = rows.iter().collect();
    insert_rows!(tx.conn(), table::table, rows);
    count(tx.conn(), of)
}

/// How many the employer has seen that day.
pub fn count(conn: &mut DbConnection, of: EmployerDay) -> Result<i64, StoreError> {
    let of_day = table::table
        .filter(table::employer.eq(DbUuid(of.employer)))
        .filter(table::day.eq(of.day))
        .select(dsl::count(table::candidate).aggregate_distinct());
    Ok(each_backend!(conn, conn => of_day.get_result(conn))?)
}

/// Whom the employer has seen that day.
pub fn seen(conn: &mut DbConnection, of: EmployerDay) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<DbUuid> = table::table
        .filter(table::employer.eq(DbUuid(of.employer)))
        .filter(table::day.eq(of.day))
        .select(table::candidate)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// The employers that have seen a candidate on the days that are remembered.
pub fn seen_by(conn: &mut DbConnection, candidate: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<DbUuid> = table::table
        .filter(table::candidate.eq(DbUuid(candidate)))
        .select(table::employer)
        .distinct()
        .order(table::employer)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Forgets who has seen a candidate, so that an erased one leaves nothing here.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid) -> Result<(), StoreError> {
    diesel::delete(table::table.filter(table::candidate.eq(DbUuid(candidate))))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the days before one; returns how many rows went.
pub fn forget_before(tx: &mut Tx<'_>, day: i64) -> Result<usize, StoreError> {
    Ok(diesel::delete(table::table.filter(table::day.lt(day))).execute(tx.conn())?)
}
