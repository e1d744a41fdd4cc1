//! Suspensions of organisations, each with what was said to it. The database lets nothing of it be said twice.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        parties::suspension::{Suspension, SuspensionAppeal, SuspensionDecision},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::suspensions as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    id: DbUuid,
    kind: String,
    organisation: DbUuid,
    version: i64,
    reason: String,
    evidence: String,
    imposed_by: DbUuid,
    imposed_at: DbInstant,
    recorded_by: Option<DbUuid>,
    until: Option<String>,
    appeal: Option<String>,
    appealed_at: Option<DbInstant>,
    appealed_by: Option<DbUuid>,
    verdict: Option<String>,
    decision: Option<String>,
    decided_by: Option<DbUuid>,
    decided_at: Option<DbInstant>,
}

impl Row {
    fn appeal(&self) -> Option<SuspensionAppeal> {
        let (text, at) = self.appeal.clone().zip(self.appealed_at.as_ref())?;
        let client = self.appealed_by.as_ref().map(|client| client.0);
        Some(SuspensionAppeal { text, at: at.0, client })
    }

    fn decision(&self) -> Result<Option<SuspensionDecision>, Invalid> {
        let (Some(verdict), Some(reason)) = (&self.verdict, &self.decision) else {
            return Ok(None);
        };
        let (Some(by), Some(at)) = (&self.decided_by, &self.decided_at) else { return Ok(None) };
        let (verdict, reason) = (verdict.parse()?, reason.clone());
        Ok(Some(SuspensionDecision { verdict, reason, organisation: by.0, at: at.0 }))
    }

    fn read(self) -> Result<Suspension, StoreError> {
        let (name, id) = ("suspensions", self.id.0);
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
        let until = self.until.as_deref().map(|until| day(name, id, until)).transpose()?;
        Ok(Suspension {
            id,
            holder: self.kind.parse().map_err(corrupt)?,
            organisation: self.organisation.0,
            version: self.version,
            appeal: self.appeal(),
            decision: self.decision().map_err(corrupt)?,
            reason: self.reason,
            evidence: self.evidence,
            imposed_by: self.imposed_by.0,
            imposed_at: self.imposed_at.0,
            client: self.recorded_by.map(|client| client.0),
            until,
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<Suspension>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// The suspension with this id.
pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<Suspension>, StoreError> {
    Ok(load(conn, table::table.filter(table::id.eq(DbUuid(id))).into_boxed())?.pop())
}

/// The suspensions before the one with this id, newest first; of one organisation if it is named.
pub fn list(
    conn: &mut DbConnection,
    organisation: Option<Uuid>,
    (before, limit): (Option<Uuid>, usize),
) -> Result<Vec<Suspension>, StoreError> {
    let before = DbUuid(before.unwrap_or(Uuid::max()));
    let mut query = table::table.filter(table::id.lt(before)).into_boxed::<DbMulti>();
    if let Some(organisation) = organisation {
        query = query.filter(table::organisation.eq(DbUuid(organisation)));
    }
    load(conn, query.order(table::id.desc()).limit(at_most(limit)))
}

/// Writes down that an organisation was suspended.
pub fn insert(tx: &mut Tx<'_>, new: &Suspension) -> Result<(), StoreError> {
    let row = (
        table::id.eq(DbUuid(new.id)),
        table::kind.eq(new.holder.as_str()),
        table::organisation.eq(DbUuid(new.organisation)),
        table::version.eq(new.version),
        table::reason.eq(new.reason.clone()),
        table::evidence.eq(new.evidence.clone()),
        table::imposed_by.eq(DbUuid(new.imposed_by)),
        table::imposed_at.eq(DbInstant(new.imposed_at)),
        table::recorded_by.eq(new.client.map(DbUuid)),
        table::until.eq(new.until.map(|day| day.to_string())),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Adds what the organisation says. Whether it had not said anything before.
pub fn appeal(tx: &mut Tx<'_>, id: Uuid, said: &SuspensionAppeal) -> Result<bool, StoreError> {
    let open = table::table.filter(table::id.eq(DbUuid(id))).filter(table::appeal.is_null());
    let changed = diesel::update(open)
        .set((
            table::appeal.eq(said.text.clone()),
            table::appealed_at.eq(DbInstant(said.at)),
            table::appealed_by.eq(said.client.map(DbUuid)),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Adds what was decided. Whether nobody had decided before.
pub fn decide(
    tx: &mut Tx<'_>,
    id: Uuid,
    decision: &SuspensionDecision,
) -> Result<bool, StoreError> {
    let open = table::table.filter(table::id.eq(DbUuid(id))).filter(table::verdict.is_null());
    let changed = diesel::update(open)
        .set((
            table::verdict.eq(decision.verdict.as_str()),
            table::decision.eq(decision.reason.clone()),
            table::decided_by.eq(DbUuid(decision.organisation)),
            table::decided_at.eq(DbInstant(decision.at)),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}
