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

/// The readers of a ledger about candidates, made of its `table` and its `load`.
macro_rules! reads_of_candidates {
    ($entry:ty) => {
        fn get(conn: &mut DbConnection, n: i64) -> Result<Option<$entry>, StoreError> {
            Ok(load(conn, table::table.filter(table::n.eq(n)).into_boxed())?.pop())
        }

        fn list(
            conn: &mut DbConnection,
            candidate: Uuid,
            after: i64,
            limit: usize,
        ) -> Result<Vec<$entry>, StoreError> {
            let of_candidate = table::table
                .filter(table::candidate.eq(DbUuid(candidate)))
                .filter(table::n.gt(after))
                .into_boxed();
            load(conn, of_candidate.order(table::n).limit(at_most(limit)))
        }
    };
}
pub(in crate::store) use reads_of_candidates;

/// The reader of a ledger about applications, made of its `table` and its `load`.
macro_rules! read_of_applications {
    ($entry:ty) => {
        /// The entries about an application after number `after`, oldest first, at most `limit`.
        pub fn of_application(
            conn: &mut DbConnection,
            application: Uuid,
            after: i64,
            limit: usize,
        ) -> Result<Vec<$entry>, StoreError> {
            let of_application = table::table
                .filter(table::application.eq(DbUuid(application)))
                .filter(table::n.gt(after))
                .into_boxed();
            load(conn, of_application.order(table::n).limit(at_most(limit)))
        }
    };
}
pub(in crate::store) use read_of_applications;
