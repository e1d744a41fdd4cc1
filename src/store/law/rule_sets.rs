//! Rule sets as they were recorded, and their approvals. Both are only added to: the database refuses the rest.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        law::words::{RuleSetState, Side},
        resource::RecordKind,
    },
    store::{
        backend::{DbConnection, each_backend},
        changes::{Change, Note},
        error::StoreError,
        schema::{rule_set_approvals as approvals, rule_sets as table, rule_warnings as warnings},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The sides that make a set active together.
const SIDES: usize = Side::ALL.len();

/// A recorded set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedSet {
    /// Its id.
    pub id: Uuid,
    /// Its name, which no other has.
    pub name: String,
    /// Its file, as it was sent.
    pub text: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who has approved it, in order.
    pub approvals: Vec<Approval>,
}

/// That a side has approved a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The side.
    pub side: Side,
    /// The organisation that spoke for it.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The doubtful rules that it confirmed by name.
    pub confirmed: Vec<String>,
}

impl RecordedSet {
    /// Since when it is active, if it is.
    pub fn active_since(&self) -> Option<DateTime<Utc>> {
        (self.approvals.len() == SIDES).then(|| self.approvals.iter().map(|one| one.at).max())?
    }
}

type Row = (DbUuid, String, String, DbInstant);
type ApprovalRow = (DbUuid, String, DbUuid, DbInstant, String);

/// Records a set.
pub fn insert(tx: &mut Tx<'_>, set: &RecordedSet, note: Note) -> Result<(), StoreError> {
    diesel::insert_into(table::table)
        .values((
            table::id.eq(DbUuid(set.id)),
            table::name.eq(&set.name),
            table::text.eq(&set.text),
            table::recorded_at.eq(DbInstant(set.recorded_at)),
        ))
        .execute(tx.conn())?;
    let change = Change::new(RecordKind::RuleSet, set.id, 1, note);
    tx.log(change.between(None, Some(RuleSetState::Draft)));
    Ok(())
}

/// Enters that a side has approved a set.
pub fn approve(
    tx: &mut Tx<'_>,
    set: &RecordedSet,
    approval: Approval,
    note: Note,
) -> Result<(), StoreError> {
    diesel::insert_into(approvals::table)
        .values((
            approvals::rule_set.eq(DbUuid(set.id)),
            approvals::side.eq(approval.side.as_str()),
            approvals::organisation.eq(DbUuid(approval.organisation)),
            approvals::approved_at.eq(DbInstant(approval.at)),
            approvals::confirmed.eq(serde_json::Value::from(approval.confirmed).to_string()),
        ))
        .execute(tx.conn())?;
    let before = i64::try_from(set.approvals.len()).unwrap_or(i64::MAX - 2);
    let (from, to) = match set.approvals.len() + 1 {
        SIDES => (RuleSetState::Reviewed, RuleSetState::Active),
        _ => (RuleSetState::Draft, RuleSetState::Reviewed),
    };
    let change = Change::new(RecordKind::RuleSet, set.id, before + 2, note);
    tx.log(change.between(Some(from), Some(to)));
    Ok(())
}

/// Notes that it was told, so many days before, which rules of a set end on a day. Returns whether that was not noted.
pub fn warned(
    tx: &mut Tx<'_>,
    set: Uuid,
    (ends_on, days): (NaiveDate, i64),
) -> Result<bool, StoreError> {
    let row = (
        warnings::rule_set.eq(DbUuid(set)),
        warnings::ends_on.eq(ends_on.to_string()),
        warnings::days.eq(days),
    );
    let rows = each_backend!(tx.conn(), conn => diesel::insert_into(warnings::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(rows > 0)
}

/// Tells those who follow a set that some of its rules end.
pub fn tell_of_ending(tx: &mut Tx<'_>, set: &RecordedSet, note: Note) {
    let version = i64::try_from(set.approvals.len()).unwrap_or(i64::MAX - 1) + 1;
    tx.log(Change::new(RecordKind::RuleSet, set.id, version, note));
}

/// The set with this id.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<RecordedSet>, StoreError> {
    let rows: Vec<Row> = table::table.filter(table::id.eq(DbUuid(id))).load(conn)?;
    Ok(with_approvals(conn, rows)?.pop())
}

/// The sets recorded before the one with this id, newest first, at most `limit`.
pub fn list(
    conn: &mut DbConnection,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<RecordedSet>, StoreError> {
    let before = before.unwrap_or(Uuid::max());
    let rows: Vec<Row> = table::table
        .filter(table::id.lt(DbUuid(before)))
        .order(table::id.desc())
        .limit(at_most(limit))
        .load(conn)?;
    with_approvals(conn, rows)
}

/// The id of the set that was active at a moment: of those that both sides had approved, the last.
pub fn active_at(
    conn: &mut DbConnection,
    moment: DateTime<Utc>,
) -> Result<Option<Uuid>, StoreError> {
    let rows: Vec<ApprovalRow> =
        approvals::table.filter(approvals::approved_at.le(DbInstant(moment))).load(conn)?;
    let mut sets: BTreeMap<Uuid, (usize, DateTime<Utc>)> = BTreeMap::new();
    for (set, _, _, at, _) in rows {
        let (sides, last) = sets.entry(set.0).or_insert((0, at.0));
        (*sides, *last) = (*sides + 1, at.0.max(*last));
    }
    let active = sets.into_iter().filter(|(_, (sides, _))| *sides == SIDES);
    Ok(active.max_by_key(|(id, (_, last))| (*last, *id)).map(|(id, _)| id))
}

fn with_approvals(conn: &mut DbConnection, rows: Vec<Row>) -> Result<Vec<RecordedSet>, StoreError> {
    let ids: Vec<DbUuid> = rows.iter().map(|row| DbUuid(row.0.0)).collect();
    let of: Vec<ApprovalRow> = approvals::table
        .filter(approvals::rule_set.eq_any(ids))
        .order((approvals::approved_at, approvals::side))
        .load(conn)?;
    let all: Vec<(Uuid, Approval)> = of.into_iter().map(approval).collect::<Result<_, _>>()?;
    let set = |(id, name, text, recorded_at): Row| RecordedSet {
        id: id.0,
        name,
        text,
        recorded_at: recorded_at.0,
        approvals: all.iter().filter(|(set, _)| *set == id.0).map(|(_, one)| one.clone()).collect(),
    };
    Ok(rows.into_iter().map(set).collect())
}

fn approval(row: ApprovalRow) -> Result<(Uuid, Approval), StoreError> {
    let (set, side, organisation, at, confirmed) = row;
    let corrupt = |why| StoreError::CorruptRow { table: "rule_set_approvals", id: set.0, why };
    let side = side.parse().map_err(|error: Invalid| corrupt(error.0))?;
    let confirmed = serde_json::from_str(&confirmed).map_err(|error| corrupt(error.to_string()))?;
    Ok((set.0, Approval { side, organisation: organisation.0, at: at.0, confirmed }))
}
