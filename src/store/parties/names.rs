//! The names of the organisations that somebody has checked, folded as lists search them.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::parties::likeness::LicenceHolder,
    store::{
        backend::DbConnection,
        error::StoreError,
        types::{DbUuid, at_most},
    },
};

mod schema {
    diesel::table! {
        use diesel::sql_types::Text;
        use crate::store::types::sql::UuidT;

        agencies (id) {
            id -> UuidT,
            status -> Text,
            search -> Text,
        }
    }

    diesel::table! {
        use diesel::sql_types::Text;
        use crate::store::types::sql::UuidT;

        employers (id) {
            id -> UuidT,
            status -> Text,
            search -> Text,
        }
    }
}

/// The states in which nobody has checked an organisation.
const UNCHECKED: [&str; 2] = ["registered", "verifying"];

macro_rules! page {
    ($table:ident, $conn:expr, $after:expr, $limit:expr) => {
        schema::$table::table
            .filter(schema::$table::id.gt(DbUuid($after)))
            .filter(schema::$table::status.ne_all(UNCHECKED))
            .order(schema::$table::id)
            .limit(at_most($limit))
            .select((schema::$table::id, schema::$table::search))
            .load($conn)?
    };
}

/// So many names after the organisation with this id, a line for each language.
pub fn page(
    conn: &mut DbConnection,
    holder: LicenceHolder,
    (after, limit): (Uuid, usize),
) -> Result<Vec<(Uuid, String)>, StoreError> {
    let rows: Vec<(DbUuid, String)> = match holder {
        LicenceHolder::Agency => page!(agencies, conn, after, limit),
        LicenceHolder::Employer => page!(employers, conn, after, limit),
    };
    Ok(rows.into_iter().map(|(id, names)| (id.0, names)).collect())
}
