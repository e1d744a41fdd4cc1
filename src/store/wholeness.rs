//! Whether the database holds together: its files, its references, its indexes.

use diesel::{QueryableByName, RunQueryDsl, sql_types::Text};

use crate::store::{backend::DbConnection, error::StoreError};

#[derive(QueryableByName)]
struct Fault {
    #[diesel(sql_type = Text)]
    fault: String,
}

/// Pages that are damaged, and references to nothing.
const OF_SQLITE: &str = "SELECT integrity_check AS fault FROM pragma_integrity_check WHERE integrity_check <> 'ok' \
     UNION ALL SELECT \"table\" || ' points to nothing' FROM pragma_foreign_key_check";
/// Indexes that a failed build has left behind, and constraints that were never checked. Damaged pages are for `pg_amcheck`.
const OF_POSTGRES: &str = "SELECT 'index ' || indexrelid::regclass::text || ' is not usable' AS fault \
     FROM pg_index WHERE NOT indisvalid \
     UNION ALL SELECT 'constraint ' || conname || ' was never checked' FROM pg_constraint WHERE NOT convalidated";

/// What is wrong, a line each; none where the database is whole.
pub(super) fn faults(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    let found: Vec<Fault> = match conn {
        DbConnection::Sqlite(conn) => diesel::sql_query(OF_SQLITE).load(conn)?,
        DbConnection::Postgres(conn) => diesel::sql_query(OF_POSTGRES).load(conn)?,
    };
    Ok(found.into_iter().map(|one| one.fault).collect())
}
