//! The database's own time. Servers whose clocks disagree agree on it, so it times what they share.

use chrono::{DateTime, Utc};
use diesel::{dsl::sql, prelude::*};

use crate::store::{
    backend::DbConnection,
    error::StoreError,
    types::{DbInstant, sql::InstantT},
};

/// Now, by the clock of the database.
pub fn now(conn: &mut DbConnection) -> Result<DateTime<Utc>, StoreError> {
    let now = match conn {
        DbConnection::Postgres(_) => "clock_timestamp()",
        DbConnection::Sqlite(_) => "CAST(unixepoch('subsec') * 1000000 AS INTEGER)",
    };
    Ok(diesel::select(sql::<InstantT>(now)).get_result::<DbInstant>(conn)?.0)
}
