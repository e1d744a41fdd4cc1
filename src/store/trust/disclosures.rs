//! The ledger of disclosures: each reading of who a candidate is.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::{consent::IdentityPart, disclosure::Disclosure},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::Ledger,
        schema::disclosures as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The ledger of disclosures.
#[derive(Debug)]
pub struct Disclosures;

/// Parts as the database keeps them, with commas between.
pub(in crate::store) fn written(parts: &[IdentityPart]) -> String {
    parts.iter().map(|part| part.as_str()).collect::<Vec<_>>().join(",")
}

/// Parts as they were written.
pub(in crate::store) fn read(text: &str) -> Result<Vec<IdentityPart>, Invalid> {
    text.split(',').filter(|part| !part.is_empty()).map(str::parse).collect()
}

type Row = (i64, DbUuid, DbUuid, DbUuid, Option<DbUuid>, DbInstant, String);

fn entry(
    (n, candidate, request, employer, client, at, parts): Row,
) -> Result<Disclosure, StoreError> {
    let (id, client) = (candidate.0, client.map(|client| client.0));
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "disclosures", id, why: error.0 };
    let parts = read(&parts).map_err(corrupt)?;
    let (request, employer, at) = (request.0, employer.0, at.0);
    Ok(Disclosure { n, candidate: id, request, employer, client, at, parts })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<Disclosure>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(entry).collect()
}

/// The candidates of whom an employer has read since a moment.
pub fn read_since(
    conn: &mut DbConnection,
    employer: Uuid,
    since: DateTime<Utc>,
) -> Result<HashSet<Uuid>, StoreError> {
    let ids: Vec<DbUuid> = table::table
        .filter(table::employer.eq(DbUuid(employer)))
        .filter(table::at.ge(DbInstant(since)))
        .select(table::candidate)
        .distinct()
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

impl Ledger for Disclosures {
    /// Its number is not read.
    type New = Disclosure;
    type Entry = Disclosure;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: Disclosure) -> Result<(), StoreError> {
        let row = (
            table::candidate.eq(DbUuid(new.candidate)),
            table::request.eq(DbUuid(new.request)),
            table::employer.eq(DbUuid(new.employer)),
            table::client.eq(new.client.map(DbUuid)),
            table::at.eq(DbInstant(new.at)),
            table::parts.eq(written(&new.parts)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    fn get(conn: &mut DbConnection, n: i64) -> Result<Option<Disclosure>, StoreError> {
        Ok(load(conn, table::table.filter(table::n.eq(n)).into_boxed::<DbMulti>())?.pop())
    }

    fn list(
        conn: &mut DbConnection,
        candidate: Uuid,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Disclosure>, StoreError> {
        let of_candidate = table::table
            .filter(table::candidate.eq(DbUuid(candidate)))
            .filter(table::n.gt(after))
            .into_boxed::<DbMulti>();
        let limit = at_most(limit);
        load(conn, of_candidate.order(table::n).limit(limit))
    }
}
