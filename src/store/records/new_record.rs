//! New records: all that is written of one is made ready before the transaction, and many are written together.
//!
//! Being data and no code, they can be tried together first, and one by one if that fails.

use chrono::{DateTime, Utc};

use crate::{
    domain::resource::Record,
    store::{
        backend::DbConnection,
        changes::{Change, Note},
        error::StoreError,
        idempotency::{self, Key, Remembered},
        records::{row::NewRow, stored::Document},
        taxonomy::unresolved_texts,
        trust::consents,
        tx::Tx,
    },
};

/// A new record with all that comes with it.
pub struct NewRecord {
    row: NewRow,
    texts: Vec<unresolved_texts::NewRow>,
    consent: Option<consents::NewRow>,
    key: Option<idempotency::NewRow>,
    change: Change,
    write: fn(&mut DbConnection, &[&NewRow]) -> Result<(), StoreError>,
}

impl NewRecord {
    /// Makes a record ready.
    pub fn of<R: Document>(record: &Record<R>, note: Note) -> Result<Self, StoreError> {
        Ok(Self {
            row: NewRow::of(record)?,
            texts: unresolved_texts::rows(record),
            consent: consents::NewRow::of_record(record, &note),
            key: None,
            change: Change::of(None, record, note),
            write: R::write_new,
        })
    }

    /// Remembers with it that `key` made it be as `snapshot` says.
    #[must_use]
    pub fn remembered(mut self, key: Key, snapshot: String, at: DateTime<Utc>) -> Self {
        self.key = Some(idempotency::NewRow::of(key, self.row.id.0, snapshot, at));
        self
    }

    /// Writes it alone, unless an earlier request with its key did: then what that did.
    pub(in crate::store) fn insert_once(
        &self,
        conn: &mut DbConnection,
    ) -> Result<Option<Remembered>, StoreError> {
        let past = self.key.as_ref().map(|key| key.past(conn)).transpose()?.flatten();
        if past.is_none() {
            insert_all(conn, &[self])?;
        }
        Ok(past)
    }

    /// The change that it is.
    pub(in crate::store) fn into_change(self) -> Change {
        self.change
    }
}

/// Writes new records of any kinds, and what comes with them, in a few statements.
pub(in crate::store) fn insert_all(
    conn: &mut DbConnection,
    all: &[&NewRecord],
) -> Result<(), StoreError> {
    let mut all = all.to_vec();
    all.sort_by_key(|fresh| fresh.change.kind);
    for alike in all.chunk_by(|one, next| one.change.kind == next.change.kind) {
        let rows: Vec<&NewRow> = alike.iter().map(|fresh| &fresh.row).collect();
        (alike[0].write)(conn, &rows)?;
    }
    let texts: Vec<&unresolved_texts::NewRow> = all.iter().flat_map(|fresh| &fresh.texts).collect();
    unresolved_texts::insert(conn, &texts)?;
    let consents: Vec<&consents::NewRow> =
        all.iter().filter_map(|fresh| fresh.consent.as_ref()).collect();
    consents::insert_all(conn, &consents)?;
    let keys: Vec<&idempotency::NewRow> =
        all.iter().filter_map(|fresh| fresh.key.as_ref()).collect();
    idempotency::insert_all(conn, &keys)
}

/// Writes new records and enters the changes.
pub fn insert(tx: &mut Tx<'_>, all: Vec<NewRecord>) -> Result<(), StoreError> {
    insert_all(tx.conn(), &all.iter().collect::<Vec<_>>())?;
    for fresh in all {
        tx.log(fresh.change);
    }
    Ok(())
}
