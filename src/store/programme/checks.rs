//! The ledger of checks, and what was told of those that end.

use chrono::NaiveDate;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use uuid::Uuid;

use crate::{
    domain::{Invalid, programme::check::CheckEntry},
    store::{
        backend::{DbConnection, DbMulti, each_backend},
        error::StoreError,
        ledger::{Ledger, read_of_applications, reads_of_candidates},
        schema::{application_checks as table, check_warnings as warnings},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of checks.
#[derive(Debug)]
pub struct Checks;

const NAME: &str = "application_checks";

diesel::allow_tables_to_appear_in_same_query!(table, warnings);

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    n: i64,
    id: DbUuid,
    candidate: DbUuid,
    application: DbUuid,
    kind: String,
    result: String,
    result_on: Option<String>,
    valid_until: Option<String>,
    authority: Option<String>,
    evidence: Option<String>,
    rule: Option<String>,
    side: Option<String>,
    organisation: Option<DbUuid>,
    recorded_at: DbInstant,
    recorded_by: Option<DbUuid>,
}

impl Row {
    fn read(self) -> Result<CheckEntry, StoreError> {
        let id = self.id.0;
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: NAME, id, why: error.0 };
        let on = |text: Option<String>| text.map(|text| day(NAME, id, &text)).transpose();
        Ok(CheckEntry {
            n: self.n,
            id,
            application: self.application.0,
            candidate: self.candidate.0,
            kind: self.kind.parse().map_err(corrupt)?,
            result: self.result.parse().map_err(corrupt)?,
            result_on: on(self.result_on)?,
            valid_until: on(self.valid_until)?,
            authority: self.authority,
            evidence: self.evidence,
            rule: self.rule,
            side: self.side.map(|side| side.parse()).transpose().map_err(corrupt)?,
            organisation: self.organisation.map(|one| one.0),
            recorded_at: self.recorded_at.0,
            client: self.recorded_by.map(|client| client.0),
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<CheckEntry>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

read_of_applications!(CheckEntry);

/// The checks that hold until `until` at most, of which nobody was warned for that number of days, the first to end first.
pub fn ending(
    conn: &mut DbConnection,
    until: NaiveDate,
    days: i64,
    limit: usize,
) -> Result<Vec<CheckEntry>, StoreError> {
    let warned =
        warnings::table.filter(warnings::entry.eq(table::n)).filter(warnings::days.eq(days));
    let rows: Vec<Row> = table::table
        .filter(table::valid_until.le(until.to_string()))
        .filter(not(exists(warned)))
        .order((table::valid_until, table::n))
        .select(Row::as_select())
        .limit(at_most(limit))
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Notes that somebody was warned of a check for this number of days, if that is not noted. Returns whether it was not.
pub fn warned(tx: &mut Tx<'_>, entry: i64, days: i64) -> Result<bool, StoreError> {
    let row = (warnings::entry.eq(entry), warnings::days.eq(days));
    let rows = each_backend!(tx.conn(), conn => diesel::insert_into(warnings::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(rows > 0)
}

impl Ledger for Checks {
    /// Its number is not read.
    type New = CheckEntry;
    type Entry = CheckEntry;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: CheckEntry) -> Result<(), StoreError> {
        let row = (
            table::id.eq(DbUuid(new.id)),
            table::candidate.eq(DbUuid(new.candidate)),
            table::application.eq(DbUuid(new.application)),
            table::kind.eq(new.kind.to_string()),
            table::result.eq(new.result.as_str()),
            table::result_on.eq(new.result_on.map(|day| day.to_string())),
            table::valid_until.eq(new.valid_until.map(|day| day.to_string())),
            table::authority.eq(new.authority),
            table::evidence.eq(new.evidence),
            table::rule.eq(new.rule),
            table::side.eq(new.side.map(|side| side.to_string())),
            table::organisation.eq(new.organisation.map(DbUuid)),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(CheckEntry);
}
