//! Takes out of the database's files what its tables do not hold any more: deleted rows stay in free pages and in the
//! write-ahead log until somebody writes over them.

use std::time::{Duration, Instant};

use diesel::{
    connection::SimpleConnection,
    prelude::*,
    sql_types::{Bool, Integer, Text},
};

use crate::store::{backend::DbConnection, erasure, error::StoreError};

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// A transaction of PostgreSQL that has just ended.
#[derive(QueryableByName)]
struct Ended {
    #[diesel(sql_type = Text)]
    number: String,
}

/// Whether nobody sees rows of PostgreSQL that were deleted before a transaction.
#[derive(QueryableByName)]
struct Unseen {
    #[diesel(sql_type = Bool)]
    unseen: bool,
}

/// How long it is waited for those who read when rows were deleted, and how often it is looked.
const READERS_END_WITHIN: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(20);

/// Rewrites the files. On PostgreSQL each table is locked while it is rewritten, and the log (`pg_wal`) loses its old
/// segments as the server recycles them.
pub(super) fn scrub(conn: &mut DbConnection) -> Result<(), StoreError> {
    match conn {
        DbConnection::Sqlite(conn) => {
            conn.batch_execute("VACUUM")?;
            let done: Checkpoint =
                diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(conn)?;
            if done.busy != 0 {
                return Err(somebody_reads());
            }
        }
        DbConnection::Postgres(conn) => {
            conn.batch_execute("SET statement_timeout = 0; SET lock_timeout = '30s'")?;
            let now = diesel::sql_query("SELECT pg_current_xact_id()::text AS number");
            let Ended { number } = now.get_result(conn)?;
            let end = Instant::now() + READERS_END_WITHIN;
            while !is_unseen(conn, &number)? {
                if Instant::now() > end {
                    return Err(somebody_reads());
                }
                std::thread::park_timeout(LOOK);
            }
            for (table, _) in erasure::erased() {
                conn.batch_execute(&format!("VACUUM FULL {table}"))?;
            }
        }
    }
    Ok(())
}

/// Whether what was deleted before this transaction can be taken out: a table that is rewritten keeps what somebody who
/// reads this database may still see. Nobody does whose view is older, and nobody will: views that begin later are as old as
/// the oldest transaction that writes, in whichever database of the server.
fn is_unseen(conn: &mut PgConnection, number: &str) -> QueryResult<bool> {
    let query = diesel::sql_query(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AND NOT EXISTS (SELECT 1 FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age($1::xid8::xid)) AS unseen",
    );
    Ok(query.bind::<Text, _>(number).get_result::<Unseen>(conn)?.unseen)
}

fn somebody_reads() -> StoreError {
    let why = "somebody reads the database: run this again, or when the servers are stopped";
    StoreError::Unavailable(why.to_owned())
}
