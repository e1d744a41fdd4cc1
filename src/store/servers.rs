//! The servers that live now, by the clock of the database, and since when signing keys are published.

use std::{collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::store::{
    backend::{DbConnection, each_backend},
    clock,
    error::StoreError,
    schema::{servers, signing_keys},
    tx::Tx,
    types::{DbInstant, DbUuid},
};

/// For how long a server lives after it was last heard of.
const LIVES_FOR: Duration = Duration::from_secs(30);

/// A signing key as the servers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedKey {
    /// Its id.
    pub id: String,
    /// For how long some server has published it.
    pub age: Duration,
    /// Whether every server that lives publishes it now.
    pub everywhere: bool,
}

/// Notes that a server lives and which keys it publishes.
pub fn beat(tx: &mut Tx<'_>, server: Uuid, keys: &[String]) -> Result<(), StoreError> {
    let now = clock::now(tx.conn())?;
    let dead = servers::table.filter(servers::seen_at.lt(DbInstant(now - LIVES_FOR)));
    let dead = dead.filter(servers::id.ne(DbUuid(server)));
    diesel::delete(dead).execute(tx.conn())?;
    let row = (servers::seen_at.eq(DbInstant(now)), servers::keys.eq(keys.join(" ")));
    let known = servers::table.find(DbUuid(server));
    if diesel::update(known).set(row.clone()).execute(tx.conn())? == 0 {
        let (seen_at, keys) = row;
        diesel::insert_into(servers::table)
            .values((servers::id.eq(DbUuid(server)), seen_at, keys))
            .execute(tx.conn())?;
    }
    note_keys(tx.conn(), keys, now)
}

fn note_keys(
    conn: &mut DbConnection,
    keys: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let known: Vec<String> = signing_keys::table
        .filter(signing_keys::id.eq_any(keys))
        .select(signing_keys::id)
        .load(conn)?;
    for new in keys.iter().filter(|key| !known.contains(key)) {
        let row = (signing_keys::id.eq(new), signing_keys::first_seen_at.eq(DbInstant(now)));
        each_backend!(conn, conn => diesel::insert_into(signing_keys::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    Ok(())
}

/// Notes that a server has stopped.
pub fn leave(tx: &mut Tx<'_>, server: Uuid) -> Result<(), StoreError> {
    diesel::delete(servers::table.find(DbUuid(server))).execute(tx.conn())?;
    Ok(())
}

/// What the servers know of these keys.
pub fn published(
    conn: &mut DbConnection,
    keys: &[String],
) -> Result<Vec<PublishedKey>, StoreError> {
    let now = clock::now(conn)?;
    let live: Vec<String> = servers::table
        .filter(servers::seen_at.ge(DbInstant(now - LIVES_FOR)))
        .select(servers::keys)
        .load(conn)?;
    let since: HashMap<String, DbInstant> = signing_keys::table
        .filter(signing_keys::id.eq_any(keys))
        .load::<(String, DbInstant)>(conn)?
        .into_iter()
        .collect();
    let age = |key: &String| since.get(key).and_then(|since| (now - since.0).to_std().ok());
    let of = |key: &String| PublishedKey {
        id: key.clone(),
        age: age(key).unwrap_or_default(),
        everywhere: live.iter().all(|keys| keys.split(' ').any(|known| known == key)),
    };
    Ok(keys.iter().map(of).collect())
}
