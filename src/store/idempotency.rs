//! Remembered effects of requests that came with an `Idempotency-Key`, written in the transaction of the effect.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    backend::DbConnection,
    error::StoreError,
    schema::idempotency_keys,
    types::{DbInstant, DbJson, DbUuid},
    writer::Tx,
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
    let row: Option<(String, DbJson)> = idempotency_keys::table
        .find((DbUuid(key.client), &key.route, &key.key))
        .select((idempotency_keys::fingerprint, idempotency_keys::snapshot))
        .first(conn)
        .optional()?;
    Ok(row.map(|(fingerprint, snapshot)| Remembered { fingerprint, snapshot: snapshot.0 }))
}

/// Remembers that the key made `record` be as `snapshot` says.
pub fn insert(
    tx: &mut Tx<'_>,
    key: Key,
    record: Uuid,
    snapshot: String,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(idempotency_keys::table)
        .values((
            idempotency_keys::client.eq(DbUuid(key.client)),
            idempotency_keys::route.eq(key.route),
            idempotency_keys::key.eq(key.key),
            idempotency_keys::fingerprint.eq(key.fingerprint),
            idempotency_keys::record.eq(DbUuid(record)),
            idempotency_keys::snapshot.eq(DbJson(snapshot)),
            idempotency_keys::created_at.eq(DbInstant(at)),
        ))
        .execute(tx.conn())?;
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
