//! The ledger of what is told of the work once it has begun.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::employment::{EmploymentEntry, EmploymentKind},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::employment_entries as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of what is told of the work.
#[derive(Debug)]
pub struct EmploymentEntries;

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    n: i64,
    id: DbUuid,
    candidate: DbUuid,
    application: DbUuid,
    kind: String,
    day: Option<String>,
    month: Option<String>,
    paid_in_full: Option<i64>,
    session: Option<DbUuid>,
    recorded_at: DbInstant,
    recorded_by: Option<DbUuid>,
}

impl Row {
    fn read(self) -> Result<EmploymentEntry, StoreError> {
        let (name, id) = ("employment_entries", self.id.0);
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
        let told_on = self.day.map(|text| day(name, id, &text)).transpose()?;
        Ok(EmploymentEntry {
            n: self.n,
            id,
            application: self.application.0,
            candidate: self.candidate.0,
            kind: self.kind.parse().map_err(corrupt)?,
            day: told_on,
            month: self.month.map(|text| text.parse()).transpose().map_err(corrupt)?,
            paid_in_full: self.paid_in_full.map(|paid| paid == 1),
            session: self.session.map(|session| session.0),
            recorded_at: self.recorded_at.0,
            client: self.recorded_by.map(|client| client.0),
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<EmploymentEntry>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// What was told of the work of an application after number `after`, of these kinds, oldest first, at most `limit`.
pub fn of_application(
    conn: &mut DbConnection,
    (application, kinds): (Uuid, &[EmploymentKind]),
    after: i64,
    limit: usize,
) -> Result<Vec<EmploymentEntry>, StoreError> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let of = table::table
        .filter(table::application.eq(DbUuid(application)))
        .filter(table::kind.eq_any(kinds))
        .filter(table::n.gt(after))
        .into_boxed::<DbMulti>();
    load(conn, of.order(table::n).limit(at_most(limit)))
}

impl Ledger for EmploymentEntries {
    /// Its number is not read.
    type New = EmploymentEntry;
    type Entry = EmploymentEntry;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: EmploymentEntry) -> Result<(), StoreError> {
        let row = (
            table::id.eq(DbUuid(new.id)),
            table::candidate.eq(DbUuid(new.candidate)),
            table::application.eq(DbUuid(new.application)),
            table::kind.eq(new.kind.as_str()),
            table::day.eq(new.day.map(|day| day.to_string())),
            table::month.eq(new.month.map(|month| month.to_string())),
            table::paid_in_full.eq(new.paid_in_full.map(i64::from)),
            table::session.eq(new.session.map(DbUuid)),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(EmploymentEntry);
}
