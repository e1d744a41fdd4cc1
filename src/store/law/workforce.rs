//! The ledger of what employers report of their workforce.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{law::workforce::WorkforceReport, parties::legal_ids::Okved},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::Ledger,
        schema::workforce_reports as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of reports.
#[derive(Debug)]
pub struct WorkforceReports;

/// A report in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkforceEntry {
    /// Its number, which is not read when it is entered.
    pub n: i64,
    /// The employer.
    pub employer: Uuid,
    /// What it reported.
    pub report: WorkforceReport,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// The API client that reported it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

type Row = (i64, DbUuid, String, i64, i64, i64, String, DbInstant, Option<DbUuid>);

fn entry(row: Row) -> Result<WorkforceEntry, StoreError> {
    let (n, employer, okved, total, foreign, not_counted, as_of, recorded_at, client) = row;
    let corrupt =
        |why: String| StoreError::CorruptRow { table: "workforce_reports", id: employer.0, why };
    let count = |number: i64| u32::try_from(number).map_err(|error| corrupt(error.to_string()));
    let report = WorkforceReport {
        okved: okved.parse().map_err(|error: crate::domain::Invalid| corrupt(error.0))?,
        total: count(total)?,
        foreign: count(foreign)?,
        not_counted: count(not_counted)?,
        as_of: day("workforce_reports", employer.0, &as_of)?,
    };
    let (recorded_at, client) = (recorded_at.0, client.map(|client| client.0));
    Ok(WorkforceEntry { n, employer: employer.0, report, recorded_at, client })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<WorkforceEntry>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(entry).collect()
}

/// The report of the latest day until `on` about an activity of an employer; of several about that day the last.
pub fn latest(
    conn: &mut DbConnection,
    employer: Uuid,
    okved: &Okved,
    on: NaiveDate,
) -> Result<Option<WorkforceReport>, StoreError> {
    let about = table::table
        .filter(table::employer.eq(DbUuid(employer)))
        .filter(table::okved.eq(okved.as_str()))
        .filter(table::as_of.le(on.to_string()))
        .into_boxed::<DbMulti>();
    let found = load(conn, about.order((table::as_of.desc(), table::n.desc())).limit(1))?.pop();
    Ok(found.map(|entry| entry.report))
}

impl Ledger for WorkforceReports {
    type New = WorkforceEntry;
    type Entry = WorkforceEntry;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: WorkforceEntry) -> Result<(), StoreError> {
        let row = (
            table::employer.eq(DbUuid(new.employer)),
            table::okved.eq(new.report.okved.as_str()),
            table::total.eq(i64::from(new.report.total)),
            table::foreign_workers.eq(i64::from(new.report.foreign)),
            table::not_counted.eq(i64::from(new.report.not_counted)),
            table::as_of.eq(new.report.as_of.to_string()),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    fn get(conn: &mut DbConnection, n: i64) -> Result<Option<WorkforceEntry>, StoreError> {
        Ok(load(conn, table::table.filter(table::n.eq(n)).into_boxed::<DbMulti>())?.pop())
    }

    fn list(
        conn: &mut DbConnection,
        employer: Uuid,
        after: i64,
        limit: usize,
    ) -> Result<Vec<WorkforceEntry>, StoreError> {
        let of_employer = table::table
            .filter(table::employer.eq(DbUuid(employer)))
            .filter(table::n.gt(after))
            .into_boxed::<DbMulti>();
        load(conn, of_employer.order(table::n).limit(at_most(limit)))
    }
}
