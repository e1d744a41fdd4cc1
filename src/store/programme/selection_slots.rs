//! Slots of selection sessions. The database gives no more than a session has, and nobody two at a time.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{
            selection_session::SelectionSessionId,
            selection_slot::{SelectionSlot, SelectionSlotState},
        },
        recruitment::candidate::CandidateId,
        resource::id::Id,
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::selection_slots as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = table)]
struct Row {
    session: DbUuid,
    candidate: DbUuid,
    agency: DbUuid,
    at: DbInstant,
    starts_at: DbInstant,
    ends_at: DbInstant,
    state: String,
    given_at: DbInstant,
}

impl Row {
    fn of(slot: &SelectionSlot) -> Self {
        Self {
            session: DbUuid(slot.session.0),
            candidate: DbUuid(slot.candidate.0),
            agency: DbUuid(slot.agency),
            at: DbInstant(slot.at),
            starts_at: DbInstant(slot.starts_at),
            ends_at: DbInstant(slot.ends_at),
            state: slot.state.to_string(),
            given_at: DbInstant(slot.given_at),
        }
    }

    fn read(self) -> Result<SelectionSlot, StoreError> {
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "selection_slots",
            id: self.session.0,
            why: error.0,
        };
        Ok(SelectionSlot {
            session: Id::new(self.session.0),
            candidate: Id::new(self.candidate.0),
            agency: self.agency.0,
            at: self.at.0,
            starts_at: self.starts_at.0,
            ends_at: self.ends_at.0,
            state: self.state.parse().map_err(corrupt)?,
            given_at: self.given_at.0,
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<SelectionSlot>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// The slots of a session, of this agency alone if one is named, whose candidates' ids lie before one, newest first.
pub fn of_session(
    conn: &mut DbConnection,
    session: SelectionSessionId,
    agency: Option<Uuid>,
    (before, limit): (Option<Uuid>, usize),
) -> Result<Vec<SelectionSlot>, StoreError> {
    let mut query =
        table::table.into_boxed::<DbMulti>().filter(table::session.eq(DbUuid(session.0)));
    if let Some(agency) = agency {
        query = query.filter(table::agency.eq(DbUuid(agency)));
    }
    if let Some(before) = before {
        query = query.filter(table::candidate.lt(DbUuid(before)));
    }
    load(conn, query.order(table::candidate.desc()).limit(at_most(limit)))
}

/// The slot of a candidate in a session.
pub fn find(
    conn: &mut DbConnection,
    session: SelectionSessionId,
    candidate: CandidateId,
) -> Result<Option<SelectionSlot>, StoreError> {
    let query = table::table
        .into_boxed::<DbMulti>()
        .filter(table::session.eq(DbUuid(session.0)))
        .filter(table::candidate.eq(DbUuid(candidate.0)));
    Ok(load(conn, query)?.pop())
}

/// The slots of a candidate, oldest first.
pub fn of_candidate(
    conn: &mut DbConnection,
    candidate: Uuid,
) -> Result<Vec<SelectionSlot>, StoreError> {
    let query = table::table.into_boxed::<DbMulti>().filter(table::candidate.eq(DbUuid(candidate)));
    load(conn, query.order((table::starts_at, table::session)))
}

/// A slot of a candidate in a session that overlaps a time, if there is one.
pub fn overlapping(
    conn: &mut DbConnection,
    candidate: CandidateId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Option<SelectionSlot>, StoreError> {
    let all = of_candidate(conn, candidate.0)?;
    let meets = |slot: &SelectionSlot| slot.starts_at < until && from < slot.ends_at;
    Ok(all.into_iter().find(|slot| slot.state.is_live() && meets(slot)))
}

/// Gives a slot.
pub fn give(tx: &mut Tx<'_>, slot: &SelectionSlot) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(slot)).execute(tx.conn())?;
    Ok(())
}

/// Notes what became of a slot.
pub fn became(
    tx: &mut Tx<'_>,
    slot: &SelectionSlot,
    state: SelectionSlotState,
) -> Result<(), StoreError> {
    let there = table::table
        .filter(table::session.eq(DbUuid(slot.session.0)))
        .filter(table::candidate.eq(DbUuid(slot.candidate.0)));
    diesel::update(there).set(table::state.eq(state.as_str())).execute(tx.conn())?;
    Ok(())
}

/// Frees every slot of a session.
pub fn excuse_all(tx: &mut Tx<'_>, session: SelectionSessionId) -> Result<(), StoreError> {
    let there = table::table.filter(table::session.eq(DbUuid(session.0)));
    let excused = table::state.eq(SelectionSlotState::Excused.as_str());
    diesel::update(there).set(excused).execute(tx.conn())?;
    Ok(())
}
