//! How many workers an employer has promised work to, as far as its vacancies tell.

use chrono::{DateTime, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::BigInt};
use uuid::Uuid;

use crate::{
    domain::recruitment::vacancy::{VacancyId, VacancyStatus},
    store::{
        backend::DbConnection,
        error::StoreError,
        records::document_schema,
        schema::compliance_checks,
        types::{DbInstant, DbUuid},
    },
};

document_schema!(vacancies, vacancy_facets);
use schema::vacancies as table;
diesel::allow_tables_to_appear_in_same_query!(table, compliance_checks);

/// The open seats of vacancies, all together; where nobody says how many there are, one is open.
const OPEN_SEATS: &str = "CAST(COALESCE(SUM( \
    COALESCE(CAST(body -> 'openings' ->> 'total' AS bigint) - CAST(body -> 'openings' ->> 'cancelled' AS bigint) \
        - CAST(body -> 'openings' ->> 'filled' AS bigint), 1)), 0) AS bigint)";
/// Their filled seats.
const FILLED_SEATS: &str =
    "CAST(COALESCE(SUM(CAST(body -> 'openings' ->> 'filled' AS bigint)), 0) AS bigint)";

/// The open seats of an employer's published vacancies, without one of them.
pub fn offered(
    conn: &mut DbConnection,
    employer: Uuid,
    without: VacancyId,
) -> Result<i64, StoreError> {
    let others = table::table
        .filter(table::owner.eq(DbUuid(employer)))
        .filter(table::status.eq(VacancyStatus::Published.as_str()))
        .filter(table::id.ne(DbUuid(without.0)));
    Ok(others.select(sql::<BigInt>(OPEN_SEATS)).first(conn)?)
}

/// The seats that were filled in an employer's vacancies since a moment, of those that are not older.
pub fn filled(
    conn: &mut DbConnection,
    employer: Uuid,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let newer = table::table
        .filter(table::owner.eq(DbUuid(employer)))
        .filter(table::created_at.ge(DbInstant(since)));
    Ok(newer.select(sql::<BigInt>(FILLED_SEATS)).first(conn)?)
}
