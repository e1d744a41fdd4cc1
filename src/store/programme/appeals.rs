//! Appeals: filed once of a closing, decided once.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::appeal::{Appeal, AppealDecision},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, read_of_applications, reads_of_candidates},
        schema::appeals as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The book of appeals. A decision is added to each once.
#[derive(Debug)]
pub struct Appeals;

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    n: i64,
    id: DbUuid,
    candidate: DbUuid,
    application: DbUuid,
    closing: String,
    closed_version: i64,
    until: String,
    evidence: Option<String>,
    session: Option<DbUuid>,
    recorded_at: DbInstant,
    recorded_by: Option<DbUuid>,
    verdict: Option<String>,
    reason: Option<String>,
    decided_by: Option<DbUuid>,
    decided_at: Option<DbInstant>,
}

impl Row {
    fn decision(&self) -> Result<Option<AppealDecision>, Invalid> {
        let (Some(verdict), Some(reason)) = (&self.verdict, &self.reason) else { return Ok(None) };
        let (Some(by), Some(at)) = (&self.decided_by, &self.decided_at) else { return Ok(None) };
        let verdict = verdict.parse()?;
        Ok(Some(AppealDecision { verdict, reason: reason.clone(), organisation: by.0, at: at.0 }))
    }

    fn read(self) -> Result<Appeal, StoreError> {
        let (name, id) = ("appeals", self.id.0);
        let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
        let decision = self.decision().map_err(corrupt)?;
        Ok(Appeal {
            n: self.n,
            id,
            application: self.application.0,
            candidate: self.candidate.0,
            closing: self.closing.parse().map_err(corrupt)?,
            closed_version: self.closed_version,
            until: day(name, id, &self.until)?,
            evidence: self.evidence,
            session: self.session.map(|session| session.0),
            recorded_at: self.recorded_at.0,
            client: self.recorded_by.map(|client| client.0),
            decision,
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<Appeal>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

read_of_applications!(Appeal);

/// Adds what was decided. Returns whether nobody had decided before.
pub fn decide(
    tx: &mut Tx<'_>,
    appeal: Uuid,
    decision: &AppealDecision,
) -> Result<bool, StoreError> {
    let open = table::table.filter(table::id.eq(DbUuid(appeal))).filter(table::verdict.is_null());
    let changed = diesel::update(open)
        .set((
            table::verdict.eq(decision.verdict.as_str()),
            table::reason.eq(decision.reason.clone()),
            table::decided_by.eq(DbUuid(decision.organisation)),
            table::decided_at.eq(DbInstant(decision.at)),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

impl Ledger for Appeals {
    /// Its number is not read, and it is not decided yet.
    type New = Appeal;
    type Entry = Appeal;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: Appeal) -> Result<(), StoreError> {
        let row = (
            table::id.eq(DbUuid(new.id)),
            table::candidate.eq(DbUuid(new.candidate)),
            table::application.eq(DbUuid(new.application)),
            table::closing.eq(new.closing.as_str()),
            table::closed_version.eq(new.closed_version),
            table::until.eq(new.until.to_string()),
            table::evidence.eq(new.evidence),
            table::session.eq(new.session.map(DbUuid)),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(Appeal);
}
