//! The messages to endpoints: those to send, and the log of those that were sent.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        integration::{
            delivery::{Delivery, DeliveryStatus},
            event::ToldChange,
        },
    },
    store::{
        backend::{DbConnection, DbMulti, insert_rows},
        error::StoreError,
        schema::webhook_deliveries as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = table, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    id: DbUuid,
    endpoint: DbUuid,
    position: i64,
    kind: String,
    record: DbUuid,
    version: i64,
    event: String,
    action: Option<String>,
    at: DbInstant,
    status: String,
    attempts: i64,
    next_attempt_at: Option<DbInstant>,
    last_attempt_at: Option<DbInstant>,
    last_status: Option<i64>,
    last_error: Option<String>,
}

impl Row {
    fn of(delivery: &Delivery) -> Self {
        let ToldChange { position, kind, id, version, event, action, at } = &delivery.change;
        Self {
            id: DbUuid(delivery.id),
            endpoint: DbUuid(delivery.endpoint),
            position: *position,
            kind: kind.to_string(),
            record: DbUuid(*id),
            version: *version,
            event: event.to_string(),
            action: action.clone(),
            at: DbInstant(*at),
            status: delivery.status.to_string(),
            attempts: delivery.attempts,
            next_attempt_at: delivery.next_attempt_at.map(DbInstant),
            last_attempt_at: delivery.last_attempt_at.map(DbInstant),
            last_status: delivery.last_status,
            last_error: delivery.last_error.clone(),
        }
    }

    fn read(self) -> Result<Delivery, StoreError> {
        let id = self.id.0;
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "webhook_deliveries",
            id,
            why: error.0,
        };
        Ok(Delivery {
            id,
            endpoint: self.endpoint.0,
            change: ToldChange {
                position: self.position,
                kind: self.kind.parse().map_err(corrupt)?,
                id: self.record.0,
                version: self.version,
                event: self.event.parse().map_err(corrupt)?,
                action: self.action,
                at: self.at.0,
            },
            status: self.status.parse().map_err(corrupt)?,
            attempts: self.attempts,
            next_attempt_at: self.next_attempt_at.map(|at| at.0),
            last_attempt_at: self.last_attempt_at.map(|at| at.0),
            last_status: self.last_status,
            last_error: self.last_error,
        })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

fn of_endpoint<'q>(endpoint: Uuid) -> Query<'q> {
    table::table.filter(table::endpoint.eq(DbUuid(endpoint))).into_boxed::<DbMulti>()
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Delivery>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Stores new messages.
pub fn insert(tx: &mut Tx<'_>, new: &[Delivery]) -> Result<(), StoreError> {
    let rows: Vec<Row> = new.iter().map(Row::of).collect();
    let rows: Vec<&Row> = rows.iter().collect();
    insert_rows!(tx.conn(), table::table, rows);
    Ok(())
}

/// Stores what became of a message.
pub fn update(tx: &mut Tx<'_>, delivery: &Delivery) -> Result<(), StoreError> {
    let one = table::table.filter(table::id.eq(DbUuid(delivery.id)));
    diesel::update(one).set(Row::of(delivery)).execute(tx.conn())?;
    Ok(())
}

/// How many messages of an endpoint are still to be taken.
pub fn pending(conn: &mut DbConnection, endpoint: Uuid) -> Result<i64, StoreError> {
    let pending = of_endpoint(endpoint).filter(table::status.eq(DeliveryStatus::Pending.as_str()));
    Ok(pending.count().get_result(conn)?)
}

/// The messages to an endpoint that are to be sent at a moment, in the order of the changes that they tell of.
pub fn due(
    conn: &mut DbConnection,
    endpoint: Uuid,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Delivery>, StoreError> {
    let due = of_endpoint(endpoint)
        .filter(table::status.eq(DeliveryStatus::Pending.as_str()))
        .filter(table::next_attempt_at.le(Some(DbInstant(now))));
    load(conn, due.order(table::position).limit(at_most(limit)))
}

/// Sends nothing to an endpoint before a moment.
pub fn postpone(tx: &mut Tx<'_>, endpoint: Uuid, until: DateTime<Utc>) -> Result<(), StoreError> {
    let sooner = table::table
        .filter(table::endpoint.eq(DbUuid(endpoint)))
        .filter(table::status.eq(DeliveryStatus::Pending.as_str()))
        .filter(table::next_attempt_at.lt(Some(DbInstant(until))));
    diesel::update(sooner)
        .set(table::next_attempt_at.eq(Some(DbInstant(until))))
        .execute(tx.conn())?;
    Ok(())
}

/// The log of an endpoint after a position, in the order of the changes; of messages in one state if it is named.
pub fn list(
    conn: &mut DbConnection,
    (endpoint, status): (Uuid, Option<DeliveryStatus>),
    after: i64,
    limit: usize,
) -> Result<Vec<Delivery>, StoreError> {
    let mut query = of_endpoint(endpoint).filter(table::position.gt(after));
    if let Some(status) = status {
        query = query.filter(table::status.eq(status.as_str()));
    }
    load(conn, query.order(table::position).limit(at_most(limit)))
}

/// Which messages are sent again.
#[derive(Debug, Clone, Copy)]
pub enum Again {
    /// The one with this id.
    One(Uuid),
    /// Those of changes from one moment to before another.
    Between(DateTime<Utc>, DateTime<Utc>),
}

/// Has messages to an endpoint sent again, from the beginning of their schedule. Returns how many.
pub fn again(
    tx: &mut Tx<'_>,
    endpoint: Uuid,
    which: Again,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let to = (
        table::status.eq(DeliveryStatus::Pending.as_str()),
        table::attempts.eq(0),
        table::next_attempt_at.eq(Some(DbInstant(now))),
    );
    let all = table::table.filter(table::endpoint.eq(DbUuid(endpoint)));
    Ok(match which {
        Again::One(id) => {
            diesel::update(all.filter(table::id.eq(DbUuid(id)))).set(to).execute(tx.conn())?
        }
        Again::Between(since, until) => diesel::update(
            all.filter(table::at.ge(DbInstant(since))).filter(table::at.lt(DbInstant(until))),
        )
        .set(to)
        .execute(tx.conn())?,
    })
}

/// Forgets messages of changes before a moment that are not to be sent any more.
pub fn forget_before(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let old = table::table
        .filter(table::at.lt(DbInstant(before)))
        .filter(table::status.ne(DeliveryStatus::Pending.as_str()));
    Ok(diesel::delete(old).execute(tx.conn())?)
}
