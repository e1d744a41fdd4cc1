//! What went wrong with an employer, as far as records tell.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{count_star, exists, sql},
    prelude::*,
    sql_types::Bool,
};
use uuid::Uuid;

use crate::{
    domain::{
        casework::complaint::{ComplaintStatus, Urgency},
        concepts::facet::FacetKind,
        law::{
            fee::{FeePayer, FeeVerdict},
            offer::EmployerRecord,
        },
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        records::document_schema,
        schema::{applications, contracts, deadlines, fees},
        types::{DbInstant, DbUuid},
    },
};

document_schema!(complaints, complaint_facets);
use schema::{complaint_facets, complaints};
diesel::allow_tables_to_appear_in_same_query!(deadlines, applications);

/// Who must do what an employer is late with, in the word of rules.
const EMPLOYER: &str = "employer";
/// A contract that is not as it was accepted.
const WORSE: &str = "CAST(findings AS text) <> '[]'";
/// A payment that was not taken back.
const STANDS: &str =
    "NOT EXISTS (SELECT 1 FROM fees AS reversal WHERE reversal.reverses = fees.id)";

/// What went wrong with an employer since a moment, and until a day.
pub fn of(
    conn: &mut DbConnection,
    employer: Uuid,
    (since, today): (DateTime<Utc>, NaiveDate),
) -> Result<EmployerRecord, StoreError> {
    Ok(EmployerRecord {
        worse_contracts: worse_contracts(conn, employer, since)?,
        banned_fees: banned_fees(conn, employer, since)?,
        missed_deadlines: missed_deadlines(conn, employer, (since.date_naive(), today))?,
        grave_complaints: grave_complaints(conn, employer)?,
    })
}

fn number(rows: i64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn worse_contracts(
    conn: &mut DbConnection,
    employer: Uuid,
    since: DateTime<Utc>,
) -> Result<u32, StoreError> {
    let worse = contracts::table
        .filter(contracts::owner.eq(DbUuid(employer)))
        .filter(contracts::created_at.ge(DbInstant(since)))
        .filter(sql::<Bool>(WORSE));
    Ok(number(worse.select(count_star()).first(conn)?))
}

fn banned_fees(
    conn: &mut DbConnection,
    employer: Uuid,
    since: DateTime<Utc>,
) -> Result<u32, StoreError> {
    let banned = fees::table
        .filter(fees::employer.eq(DbUuid(employer)))
        .filter(fees::payer.eq(FeePayer::Worker.as_str()))
        .filter(fees::verdict.eq(FeeVerdict::Violation.as_str()))
        .filter(fees::recorded_at.ge(DbInstant(since)))
        .filter(sql::<Bool>(STANDS));
    Ok(number(banned.select(count_star()).first(conn)?))
}

fn missed_deadlines(
    conn: &mut DbConnection,
    employer: Uuid,
    (since, today): (NaiveDate, NaiveDate),
) -> Result<u32, StoreError> {
    let passed = deadlines::ended.is_null().and(deadlines::legal_on.lt(today.to_string()));
    let late =
        deadlines::ended.eq("met").and(deadlines::ended_on.gt(deadlines::legal_on.nullable()));
    let of_employer = applications::table
        .filter(applications::owner.eq(DbUuid(employer)))
        .filter(applications::candidate.eq(deadlines::candidate));
    let missed = deadlines::table
        .filter(deadlines::responsible.eq(EMPLOYER))
        .filter(deadlines::legal_on.ge(since.to_string()))
        .filter(passed.nullable().or(late))
        .filter(exists(of_employer));
    Ok(number(missed.select(count_star()).first(conn)?))
}

fn grave_complaints(conn: &mut DbConnection, employer: Uuid) -> Result<u32, StoreError> {
    let facet = |kind: FacetKind, value: String| {
        complaint_facets::table
            .filter(complaint_facets::kind.eq(kind.as_str()))
            .filter(complaint_facets::value.eq(value))
            .select(complaint_facets::record)
    };
    let against: Vec<DbUuid> = facet(FacetKind::Against, employer.to_string()).load(conn)?;
    if against.is_empty() {
        return Ok(0);
    }
    let ended = [ComplaintStatus::Unfounded, ComplaintStatus::Closed, ComplaintStatus::Withdrawn];
    let grave = [Urgency::Danger, Urgency::Grave]
        .map(|urgency| facet(FacetKind::Urgency, urgency.to_string()));
    let [danger, grave] = grave;
    let open = complaints::table
        .filter(complaints::id.eq_any(against))
        .filter(complaints::status.ne_all(ended.map(ComplaintStatus::as_str)))
        .filter(complaints::id.eq_any(danger).or(complaints::id.eq_any(grave)));
    Ok(number(open.select(count_star()).first(conn)?))
}
