//! What a batch enters in the books when it commits: its changes in the log, and these and its readings in the audit.

use std::mem::take;

use crate::{
    domain::trust::audit::AuditKey,
    store::{
        changes::{self, Logged},
        error::StoreError,
        trust::audit,
        tx::Tx,
    },
};

/// Enters them, and returns the changes as followers see them.
pub(super) fn enter(tx: &mut Tx<'_>, key: Option<&AuditKey>) -> Result<Vec<Logged>, StoreError> {
    let (list, readings) = (take(&mut tx.changes), take(&mut tx.readings));
    let count = list.len() + readings.len();
    if count == 0 {
        return Ok(Vec::new());
    }
    let (before, head) = changes::take_numbers(tx.conn, list.len(), count)?;
    let entries = audit::entries((&list, before), &readings, key);
    audit::append(tx.conn, head, entries, key)?;
    changes::append(tx.conn, list, before)
}
