//! The ledger of ends of work. Of an application there is one.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, programme::work_end::WorkEnd},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::work_ends as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of ends of work.
#[derive(Debug)]
pub struct WorkEnds;

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    n: i64,
    candidate: DbUuid,
    application: DbUuid,
    ground: String,
    last_day: String,
    last_pay: String,
    homeward_paid: i64,
    certificate_issued: i64,
    told_by: String,
    evidence: Option<String>,
    recorded_at: DbInstant,
    recorded_by: Option<DbUuid>,
}

impl Row {
    fn read(self) -> Result<WorkEnd, StoreError> {
        let (name, id) = ("work_ends", self.application.0);
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
        Ok(WorkEnd {
            n: self.n,
            application: id,
            candidate: self.candidate.0,
            ground: self.ground.parse().map_err(corrupt)?,
            last_day: day(name, id, &self.last_day)?,
            last_pay: self.last_pay.parse().map_err(corrupt)?,
            homeward_paid: self.homeward_paid == 1,
            certificate_issued: self.certificate_issued == 1,
            told_by: self.told_by.parse().map_err(corrupt)?,
            evidence: self.evidence,
            recorded_at: self.recorded_at.0,
            client: self.recorded_by.map(|client| client.0),
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<WorkEnd>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// The end of the work of an application, if it was told.
pub fn of_application(
    conn: &mut DbConnection,
    application: Uuid,
) -> Result<Option<WorkEnd>, StoreError> {
    let of = table::table.filter(table::application.eq(DbUuid(application)));
    Ok(load(conn, of.into_boxed())?.pop())
}

impl Ledger for WorkEnds {
    /// Its number is not read.
    type New = WorkEnd;
    type Entry = WorkEnd;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: WorkEnd) -> Result<(), StoreError> {
        let row = (
            table::candidate.eq(DbUuid(new.candidate)),
            table::application.eq(DbUuid(new.application)),
            table::ground.eq(new.ground.as_str()),
            table::last_day.eq(new.last_day.to_string()),
            table::last_pay.eq(new.last_pay.as_str()),
            table::homeward_paid.eq(i64::from(new.homeward_paid)),
            table::certificate_issued.eq(i64::from(new.certificate_issued)),
            table::told_by.eq(new.told_by.as_str()),
            table::evidence.eq(new.evidence),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(WorkEnd);
}
