//! Books that are only ever added to.

use crate::store::{backend::DbConnection, error::StoreError, tx::Tx};

/// A book of numbered entries. None is ever changed or taken out: the database refuses both.
pub trait Ledger {
    /// What is entered.
    type New;
    /// What an entry says.
    type Entry;
    /// What a list of entries is about.
    type Subject;

    /// Enters something, to be numbered when the transaction commits.
    fn append(tx: &mut Tx<'_>, new: Self::New) -> Result<(), StoreError>;

    /// The entry with this number.
    fn get(conn: &mut DbConnection, n: i64) -> Result<Option<Self::Entry>, StoreError>;

    /// The entries about something after number `after`, oldest first, at most `limit`.
    fn list(
        conn: &mut DbConnection,
        subject: Self::Subject,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Self::Entry>, StoreError>;
}
