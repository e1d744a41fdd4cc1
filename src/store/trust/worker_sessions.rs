//! Sessions of workers, and their codes on the way: sealed until they are sent.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::worker_session::{CodeDelivery, TRIES, WorkerSession},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::worker_sessions as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// A session with what is kept of its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSession {
    /// The session.
    pub session: WorkerSession,
    /// The keyed hash of where the code is sent; `None` in person.
    pub contact: Option<String>,
    /// The keyed hash of the code.
    pub code_hash: String,
    /// The code, sealed, while it is to be sent.
    pub sealed_code: Option<String>,
    /// How often it was tried to send it.
    pub attempts: i64,
    /// When that is tried next.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: DbUuid,
    candidate: DbUuid,
    act: String,
    record: DbUuid,
    channel: String,
    language: String,
    contact: Option<String>,
    code_hash: String,
    begun_by: Option<DbUuid>,
    begun_at: DbInstant,
    expires_at: DbInstant,
    tries: i64,
    opened_at: Option<DbInstant>,
    used_at: Option<DbInstant>,
    delivery: String,
    sealed_code: Option<String>,
    attempts: i64,
    next_attempt_at: Option<DbInstant>,
}

impl Row {
    fn of(kept: &KeptSession) -> Self {
        let session = &kept.session;
        Self {
            id: DbUuid(session.id),
            candidate: DbUuid(session.candidate),
            act: session.act.to_string(),
            record: DbUuid(session.record),
            channel: session.channel.to_string(),
            language: session.language.to_string(),
            contact: kept.contact.clone(),
            code_hash: kept.code_hash.clone(),
            begun_by: session.begun_by.map(DbUuid),
            begun_at: DbInstant(session.begun_at),
            expires_at: DbInstant(session.expires_at),
            tries: session.tries,
            opened_at: session.opened_at.map(DbInstant),
            used_at: session.used_at.map(DbInstant),
            delivery: session.delivery.to_string(),
            sealed_code: kept.sealed_code.clone(),
            attempts: kept.attempts,
            next_attempt_at: kept.next_attempt_at.map(DbInstant),
        }
    }

    fn read(self) -> Result<KeptSession, StoreError> {
        let id = self.id.0;
        let corrupt =
            |error: Invalid| StoreError::CorruptRow { table: "worker_sessions", id, why: error.0 };
        let session = WorkerSession {
            id,
            candidate: self.candidate.0,
            act: self.act.parse().map_err(corrupt)?,
            record: self.record.0,
            channel: self.channel.parse().map_err(corrupt)?,
            language: self.language.parse().map_err(corrupt)?,
            begun_by: self.begun_by.map(|client| client.0),
            begun_at: self.begun_at.0,
            expires_at: self.expires_at.0,
            tries: self.tries,
            opened_at: self.opened_at.map(|at| at.0),
            used_at: self.used_at.map(|at| at.0),
            delivery: self.delivery.parse().map_err(corrupt)?,
        };
        Ok(KeptSession {
            session,
            contact: self.contact,
            code_hash: self.code_hash,
            sealed_code: self.sealed_code,
            attempts: self.attempts,
            next_attempt_at: self.next_attempt_at.map(|at| at.0),
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<KeptSession>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Stores a new session.
pub fn insert(tx: &mut Tx<'_>, kept: &KeptSession) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(kept)).execute(tx.conn())?;
    Ok(())
}

/// The session with this id.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<KeptSession>, StoreError> {
    Ok(load(conn, table::table.filter(table::id.eq(DbUuid(id))).into_boxed())?.pop())
}

/// The sessions of a candidate that began after a moment, oldest first.
pub fn begun_since(
    conn: &mut DbConnection,
    candidate: Uuid,
    since: DateTime<Utc>,
) -> Result<Vec<WorkerSession>, StoreError> {
    let begun = table::table
        .filter(table::candidate.eq(DbUuid(candidate)))
        .filter(table::begun_at.gt(DbInstant(since)));
    let all = load(conn, begun.order((table::begun_at, table::id)).into_boxed())?;
    Ok(all.into_iter().map(|kept| kept.session).collect())
}

/// The first sessions of a candidate, oldest first.
pub fn of_candidate(
    conn: &mut DbConnection,
    candidate: Uuid,
    limit: usize,
) -> Result<Vec<WorkerSession>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let of_candidate = table::table.filter(table::candidate.eq(DbUuid(candidate)));
    let query = of_candidate.order((table::begun_at, table::id)).limit(limit).into_boxed();
    Ok(load(conn, query)?.into_iter().map(|kept| kept.session).collect())
}

/// Counts a wrong code. `false` if it was wrong too often before.
pub fn count_try(tx: &mut Tx<'_>, id: Uuid) -> Result<bool, StoreError> {
    let waiting = table::table
        .filter(table::id.eq(DbUuid(id)))
        .filter(table::opened_at.is_null())
        .filter(table::tries.lt(TRIES));
    let counted = diesel::update(waiting).set(table::tries.eq(table::tries + 1));
    Ok(counted.execute(tx.conn())? > 0)
}

/// Notes that the code was shown. `false` if it was before.
pub fn open(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let waiting = table::table
        .filter(table::id.eq(DbUuid(id)))
        .filter(table::opened_at.is_null())
        .filter(table::tries.lt(TRIES));
    let opened = diesel::update(waiting).set(table::opened_at.eq(Some(DbInstant(now))));
    Ok(opened.execute(tx.conn())? > 0)
}

/// Notes that the act was done. `false` if it was before.
pub fn spend(tx: &mut Tx<'_>, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let open = table::table
        .filter(table::id.eq(DbUuid(id)))
        .filter(table::opened_at.is_not_null())
        .filter(table::used_at.is_null());
    let spent = diesel::update(open).set(table::used_at.eq(Some(DbInstant(now))));
    Ok(spent.execute(tx.conn())? > 0)
}

/// The sessions whose codes are to be sent at a moment, those that wait longest first.
pub fn due(
    conn: &mut DbConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<KeptSession>, StoreError> {
    let due = table::table
        .filter(table::delivery.eq(CodeDelivery::Pending.as_str()))
        .filter(table::next_attempt_at.le(Some(DbInstant(now))));
    load(conn, due.order((table::next_attempt_at, table::id)).limit(limit).into_boxed())
}

/// Counts an attempt to send a code, and keeps other servers from trying until a moment. `false` if another was faster.
pub fn attempt(
    tx: &mut Tx<'_>,
    kept: &KeptSession,
    until: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let pending = table::table
        .filter(table::id.eq(DbUuid(kept.session.id)))
        .filter(table::delivery.eq(CodeDelivery::Pending.as_str()))
        .filter(table::attempts.eq(kept.attempts));
    let tried = diesel::update(pending).set((
        table::attempts.eq(kept.attempts + 1),
        table::next_attempt_at.eq(Some(DbInstant(until))),
    ));
    Ok(tried.execute(tx.conn())? > 0)
}

/// Notes that a code is tried again at a moment, and why.
pub fn postpone(
    tx: &mut Tx<'_>,
    id: Uuid,
    (next, why): (DateTime<Utc>, &str),
) -> Result<(), StoreError> {
    let again = (
        table::next_attempt_at.eq(Some(DbInstant(next))),
        table::last_error.eq(Some(why.to_owned())),
    );
    diesel::update(pending(id)).set(again).execute(tx.conn())?;
    Ok(())
}

/// Notes that a code was sent, or why it never will be; it is kept no longer.
pub fn settle(
    tx: &mut Tx<'_>,
    id: Uuid,
    (delivery, why): (CodeDelivery, Option<&str>),
) -> Result<(), StoreError> {
    let settled = (
        table::delivery.eq(delivery.as_str()),
        table::sealed_code.eq(None::<String>),
        table::next_attempt_at.eq(None::<DbInstant>),
        table::last_error.eq(why.map(ToOwned::to_owned)),
    );
    diesel::update(pending(id)).set(settled).execute(tx.conn())?;
    Ok(())
}

#[diesel::dsl::auto_type(no_type_alias)]
fn pending(id: Uuid) -> _ {
    let (id, word): (DbUuid, &'static str) = (DbUuid(id), "pending");
    table::table.filter(table::id.eq(id)).filter(table::delivery.eq(word))
}
