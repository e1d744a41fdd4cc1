//! Clocks of complaints that were not stopped in time, each counted once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{dsl::count_star, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{Invalid, casework::case_clock::ClockKind},
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::complaint_breaches as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// That a clock was not stopped in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// The complaint.
    pub complaint: Uuid,
    /// The clock.
    pub clock: ClockKind,
    /// The round of the case.
    pub round: i64,
    /// When it should have been stopped.
    pub due_at: DateTime<Utc>,
    /// When that was noticed.
    pub noticed_at: DateTime<Utc>,
}

/// Counts a breach. `false` if it was counted before.
pub fn insert(tx: &mut Tx<'_>, breach: &Breach) -> Result<bool, StoreError> {
    let row = (
        table::complaint.eq(DbUuid(breach.complaint)),
        table::clock.eq(breach.clock.as_str()),
        table::round.eq(breach.round),
        table::due_at.eq(DbInstant(breach.due_at)),
        table::noticed_at.eq(DbInstant(breach.noticed_at)),
    );
    let rows = each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(rows > 0)
}

type Row = (DbUuid, String, i64, DbInstant, DbInstant);

/// The breaches of a complaint, in the order in which they were due.
pub fn of_complaint(conn: &mut DbConnection, complaint: Uuid) -> Result<Vec<Breach>, StoreError> {
    let of_complaint = table::table.filter(table::complaint.eq(DbUuid(complaint)));
    let rows: Vec<Row> = of_complaint.order((table::due_at, table::clock)).load(conn)?;
    let read = |(of, clock, round, due_at, noticed_at): Row| {
        let clock = read_clock(of.0, &clock)?;
        Ok(Breach { complaint: of.0, clock, round, due_at: due_at.0, noticed_at: noticed_at.0 })
    };
    rows.into_iter().map(read).collect()
}

/// How many breaches of each clock were noticed from one moment on and before another.
pub fn counted(
    conn: &mut DbConnection,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<HashMap<ClockKind, i64>, StoreError> {
    let rows: Vec<(String, i64)> = table::table
        .filter(table::noticed_at.ge(DbInstant(from)))
        .filter(table::noticed_at.lt(DbInstant(until)))
        .group_by(table::clock)
        .select((table::clock, count_star()))
        .load(conn)?;
    rows.into_iter().map(|(clock, n)| Ok((read_clock(Uuid::nil(), &clock)?, n))).collect()
}

fn read_clock(id: Uuid, word: &str) -> Result<ClockKind, StoreError> {
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "complaint_breaches", id, why: error.0 };
    word.parse().map_err(corrupt)
}
