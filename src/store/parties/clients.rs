//! API clients and the tokens that were revoked before they ran out.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        access::{actor::Client, scope::Scope},
        resource::RecordKind,
    },
    store::{
        backend::DbConnection,
        changes::{Change, Note},
        error::StoreError,
        schema::{clients, revoked_tokens},
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// A stored client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredClient {
    /// Who it is and the most that it may do.
    pub client: Client,
    /// A name for people.
    pub label: String,
    /// SHA-256 of the secret, in hexadecimal.
    pub secret_hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

type Row = (DbUuid, DbUuid, String, String, String, String, DbInstant, Option<DbInstant>);

fn stored(row: Row) -> Result<StoredClient, StoreError> {
    let (id, organisation, role, scope, label, secret_hash, created_at, revoked_at) = row;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "clients", id: id.0, why: error.0 };
    let scopes: Result<Vec<Scope>, Invalid> = scope.split_whitespace().map(str::parse).collect();
    Ok(StoredClient {
        client: Client {
            id: id.0,
            organisation: organisation.0,
            role: role.parse().map_err(corrupt)?,
            scopes: scopes.map_err(corrupt)?,
        },
        label,
        secret_hash,
        created_at: created_at.0,
        revoked_at: revoked_at.map(|at| at.0),
    })
}

/// Stores a new client.
pub fn insert(tx: &mut Tx<'_>, new: &StoredClient, note: Note) -> Result<(), StoreError> {
    let scope: Vec<&str> = new.client.scopes.iter().map(|scope| scope.as_str()).collect();
    diesel::insert_into(clients::table)
        .values((
            clients::id.eq(DbUuid(new.client.id)),
            clients::organisation.eq(DbUuid(new.client.organisation)),
            clients::role.eq(new.client.role.as_str()),
            clients::scope.eq(scope.join(" ")),
            clients::label.eq(&new.label),
            clients::secret_hash.eq(&new.secret_hash),
            clients::created_at.eq(DbInstant(new.created_at)),
            clients::revoked_at.eq(new.revoked_at.map(DbInstant)),
        ))
        .execute(tx.conn())?;
    tx.log(Change::new(RecordKind::Client, new.client.id, 1, note));
    Ok(())
}

/// Revokes a client. `false` if there is no such client, or it was revoked before.
pub fn revoke(tx: &mut Tx<'_>, id: Uuid, note: Note) -> Result<bool, StoreError> {
    let live =
        clients::table.filter(clients::id.eq(DbUuid(id))).filter(clients::revoked_at.is_null());
    let rows = diesel::update(live)
        .set(clients::revoked_at.eq(Some(DbInstant(note.at))))
        .execute(tx.conn())?;
    if rows > 0 {
        tx.log(Change::new(RecordKind::Client, id, 2, note));
    }
    Ok(rows > 0)
}

/// Finds a client.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<StoredClient>, StoreError> {
    let row: Option<Row> = clients::table.find(DbUuid(id)).first(conn).optional()?;
    row.map(stored).transpose()
}

/// Lists all clients, oldest first.
pub fn list(conn: &mut DbConnection) -> Result<Vec<StoredClient>, StoreError> {
    let rows: Vec<Row> = clients::table.order((clients::created_at, clients::id)).load(conn)?;
    rows.into_iter().map(stored).collect()
}

/// Revokes one token until it runs out by itself. Revoking it again changes nothing.
pub fn revoke_token(
    tx: &mut Tx<'_>,
    id: Uuid,
    expires_at: DateTime<Utc>,
    note: Note,
) -> Result<(), StoreError> {
    if revoked_token(tx.conn(), id)?.is_some() {
        return Ok(());
    }
    diesel::insert_into(revoked_tokens::table)
        .values((
            revoked_tokens::id.eq(DbUuid(id)),
            revoked_tokens::expires_at.eq(DbInstant(expires_at)),
        ))
        .execute(tx.conn())?;
    tx.log(Change::new(RecordKind::Token, id, 1, note));
    Ok(())
}

/// When the revoked token runs out, or `None` if it was not revoked.
pub fn revoked_token(
    conn: &mut DbConnection,
    id: Uuid,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at: Option<DbInstant> = revoked_tokens::table
        .find(DbUuid(id))
        .select(revoked_tokens::expires_at)
        .first(conn)
        .optional()?;
    Ok(at.map(|at| at.0))
}

/// Every revoked token with the moment when it runs out.
pub fn revoked_tokens(conn: &mut DbConnection) -> Result<Vec<(Uuid, DateTime<Utc>)>, StoreError> {
    let rows: Vec<(DbUuid, DbInstant)> = revoked_tokens::table.load(conn)?;
    Ok(rows.into_iter().map(|(id, at)| (id.0, at.0)).collect())
}

/// Forgets the revoked tokens that have run out.
pub fn forget_tokens_before(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = revoked_tokens::table.filter(revoked_tokens::expires_at.lt(DbInstant(before)));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
