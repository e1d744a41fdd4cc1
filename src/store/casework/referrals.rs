//! Complaints that were sent to an authority.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, casework::referral::Referral},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::complaint_referrals as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = table, treat_none_as_default_value = false, treat_none_as_null = true)]
struct Row {
    id: DbUuid,
    complaint: DbUuid,
    authority: String,
    state: String,
    basis: Option<String>,
    evidence: Option<String>,
    made_by: DbUuid,
    approved_by: Option<DbUuid>,
    made_at: DbInstant,
}

impl Row {
    fn of(referral: &Referral) -> Self {
        Self {
            id: DbUuid(referral.id),
            complaint: DbUuid(referral.complaint),
            authority: referral.authority.clone(),
            state: referral.state.to_string(),
            basis: referral.basis.map(|basis| basis.to_string()),
            evidence: referral.evidence.clone(),
            made_by: DbUuid(referral.made_by),
            approved_by: referral.approved_by.map(DbUuid),
            made_at: DbInstant(referral.made_at),
        }
    }

    fn read(self) -> Result<Referral, StoreError> {
        let id = self.id.0;
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "complaint_referrals",
            id,
            why: error.0,
        };
        Ok(Referral {
            id,
            complaint: self.complaint.0,
            authority: self.authority,
            state: self.state.parse().map_err(corrupt)?,
            basis: self.basis.map(|word| word.parse()).transpose().map_err(corrupt)?,
            evidence: self.evidence,
            made_by: self.made_by.0,
            approved_by: self.approved_by.map(|client| client.0),
            made_at: self.made_at.0,
        })
    }
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<Referral>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).order(table::id).load(conn)?;
    rows.into_iter().map(Row::read).collect()
}

/// Stores a new referral.
pub fn insert(tx: &mut Tx<'_>, new: &Referral) -> Result<(), StoreError> {
    diesel::insert_into(table::table).values(Row::of(new)).execute(tx.conn())?;
    Ok(())
}

/// Stores a referral that has changed.
pub fn update(tx: &mut Tx<'_>, after: &Referral) -> Result<(), StoreError> {
    let present = table::table.filter(table::id.eq(DbUuid(after.id)));
    diesel::update(present).set(Row::of(after)).execute(tx.conn())?;
    Ok(())
}

/// The referrals of a complaint, oldest first.
pub fn of_complaint(conn: &mut DbConnection, complaint: Uuid) -> Result<Vec<Referral>, StoreError> {
    load(conn, table::table.filter(table::complaint.eq(DbUuid(complaint))).into_boxed())
}

/// A referral of a complaint.
pub fn find(
    conn: &mut DbConnection,
    complaint: Uuid,
    id: Uuid,
) -> Result<Option<Referral>, StoreError> {
    let of_complaint = table::table.filter(table::complaint.eq(DbUuid(complaint)));
    Ok(load(conn, of_complaint.filter(table::id.eq(DbUuid(id))).into_boxed())?.pop())
}
