//! What was noticed and what operators made of it, and what there is to notice now.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{count, count_star, exists, not},
    prelude::*,
};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::signal::{Counted, Signal, SignalKind, SignalMove, SignalState},
        programme::trip::{SeatState, TripStatus},
    },
    store::{
        backend::{DbConnection, DbMulti, each_backend},
        error::StoreError,
        law::duties::schema::candidates,
        records::document_schema,
        schema::{
            applications, arrivals, deadlines, signal_moves as moves, signals as table, trip_seats,
            work_ends, worker_contacts as contacts, worker_documents as documents,
        },
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

document_schema!(trips, trip_facets);
use schema::trips;
diesel::allow_tables_to_appear_in_same_query!(trips, trip_seats);
diesel::allow_tables_to_appear_in_same_query!(arrivals, trip_seats);
diesel::allow_tables_to_appear_in_same_query!(arrivals, trips);
diesel::allow_tables_to_appear_in_same_query!(applications, work_ends);
diesel::allow_tables_to_appear_in_same_query!(applications, arrivals);

/// Which signals to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignalFilter {
    /// Only of this kind.
    pub kind: Option<SignalKind>,
    /// Only in this state.
    pub state: Option<SignalState>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct Row {
    id: DbUuid,
    kind: String,
    subject: String,
    record: Option<DbUuid>,
    times: i64,
    workers: i64,
    state: String,
    noticed_at: DbInstant,
    counted_at: DbInstant,
}

type MoveRow = (DbUuid, String, String, DbUuid, DbInstant);

fn corrupt(id: Uuid) -> impl Fn(Invalid) -> StoreError {
    move |error| StoreError::CorruptRow { table: "signals", id, why: error.0 }
}

impl Row {
    fn of(signal: &Signal) -> Self {
        let Counted { kind, subject, record, count, workers } = signal.counted.clone();
        Self {
            id: DbUuid(signal.id),
            kind: kind.to_string(),
            subject,
            record: record.map(DbUuid),
            times: count,
            workers,
            state: signal.state.to_string(),
            noticed_at: DbInstant(signal.noticed_at),
            counted_at: DbInstant(signal.counted_at),
        }
    }

    fn read(self, moves: Vec<SignalMove>) -> Result<Signal, StoreError> {
        let id = self.id.0;
        let counted = Counted {
            kind: self.kind.parse().map_err(corrupt(id))?,
            subject: self.subject,
            record: self.record.map(|record| record.0),
            count: self.times,
            workers: self.workers,
        };
        let state = self.state.parse().map_err(corrupt(id))?;
        let (noticed_at, counted_at) = (self.noticed_at.0, self.counted_at.0);
        Ok(Signal { id, counted, state, noticed_at, counted_at, moves })
    }
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Signal>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    let ids: Vec<DbUuid> = rows.iter().map(|row| DbUuid(row.id.0)).collect();
    let made: Vec<MoveRow> = moves::table
        .filter(moves::signal.eq_any(ids))
        .order((moves::at, moves::to_state.desc()))
        .load(conn)?;
    let mut of: HashMap<Uuid, Vec<SignalMove>> = HashMap::new();
    for (signal, to, reason, organisation, at) in made {
        let to = to.parse().map_err(corrupt(signal.0))?;
        let one = SignalMove { to, reason, organisation: organisation.0, at: at.0 };
        of.entry(signal.0).or_default().push(one);
    }
    rows.into_iter()
        .map(|row| {
            let moves = of.remove(&row.id.0).unwrap_or_default();
            row.read(moves)
        })
        .collect()
}

/// The signals before the one with this id, newest first.
pub fn list(
    conn: &mut DbConnection,
    filter: SignalFilter,
    (before, limit): (Option<Uuid>, usize),
) -> Result<Vec<Signal>, StoreError> {
    let before = DbUuid(before.unwrap_or(Uuid::max()));
    let mut query = table::table.filter(table::id.lt(before)).into_boxed::<DbMulti>();
    if let Some(kind) = filter.kind {
        query = query.filter(table::kind.eq(kind.as_str()));
    }
    if let Some(state) = filter.state {
        query = query.filter(table::state.eq(state.as_str()));
    }
    load(conn, query.order(table::id.desc()).limit(at_most(limit)))
}

/// The signal with this id.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<Signal>, StoreError> {
    Ok(load(conn, table::table.filter(table::id.eq(DbUuid(id))).into_boxed())?.pop())
}

/// What was noticed of the same before.
pub fn of_subject(conn: &mut DbConnection, now: &Counted) -> Result<Vec<Signal>, StoreError> {
    let same = table::table
        .filter(table::kind.eq(now.kind.as_str()))
        .filter(table::subject.eq(now.subject.clone()));
    load(conn, same.into_boxed())
}

/// What nobody has looked into.
pub fn fresh(conn: &mut DbConnection) -> Result<Vec<Signal>, StoreError> {
    load(conn, table::table.filter(table::state.eq(SignalState::New.as_str())).into_boxed())
}

/// Keeps a new signal, unless another server has. Returns whether it was kept.
pub fn insert(tx: &mut Tx<'_>, signal: &Signal) -> Result<bool, StoreError> {
    let rows = each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(Row::of(signal))
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(rows > 0)
}

/// Keeps what was counted of a signal, if that is something else.
pub fn recount(
    tx: &mut Tx<'_>,
    id: Uuid,
    now: &Counted,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let other = table::times.ne(now.count).or(table::workers.ne(now.workers));
    diesel::update(table::table.filter(table::id.eq(DbUuid(id))).filter(other))
        .set((
            table::times.eq(now.count),
            table::workers.eq(now.workers),
            table::counted_at.eq(DbInstant(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Moves a signal on from a state. `false` if it is not there: somebody else was faster.
pub fn advance(
    tx: &mut Tx<'_>,
    (id, from): (Uuid, SignalState),
    made: &SignalMove,
) -> Result<bool, StoreError> {
    let there =
        table::table.filter(table::id.eq(DbUuid(id))).filter(table::state.eq(from.as_str()));
    if diesel::update(there).set(table::state.eq(made.to.as_str())).execute(tx.conn())? == 0 {
        return Ok(false);
    }
    let row = (
        moves::signal.eq(DbUuid(id)),
        moves::to_state.eq(made.to.as_str()),
        moves::reason.eq(made.reason.clone()),
        moves::organisation.eq(DbUuid(made.organisation)),
        moves::at.eq(DbInstant(made.at)),
    );
    diesel::insert_into(moves::table).values(row).execute(tx.conn())?;
    Ok(true)
}

/// Forgets a signal that nobody has looked into, and that is there no more.
pub fn forget(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StoreError> {
    let fresh = table::table
        .filter(table::id.eq(DbUuid(id)))
        .filter(table::state.eq(SignalState::New.as_str()));
    diesel::delete(fresh).execute(tx.conn())?;
    Ok(())
}

/// What there is to notice: today, and of what has ended since a day.
pub fn counted(
    conn: &mut DbConnection,
    today: NaiveDate,
    since: NaiveDate,
) -> Result<Vec<Counted>, StoreError> {
    let mut all = shared_numbers(conn)?;
    all.extend(shared_contacts(conn)?);
    all.extend(missed(conn, today)?);
    all.extend(ends(conn, since)?);
    all.extend(not_arrived(conn)?);
    all.extend(shared_addresses(conn)?);
    all.extend(entries_without_order(conn)?);
    all.retain(|one| one.count >= one.kind.least());
    Ok(all)
}

/// What is counted of something that has no id: times and workers are the same.
fn shared(kind: SignalKind, subject: String, workers: i64) -> Counted {
    Counted { kind, subject, record: None, count: workers, workers }
}

/// What is counted of an employer, an agency or a trip.
fn of_record(kind: SignalKind, (record, count, workers): (DbUuid, i64, i64)) -> Counted {
    Counted { kind, subject: record.0.to_string(), record: Some(record.0), count, workers }
}

fn shared_numbers(conn: &mut DbConnection) -> Result<Vec<Counted>, StoreError> {
    let workers = || count(documents::candidate).aggregate_distinct();
    let rows: Vec<(String, Option<String>, i64)> = documents::table
        .filter(documents::number_hash.is_not_null())
        .group_by((documents::kind, documents::number_hash))
        .having(workers().gt(1))
        .select((documents::kind, documents::number_hash, workers()))
        .load(conn)?;
    let of = |(kind, hash, workers): (String, Option<String>, i64)| {
        let subject = format!("{kind} {}", hash.unwrap_or_default());
        shared(SignalKind::SharedDocumentNumber, subject, workers)
    };
    Ok(rows.into_iter().map(of).collect())
}

fn shared_contacts(conn: &mut DbConnection) -> Result<Vec<Counted>, StoreError> {
    let workers = || count(contacts::candidate).aggregate_distinct();
    let rows: Vec<(String, String, i64)> = contacts::table
        .group_by((contacts::way, contacts::mark))
        .having(workers().gt(1))
        .select((contacts::way, contacts::mark, workers()))
        .load(conn)?;
    let of = |(way, mark, workers): (String, String, i64)| {
        shared(SignalKind::SharedContact, format!("{way} {mark}"), workers)
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Deadlines that were missed, by the agency of the workers.
fn missed(conn: &mut DbConnection, today: NaiveDate) -> Result<Vec<Counted>, StoreError> {
    let passed = deadlines::ended.is_null().and(deadlines::legal_on.lt(today.to_string()));
    let late =
        deadlines::ended.eq("met").and(deadlines::ended_on.gt(deadlines::legal_on.nullable()));
    let rows: Vec<(DbUuid, i64, i64)> = deadlines::table
        .inner_join(candidates::table.on(candidates::id.eq(deadlines::candidate)))
        .filter(passed.or(late))
        .group_by(candidates::owner)
        .select((candidates::owner, count_star(), count(deadlines::candidate).aggregate_distinct()))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| of_record(SignalKind::MissedDeadline, row)).collect())
}

/// Work that has ended since a day, by employer.
fn ends(conn: &mut DbConnection, since: NaiveDate) -> Result<Vec<Counted>, StoreError> {
    let rows: Vec<(DbUuid, i64, i64)> = work_ends::table
        .inner_join(applications::table.on(applications::id.eq(work_ends::application)))
        .filter(work_ends::last_day.ge(since.to_string()))
        .group_by(applications::owner)
        .select((
            applications::owner,
            count_star(),
            count(work_ends::candidate).aggregate_distinct(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| of_record(SignalKind::EndsAtEmployer, row)).collect())
}

/// Who boarded a trip that is at its end, and is not known to have arrived.
fn not_arrived(conn: &mut DbConnection) -> Result<Vec<Counted>, StoreError> {
    let told = arrivals::table.filter(arrivals::application.eq(trip_seats::application));
    let rows: Vec<(DbUuid, i64, i64)> = trip_seats::table
        .inner_join(trips::table.on(trips::id.eq(trip_seats::trip)))
        .filter(trips::status.eq_any([TripStatus::Arrived.as_str(), TripStatus::Closed.as_str()]))
        .filter(trip_seats::state.eq(SeatState::Boarded.as_str()))
        .filter(not(exists(told)))
        .group_by(trip_seats::trip)
        .select((trip_seats::trip, count_star(), count(trip_seats::candidate).aggregate_distinct()))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| of_record(SignalKind::NotArrived, row)).collect())
}

fn shared_addresses(conn: &mut DbConnection) -> Result<Vec<Counted>, StoreError> {
    let workers = || count(documents::candidate).aggregate_distinct();
    let rows: Vec<(Option<String>, i64)> = documents::table
        .filter(documents::address_hash.is_not_null())
        .group_by(documents::address_hash)
        .having(workers().gt(1))
        .select((documents::address_hash, workers()))
        .load(conn)?;
    let of = |(hash, workers): (Option<String>, i64)| {
        shared(SignalKind::SharedAddress, hash.unwrap_or_default(), workers)
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Who has entered for an employer without a job order.
fn entries_without_order(conn: &mut DbConnection) -> Result<Vec<Counted>, StoreError> {
    let applications_told = count(arrivals::application).aggregate_distinct();
    let rows: Vec<(DbUuid, i64, i64)> = arrivals::table
        .inner_join(applications::table.on(applications::id.eq(arrivals::application)))
        .filter(applications::job_order.is_null())
        .group_by(applications::owner)
        .select((
            applications::owner,
            applications_told,
            count(arrivals::candidate).aggregate_distinct(),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(|row| of_record(SignalKind::EntryWithoutOrder, row)).collect())
}
