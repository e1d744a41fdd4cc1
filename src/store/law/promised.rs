//! How many workers an employer has promised work to, as far as its vacancies tell.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count_star, sql},
    prelude::*,
    sql_types::BigInt,
};
use uuid::Uuid;

use crate::{
    domain::{
        programme::application::ApplicationStatus,
        recruitment::vacancy::{VacancyId, VacancyStatus},
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        records::document_schema,
        schema::{application_stages as stages, applications, compliance_checks},
        types::{DbInstant, DbUuid},
    },
};

document_schema!(vacancies, vacancy_facets);
use schema::vacancies as table;
diesel::allow_tables_to_appear_in_same_query!(table, compliance_checks);
diesel::allow_tables_to_appear_in_same_query!(stages, applications);

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

/// The states of an application in which the employer is bound to the worker, who does not work yet.
const BOUND: &[ApplicationStatus] = &[
    ApplicationStatus::ContractOffered,
    ApplicationStatus::ContractSigned,
    ApplicationStatus::PredepartureTrained,
    ApplicationStatus::Departed,
    ApplicationStatus::Arrived,
    ApplicationStatus::MigrationRegistered,
    ApplicationStatus::WorkDocumentIssued,
];

/// The workers to whom an employer is bound by an open offer or a signed contract, and who do not work yet; with them those
/// who work since a moment, such as the one of its last report of the workforce.
pub fn bound(
    conn: &mut DbConnection,
    employer: Uuid,
    since: Option<DateTime<Utc>>,
) -> Result<i64, StoreError> {
    let of_employer = || applications::table.filter(applications::owner.eq(DbUuid(employer)));
    let states = BOUND.iter().map(|state| state.as_str());
    let waiting: i64 = of_employer()
        .filter(applications::status.eq_any(states))
        .select(count_star())
        .first(conn)?;
    let Some(since) = since else { return Ok(waiting) };
    let begun: i64 = of_employer()
        .filter(applications::status.eq(ApplicationStatus::Working.as_str()))
        .inner_join(stages::table.on(stages::application.eq(applications::id)))
        .filter(stages::stage.eq(ApplicationStatus::Working.as_str()))
        .filter(stages::at.ge(DbInstant(since)))
        .select(count_star())
        .first(conn)?;
    Ok(waiting + begun)
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
