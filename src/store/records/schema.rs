//! The two tables of a kind of document, as the query builder knows them.

/// Declares them in a module `schema`.
macro_rules! document_schema {
    ($table:ident, $facets:ident) => {
        pub(in crate::store) mod schema {
            diesel::table! {
                use diesel::sql_types::{BigInt, Nullable, Text};
                use crate::store::types::sql::{InstantT, JsonT, UuidT};

                $table (id) {
                    id -> UuidT,
                    owner -> UuidT,
                    external_ref -> Nullable<Text>,
                    status -> Text,
                    version -> BigInt,
                    created_at -> InstantT,
                    updated_at -> InstantT,
                    search -> Text,
                    body -> JsonT,
                }
            }

            diesel::table! {
                use diesel::sql_types::Text;
                use crate::store::types::sql::UuidT;

                $facets (kind, value, record) {
                    kind -> Text,
                    value -> Text,
                    record -> UuidT,
                }
            }
            diesel::allow_tables_to_appear_in_same_query!($table, $facets);
        }
    };
}
pub(in crate::store) use document_schema;
