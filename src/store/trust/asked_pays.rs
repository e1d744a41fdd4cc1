//! Under which pays an employer has asked for the matches of a vacancy on a day.

use diesel::{AggregateExpressionMethods, dsl, prelude::*};
use uuid::Uuid;

use crate::store::{
    backend::{DbConnection, each_backend, insert_rows},
    error::StoreError,
    schema::asked_pays as table,
    trust::seen_profiles::EmployerDay,
    tx::Tx,
    types::DbUuid,
};

#[derive(Insertable)]
#[diesel(table_name = table)]
struct NewRow<'p> {
    employer: DbUuid,
    day: i64,
    vacancy: DbUuid,
    pay: &'p str,
}

/// Notes that the employer asks about a vacancy with a pay; returns with how many pays it has asked about it that day.
pub fn note(
    tx: &mut Tx<'_>,
    of: EmployerDay,
    (vacancy, pay): (Uuid, &str),
) -> Result<i64, StoreError> {
    let EmployerDay { employer, day } = of;
    let row = NewRow { employer: DbUuid(employer), day, vacancy: DbUuid(vacancy), pay };
    insert_rows!(tx.conn(), table::table, [&row]);
    let asked = table::table
        .filter(table::employer.eq(DbUuid(employer)))
        .filter(table::day.eq(day))
        .filter(table::vacancy.eq(DbUuid(vacancy)))
        .select(dsl::count(table::pay).aggregate_distinct());
    let conn = tx.conn();
    Ok(each_backend!(conn, conn => asked.get_result(conn))?)
}

/// The pays that the employer has asked with that day, each once, with the vacancies.
pub fn asked(conn: &mut DbConnection, of: EmployerDay) -> Result<Vec<(Uuid, String)>, StoreError> {
    let rows: Vec<(DbUuid, String)> = table::table
        .filter(table::employer.eq(DbUuid(of.employer)))
        .filter(table::day.eq(of.day))
        .select((table::vacancy, table::pay))
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().map(|(vacancy, pay)| (vacancy.0, pay)).collect())
}

/// Forgets the days before one; returns how many rows went.
pub fn forget_before(tx: &mut Tx<'_>, day: i64) -> Result<usize, StoreError> {
    Ok(diesel::delete(table::table.filter(table::day.lt(day))).execute(tx.conn())?)
}
