//! Takes out of the database's files what its tables do not hold any more: deleted rows stay in free pages and in the
//! write-ahead log until somebody writes over them.

use diesel::{connection::SimpleConnection, prelude::*, sql_types::Integer};

use crate::store::{backend::DbConnection, erasure, error::StoreError};

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Rewrites the files. On PostgreSQL each table is locked while it is rewritten, and the log (`pg_wal`) loses its old
/// segments as the server recycles them.
pub(super) fn scrub(conn: &mut DbConnection) -> Result<(), StoreError> {
    match conn {
        DbConnection::Sqlite(conn) => {
            conn.batch_execute("VACUUM")?;
            let done: Checkpoint =
                diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(conn)?;
            if done.busy != 0 {
                let why =
                    "somebody reads the database: run this again, or when the servers are stopped";
                return Err(StoreError::Unavailable(why.to_owned()));
            }
        }
        DbConnection::Postgres(conn) => {
            conn.batch_execute("SET statement_timeout = 0; SET lock_timeout = '30s'")?;
            for (table, _) in erasure::erased() {
                conn.batch_execute(&format!("VACUUM FULL {table}"))?;
            }
        }
    }
    Ok(())
}
