//! Whether the database keeps what it has acknowledged. SQLite does, by the settings that every connection gets;
//! PostgreSQL does unless somebody has told it otherwise.

use diesel::{RunQueryDsl, sql_types::Text};

use crate::store::{backend::DbConnection, error::StoreError};

/// A setting of PostgreSQL, and the values with which a crash loses nothing that was acknowledged.
const SETTINGS: [(&str, &[&str]); 3] = [
    ("synchronous_commit", &["on", "remote_apply"]),
    ("fsync", &["on"]),
    ("full_page_writes", &["on"]),
];

#[derive(diesel::QueryableByName)]
struct Shown {
    #[diesel(sql_type = Text)]
    value: String,
}

/// The settings with which a crash may lose what was acknowledged, as `name = value`; none where all is well.
pub(super) fn risks(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    let DbConnection::Postgres(conn) = conn else { return Ok(Vec::new()) };
    let mut risks = Vec::new();
    for (name, safe) in SETTINGS {
        let shown: Shown = diesel::sql_query("SELECT current_setting($1) AS value")
            .bind::<Text, _>(name)
            .get_result(conn)?;
        if !safe.contains(&shown.value.as_str()) {
            risks.push(format!("{name} = {}", shown.value));
        }
    }
    Ok(risks)
}
