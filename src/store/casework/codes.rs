//! How somebody comes back to a complaint without an account: keyed hashes, and how often the PIN was wrong.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::casework::pin_tries::PinTries,
    store::{
        backend::DbConnection,
        error::StoreError,
        schema::complaint_codes as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// The code and the PIN of a complaint, as keyed hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseKey {
    /// The complaint.
    pub complaint: Uuid,
    /// The hash of the code.
    pub code_hash: String,
    /// The hash of the PIN.
    pub pin_hash: String,
    /// How often the PIN was wrong.
    pub tries: PinTries,
}

type Row = (DbUuid, String, String, i64, Option<DbInstant>);

/// Stores the code and the PIN of a new complaint.
pub fn insert(tx: &mut Tx<'_>, key: &CaseKey) -> Result<(), StoreError> {
    let row = (
        table::complaint.eq(DbUuid(key.complaint)),
        table::code_hash.eq(&key.code_hash),
        table::pin_hash.eq(&key.pin_hash),
        table::wrong.eq(key.tries.wrong),
        table::locked_until.eq(key.tries.locked_until.map(DbInstant)),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// The complaint with a code.
pub fn find(conn: &mut DbConnection, code_hash: &str) -> Result<Option<CaseKey>, StoreError> {
    let with_code = table::table.filter(table::code_hash.eq(code_hash));
    let row: Option<Row> = with_code.first(conn).optional()?;
    Ok(row.map(|(complaint, code_hash, pin_hash, wrong, locked_until)| CaseKey {
        complaint: complaint.0,
        code_hash,
        pin_hash,
        tries: PinTries { wrong, locked_until: locked_until.map(|until| until.0) },
    }))
}

/// Counts how often the PIN was wrong, and locks it.
pub fn count(tx: &mut Tx<'_>, key: &CaseKey) -> Result<(), StoreError> {
    let of_complaint = table::table.filter(table::complaint.eq(DbUuid(key.complaint)));
    let counted = (
        table::wrong.eq(key.tries.wrong),
        table::locked_until.eq(key.tries.locked_until.map(DbInstant)),
    );
    diesel::update(of_complaint).set(counted).execute(tx.conn())?;
    Ok(())
}
