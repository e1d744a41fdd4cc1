//! Where clients want to be told of changes. Every read of a client takes the client.

use std::{collections::HashSet, time::Duration};

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        integration::{
            delivery::DeliveryStatus,
            endpoint::{Endpoint, EndpointStatus},
        },
        resource::RecordKind,
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        clock,
        error::StoreError,
        idempotency,
        integration::words,
        records::present,
        schema::{clients, webhook_deliveries as deliveries, webhook_endpoints as table},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: DbUuid,
    client: DbUuid,
    scopes: String,
    url: String,
    kinds: String,
    events: String,
    status: String,
    disabled_because: Option<String>,
    generation: i64,
    previous_until: Option<DbInstant>,
    version: i64,
    created_at: DbInstant,
    updated_at: DbInstant,
    position: i64,
    failing_since: Option<DbInstant>,
}

impl Row {
    fn of(endpoint: &Endpoint) -> Self {
        Self {
            id: DbUuid(endpoint.id),
            client: DbUuid(endpoint.client),
            scopes: words::joined(&endpoint.scopes),
            url: endpoint.url.clone(),
            kinds: words::joined(&endpoint.kinds),
            events: words::joined(&endpoint.events),
            status: endpoint.status.to_string(),
            disabled_because: endpoint.disabled_because.map(|because| because.to_string()),
            generation: endpoint.generation,
            previous_until: endpoint.previous_until.map(DbInstant),
            version: endpoint.version,
            created_at: DbInstant(endpoint.created_at),
            updated_at: DbInstant(endpoint.updated_at),
            position: endpoint.position,
            failing_since: endpoint.failing_since.map(DbInstant),
        }
    }

    fn read(self) -> Result<Endpoint, StoreError> {
        let id = self.id.0;
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "webhook_endpoints",
            id,
            why: error.0,
        };
        Ok(Endpoint {
            id,
            client: self.client.0,
            scopes: words::split(&self.scopes).map_err(corrupt)?,
            url: self.url,
            kinds: words::split(&self.kinds).map_err(corrupt)?,
            events: words::split(&self.events).map_err(corrupt)?,
            status: self.status.parse().map_err(corrupt)?,
            disabled_because: self
                .disabled_because
                .map(|because| because.parse())
                .transpose()
                .map_err(corrupt)?,
            generation: self.generation,
            previous_until: self.previous_until.map(|until| until.0),
            version: self.version,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            position: self.position,
            failing_since: self.failing_since.map(|since| since.0),
        })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

fn of_client<'q>(client: Uuid) -> Query<'q> {
    table::table.filter(table::client.eq(DbUuid(client))).into_boxed::<DbMulti>()
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Endpoint>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Stores a new endpoint.
pub fn insert(tx: &mut Tx<'_>, new: &Endpoint, note: Note) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(new)).execute(tx.conn())?;
    let change = Change::new(RecordKind::WebhookEndpoint, new.id, new.version, note);
    tx.log(change.between(None, Some(new.status)));
    Ok(())
}

/// Stores `after` over `before`. `false` if that is not the stored version.
pub fn update(
    tx: &mut Tx<'_>,
    before: &Endpoint,
    after: &Endpoint,
    note: Note,
) -> Result<bool, StoreError> {
    let present = table::table
        .filter(table::id.eq(DbUuid(after.id)))
        .filter(table::version.eq(before.version));
    // How far it was told is the business of whoever makes messages.
    let changed = (
        table::scopes.eq(words::joined(&after.scopes)),
        table::url.eq(&after.url),
        table::kinds.eq(words::joined(&after.kinds)),
        table::events.eq(words::joined(&after.events)),
        table::status.eq(after.status.to_string()),
        table::disabled_because.eq(after.disabled_because.map(|because| because.to_string())),
        table::generation.eq(after.generation),
        table::previous_until.eq(after.previous_until.map(DbInstant)),
        table::version.eq(after.version),
        table::updated_at.eq(DbInstant(after.updated_at)),
        table::failing_since.eq(after.failing_since.map(DbInstant)),
    );
    let rows = diesel::update(present).set(changed).execute(tx.conn())?;
    if rows > 0 {
        let change = Change::new(RecordKind::WebhookEndpoint, after.id, after.version, note);
        tx.log(change.between(Some(before.status), Some(after.status)));
    }
    Ok(rows > 0)
}

/// Removes an endpoint that stands at this version, with its messages. `false` if it does not.
pub fn delete(tx: &mut Tx<'_>, endpoint: &Endpoint, note: Note) -> Result<bool, StoreError> {
    let present = table::table
        .filter(table::id.eq(DbUuid(endpoint.id)))
        .filter(table::version.eq(endpoint.version));
    let rows = diesel::delete(present).execute(tx.conn())?;
    if rows > 0 {
        let (kind, version) = (RecordKind::WebhookEndpoint, endpoint.version + 1);
        let change = Change::new(kind, endpoint.id, version, note);
        tx.log(change.between(Some(endpoint.status), None));
        idempotency::forget_record(tx, endpoint.id)?;
    }
    Ok(rows > 0)
}

/// The endpoint of a client with this id.
pub fn find(
    conn: &mut DbConnection,
    client: Uuid,
    id: Uuid,
) -> Result<Option<Endpoint>, StoreError> {
    Ok(load(conn, of_client(client).filter(table::id.eq(DbUuid(id))))?.pop())
}

/// Every endpoint of a client, oldest first.
pub fn list(conn: &mut DbConnection, client: Uuid) -> Result<Vec<Endpoint>, StoreError> {
    load(conn, of_client(client).order(table::id))
}

/// Which of these endpoints are a client's.
pub fn present(
    conn: &mut DbConnection,
    client: Uuid,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, StoreError> {
    present!(conn, of_client(client), table::id, ids)
}

/// The clients that were not revoked.
#[diesel::dsl::auto_type]
fn live() -> _ {
    clients::table.filter(clients::revoked_at.is_null()).select(clients::id)
}

/// The endpoints that are enabled and were told less than up to a number, of clients that were not revoked.
pub fn behind(conn: &mut DbConnection, head: i64) -> Result<Vec<Endpoint>, StoreError> {
    let behind = table::table
        .filter(table::status.eq(EndpointStatus::Enabled.as_str()))
        .filter(table::position.lt(head))
        .filter(table::client.eq_any(live()))
        .into_boxed::<DbMulti>();
    load(conn, behind.order(table::id))
}

/// An endpoint to which something is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub endpoint: Uuid,
    /// Whether it took nothing of late.
    pub is_failing: bool,
}

/// The endpoints to which something is to be sent at a moment, and to which nobody sends: those that take what is sent first,
/// and among them who waits for longest.
pub fn due(
    conn: &mut DbConnection,
    moment: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Due>, StoreError> {
    let now = clock::now(conn)?;
    let waiting = deliveries::table
        .filter(deliveries::endpoint.eq(table::id))
        .filter(deliveries::status.eq(DeliveryStatus::Pending.as_str()))
        .filter(deliveries::next_attempt_at.le(Some(DbInstant(moment))));
    let rows: Vec<(DbUuid, Option<DbInstant>)> = table::table
        .filter(table::status.eq(EndpointStatus::Enabled.as_str()))
        .filter(table::lease.is_null().or(table::lease_until.lt(DbInstant(now))))
        .filter(table::client.eq_any(live()))
        .filter(exists(waiting))
        .order((table::failing_since.is_not_null(), table::lease_until))
        .select((table::id, table::failing_since))
        .limit(at_most(limit))
        .load(conn)?;
    let due = |(id, since): (DbUuid, Option<DbInstant>)| Due {
        endpoint: id.0,
        is_failing: since.is_some(),
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Notes that an endpoint was told everything up to a number. `false` if somebody was faster.
pub fn advance(tx: &mut Tx<'_>, endpoint: &Endpoint, to: i64) -> Result<bool, StoreError> {
    let there = table::table
        .filter(table::id.eq(DbUuid(endpoint.id)))
        .filter(table::position.eq(endpoint.position));
    Ok(diesel::update(there).set(table::position.eq(to)).execute(tx.conn())? > 0)
}

/// Notes since when an endpoint takes nothing, or that it does.
pub fn note_failing(
    tx: &mut Tx<'_>,
    endpoint: Uuid,
    since: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    diesel::update(table::table.filter(table::id.eq(DbUuid(endpoint))))
        .set(table::failing_since.eq(since.map(DbInstant)))
        .execute(tx.conn())?;
    Ok(())
}

/// Lets nobody else send to an endpoint for some time, if it is enabled and nobody does. Asked again with the same lease, it
/// goes on for as long.
pub fn claim(
    tx: &mut Tx<'_>,
    (endpoint, lease): (Uuid, Uuid),
    time: Duration,
) -> Result<Option<Endpoint>, StoreError> {
    let now = clock::now(tx.conn())?;
    let free = table::lease
        .is_null()
        .or(table::lease_until.lt(DbInstant(now)))
        .or(table::lease.eq(Some(DbUuid(lease))));
    let claimed = table::table
        .filter(table::id.eq(DbUuid(endpoint)))
        .filter(table::status.eq(EndpointStatus::Enabled.as_str()))
        .filter(free.assume_not_null());
    let held = (table::lease.eq(Some(DbUuid(lease))), table::lease_until.eq(DbInstant(now + time)));
    if diesel::update(claimed).set(held).execute(tx.conn())? == 0 {
        return Ok(None);
    }
    let one = table::table.filter(table::id.eq(DbUuid(endpoint))).into_boxed::<DbMulti>();
    Ok(load(tx.conn(), one)?.pop())
}

/// Lets others send to an endpoint.
pub fn release(tx: &mut Tx<'_>, (endpoint, lease): (Uuid, Uuid)) -> Result<(), StoreError> {
    let now = clock::now(tx.conn())?;
    let held = table::table
        .filter(table::id.eq(DbUuid(endpoint)))
        .filter(table::lease.eq(Some(DbUuid(lease))));
    diesel::update(held)
        .set((table::lease.eq(None::<DbUuid>), table::lease_until.eq(DbInstant(now))))
        .execute(tx.conn())?;
    Ok(())
}

/// How many endpoints a client has.
pub fn count(conn: &mut DbConnection, client: Uuid) -> Result<i64, StoreError> {
    Ok(of_client(client).count().get_result(conn)?)
}
