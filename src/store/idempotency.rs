//! Remembered effects of requests that came with an `Idempotency-Key`, written in the transaction of the effect.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::store::{
    backend::{DbConnection, insert_rows},
    error::StoreError,
    schema::idempotency_keys,
    tx::Tx,
    types::{DbInstant, DbJson, DbUuid},
};

/// A key within its scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The API client, which stands for the tenant too.
    pub client: Uuid,
    /// Method and route template.
    pub route: String,
    /// What the client sent, without quotes.
    pub key: String,
    /// SHA-256 of the canonical body, in hexadecimal.
    pub fingerprint: String,
}

/// What a key did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Fingerprint of the body that came with it.
    pub fingerprint: String,
    /// The record as it was answered, as JSON.
    pub snapshot: String,
}

/// Finds what the key did, if it did something.
pub fn find(conn: &mut DbConnection, key: &Key) -> Result<Option<Remembered>, StoreError> {
    remembered(conn, DbUuid(key.client), &key.route, &key.key)
}

fn remembered(
    conn: &mut DbConnection,
    client: DbUuid,
    route: &str,
    key: &str,
) -> Result<Option<Remembered>, StoreError> {
    let row: Option<(String, DbJson)> = idempotency_keys::table
        .find((client, route, key))
        .select((idempotency_keys::fingerprint, idempotency_keys::snapshot))
        .first(conn)
        .optional()?;
    Ok(row.map(|(fingerprint, snapshot)| Remembered { fingerprint, snapshot: snapshot.0 }))
}

/// What is remembered of a key.
#[derive(Insertable)]
#[diesel(table_name = idempotency_keys)]
pub(super) struct NewRow {
    client: DbUuid,
    route: String,
    key: String,
    fingerprint: String,
    record: DbUuid,
    snapshot: DbJson,
    created_at: DbInstant,
}

impl NewRow {
    /// That the key made `record` be as `snapshot` says.
    pub(super) fn of(key: Key, record: Uuid, snapshot: String, at: DateTime<Utc>) -> Self {
        Self {
            client: DbUuid(key.client),
            route: key.route,
            key: key.key,
            fingerprint: key.fingerprint,
            record: DbUuid(record),
            snapshot: DbJson(snapshot),
            created_at: DbInstant(at),
        }
    }

    /// What the key did before, if it did something.
    pub(super) fn past(&self, conn: &mut DbConnection) -> Result<Option<Remembered>, StoreError> {
        remembered(conn, self.client, &self.route, &self.key)
    }
}

/// Remembers that the key made `record` be as `snapshot` says.
pub fn insert(
    tx: &mut Tx<'_>,
    key: Key,
    record: Uuid,
    snapshot: String,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    insert_all(tx.conn(), &[&NewRow::of(key, record, snapshot, at)])
}

/// Remembers what many keys did.
pub(super) fn insert_all(conn: &mut DbConnection, rows: &[&NewRow]) -> Result<(), StoreError> {
    insert_rows!(conn, idempotency_keys::table, rows);
    Ok(())
}

/// Forgets every snapshot of a record, so that an erased record leaves no copy here.
pub fn forget_record(tx: &mut Tx<'_>, record: Uuid) -> Result<(), StoreError> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::record.eq(DbUuid(record))))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the keys that were made before a moment; returns how many.
pub fn forget_before(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = idempotency_keys::table.filter(idempotency_keys::created_at.lt(DbInstant(before)));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
