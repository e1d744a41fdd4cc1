//! The ledger of documents of workers.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, law::document::WorkerDocument},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::worker_documents as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of documents.
#[derive(Debug)]
pub struct WorkerDocuments;

type Row = (
    i64,
    DbUuid,
    String,
    String,
    Option<String>,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    DbInstant,
    Option<DbUuid>,
    Option<String>,
    Option<DbUuid>,
    Option<String>,
);

fn document(row: Row) -> Result<WorkerDocument, StoreError> {
    let (
        n,
        candidate,
        kind,
        issued,
        until,
        authority,
        number_hash,
        region,
        occupation,
        at,
        client,
        isco08,
        employer,
        address_hash,
    ) = row;
    let (name, id) = ("worker_documents", candidate.0);
    let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
    Ok(WorkerDocument {
        n,
        candidate: id,
        kind: kind.parse().map_err(corrupt)?,
        issued_on: day(name, id, &issued)?,
        valid_until: until.map(|last| day(name, id, &last)).transpose()?,
        authority,
        number_hash,
        address_hash,
        region,
        occupation,
        bound_isco08: isco08.map(|code| code.parse()).transpose().map_err(corrupt)?,
        bound_employer: employer.map(|employer| employer.0),
        recorded_at: at.0,
        client: client.map(|client| client.0),
    })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<WorkerDocument>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(document).collect()
}

impl Ledger for WorkerDocuments {
    /// Its number is not read.
    type New = WorkerDocument;
    type Entry = WorkerDocument;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: WorkerDocument) -> Result<(), StoreError> {
        let row = (
            table::candidate.eq(DbUuid(new.candidate)),
            table::kind.eq(new.kind.as_str()),
            table::issued_on.eq(new.issued_on.to_string()),
            table::valid_until.eq(new.valid_until.map(|day| day.to_string())),
            table::authority.eq(new.authority),
            table::number_hash.eq(new.number_hash),
            table::address_hash.eq(new.address_hash),
            table::region.eq(new.region),
            table::occupation.eq(new.occupation),
            table::isco08.eq(new.bound_isco08.map(|code| code.to_string())),
            table::employer.eq(new.bound_employer.map(DbUuid)),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(WorkerDocument);
}
