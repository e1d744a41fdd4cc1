//! What went into an allocation and what came out, kept to the byte.

use diesel::prelude::*;

use crate::{
    domain::programme::allocation::AllocationId,
    store::{
        backend::DbConnection, error::StoreError, schema::allocation_documents as table, tx::Tx,
        types::DbUuid,
    },
};

/// Which document of an allocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllocationDocument {
    /// What went in.
    Input,
    /// What came out.
    Result,
}

impl AllocationDocument {
    const fn word(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Result => "result",
        }
    }
}

/// Keeps a document; it is never changed.
pub fn insert(
    tx: &mut Tx<'_>,
    allocation: AllocationId,
    kind: AllocationDocument,
    document: &str,
) -> Result<(), StoreError> {
    let row = (
        table::allocation.eq(DbUuid(allocation.0)),
        table::kind.eq(kind.word()),
        table::document.eq(document),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Finds a document.
pub fn find(
    conn: &mut DbConnection,
    allocation: AllocationId,
    kind: AllocationDocument,
) -> Result<Option<String>, StoreError> {
    let found = table::table.find((DbUuid(allocation.0), kind.word()));
    Ok(found.select(table::document).first(conn).optional()?)
}
