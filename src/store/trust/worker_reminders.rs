//! Reminders on their way to workers. Of one that was sent, that alone is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::{reminder::Reminder, worker_session::CodeDelivery},
        values::language::Lang,
    },
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::{worker_reminders as table, worker_sessions as sessions},
        tx::Tx,
        types::{DbInstant, DbUuid, day},
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    id: DbUuid,
    candidate: DbUuid,
    deadline: DbUuid,
    told_on: String,
    news: String,
    way: String,
    contact: String,
    language: String,
    attempts: i64,
}

impl Row {
    fn read(self) -> Result<Reminder, StoreError> {
        let (name, id) = ("worker_reminders", self.id.0);
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
        Ok(Reminder {
            id,
            candidate: self.candidate.0,
            deadline: self.deadline.0,
            told_on: day(name, id, &self.told_on)?,
            news: self.news.parse().map_err(corrupt)?,
            way: self.way.parse().map_err(corrupt)?,
            contact: self.contact,
            language: self.language.parse().map_err(corrupt)?,
            attempts: self.attempts,
        })
    }
}

/// Keeps a reminder that is to be sent at once, unless there is one of this deadline and day.
pub fn insert(tx: &mut Tx<'_>, new: &Reminder, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        table::id.eq(DbUuid(new.id)),
        table::candidate.eq(DbUuid(new.candidate)),
        table::deadline.eq(DbUuid(new.deadline)),
        table::told_on.eq(new.told_on.to_string()),
        table::news.eq(new.news.as_str()),
        table::way.eq(new.way.as_str()),
        table::contact.eq(new.contact.clone()),
        table::language.eq(new.language.as_str()),
        table::delivery.eq(CodeDelivery::Pending.as_str()),
        table::attempts.eq(0_i64),
        table::next_attempt_at.eq(Some(DbInstant(now))),
    );
    each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(())
}

/// Those that are due, at most so many.
pub fn due(
    conn: &mut DbConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Reminder>, StoreError> {
    let rows: Vec<Row> = table::table
        .filter(table::delivery.eq(CodeDelivery::Pending.as_str()))
        .filter(table::next_attempt_at.le(Some(DbInstant(now))))
        .order((table::next_attempt_at, table::id))
        .limit(limit)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Counts an attempt to send one, and keeps other servers from trying until a moment. `false` if another was faster.
pub fn attempt(tx: &mut Tx<'_>, one: &Reminder, until: DateTime<Utc>) -> Result<bool, StoreError> {
    let pending = table::table
        .filter(table::id.eq(DbUuid(one.id)))
        .filter(table::delivery.eq(CodeDelivery::Pending.as_str()))
        .filter(table::attempts.eq(one.attempts));
    let tried = diesel::update(pending).set((
        table::attempts.eq(one.attempts + 1),
        table::next_attempt_at.eq(Some(DbInstant(until))),
    ));
    Ok(tried.execute(tx.conn())? > 0)
}

/// Notes what became of one, with the reason if it was not sent, and when it is tried again.
pub fn settle(
    tx: &mut Tx<'_>,
    id: Uuid,
    (delivery, why): (CodeDelivery, Option<&str>),
    next: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let settled = (
        table::delivery.eq(delivery.as_str()),
        table::last_error.eq(why),
        table::next_attempt_at.eq(next.map(DbInstant)),
    );
    diesel::update(table::table.find(DbUuid(id))).set(settled).execute(tx.conn())?;
    Ok(())
}

/// The language in which a worker read last.
pub fn language(conn: &mut DbConnection, candidate: Uuid) -> Result<Option<Lang>, StoreError> {
    let read: Option<String> = sessions::table
        .filter(sessions::candidate.eq(DbUuid(candidate)))
        .order((sessions::begun_at.desc(), sessions::id.desc()))
        .select(sessions::language)
        .first(conn)
        .optional()?;
    let corrupt = |error: Invalid| StoreError::CorruptRow {
        table: "worker_sessions",
        id: candidate,
        why: error.0,
    };
    read.map(|language| language.parse().map_err(corrupt)).transpose()
}
