//! The two roles of PostgreSQL: the owner of the tables, which migrates, and the one that serves, which can do no more than
//! read and write rows, and stands before the walls.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_types::{Bool, Text},
};

use crate::store::{backend::DbConnection, error::StoreError};

#[derive(QueryableByName)]
struct Role {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    passes_by: bool,
    #[diesel(sql_type = Bool)]
    owns: bool,
}

const ROLE: &str = "SELECT quote_ident(rolname) AS name, rolsuper OR rolbypassrls AS passes_by, \
     EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tableowner = rolname) AS owns \
     FROM pg_roles WHERE rolname = current_user";

#[derive(QueryableByName)]
struct Lacks {
    #[diesel(sql_type = Bool)]
    lacks: bool,
}

const LACKS: &str = "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace \
     AND relname <> '__diesel_schema_migrations' AND NOT has_table_privilege(oid, 'INSERT')) AS lacks";

/// Why the walls do not hold whoever serves as this role, or could be taken down; `None` where all is well.
pub(super) fn weakness(conn: &mut DbConnection) -> Result<Option<String>, StoreError> {
    let DbConnection::Postgres(conn) = conn else { return Ok(None) };
    let Role { name, passes_by, owns } = diesel::sql_query(ROLE).get_result(conn)?;
    Ok(match (passes_by, owns) {
        (true, _) => Some(format!("the role {name} passes by row-level security")),
        (false, true) => Some(format!("the role {name} owns the tables, and could take it down")),
        (false, false) => None,
    })
}

/// Lets the role of `serving` read and write the rows of the owner's tables, and do nothing else to them.
pub(super) fn grant(
    owner: &mut DbConnection,
    serving: &mut DbConnection,
) -> Result<(), StoreError> {
    let (DbConnection::Postgres(owner), DbConnection::Postgres(serving)) = (owner, serving) else {
        return Ok(());
    };
    let Lacks { lacks } = diesel::sql_query(LACKS).get_result(serving)?;
    if !lacks {
        return Ok(());
    }
    let Role { name, .. } = diesel::sql_query(ROLE).get_result(serving)?;
    owner.batch_execute(&format!(
        "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %1$I TO {name}; \
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %1$I TO {name}; \
             GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %1$I TO {name}; \
             REVOKE INSERT, UPDATE, DELETE ON __diesel_schema_migrations FROM {name}', current_schema()); END $$"
    ))?;
    Ok(())
}
