//! The PINs by which workers read the terms of their contracts, as keyed hashes: one of each contract, the last that was given.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::casework::pin_tries::PinTries,
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::contract_pins as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// The PIN of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractPin {
    /// The contract.
    pub contract: Uuid,
    /// The hash of the PIN.
    pub pin_hash: String,
    /// How often it was wrong.
    pub tries: PinTries,
    /// When it was given.
    pub given_at: DateTime<Utc>,
}

type Row = (DbUuid, String, i64, Option<DbInstant>, DbInstant);

/// The PIN of a contract, if one was given.
pub fn find(conn: &mut DbConnection, contract: Uuid) -> Result<Option<ContractPin>, StoreError> {
    let row: Option<Row> = table::table.find(DbUuid(contract)).first(conn).optional()?;
    Ok(row.map(|(contract, pin_hash, wrong, locked_until, given_at)| ContractPin {
        contract: contract.0,
        pin_hash,
        tries: PinTries { wrong, locked_until: locked_until.map(|until| until.0) },
        given_at: given_at.0,
    }))
}

/// Keeps the PIN of a contract; the one before it opens nothing any more.
pub fn put(tx: &mut Tx<'_>, pin: &ContractPin) -> Result<(), StoreError> {
    let columns = (
        table::pin_hash.eq(pin.pin_hash.clone()),
        table::wrong.eq(pin.tries.wrong),
        table::locked_until.eq(pin.tries.locked_until.map(DbInstant)),
        table::given_at.eq(DbInstant(pin.given_at)),
    );
    let row = (table::contract.eq(DbUuid(pin.contract)), columns.clone());
    each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict(table::contract)
        .do_update()
        .set(columns)
        .execute(conn))?;
    Ok(())
}

/// Keeps how often the PIN of a contract was wrong.
pub fn count(tx: &mut Tx<'_>, pin: &ContractPin) -> Result<(), StoreError> {
    let counted = (
        table::wrong.eq(pin.tries.wrong),
        table::locked_until.eq(pin.tries.locked_until.map(DbInstant)),
    );
    diesel::update(table::table.find(DbUuid(pin.contract))).set(counted).execute(tx.conn())?;
    Ok(())
}
