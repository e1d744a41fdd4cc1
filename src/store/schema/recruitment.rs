//! What saved searches have found.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable};
    use crate::store::types::sql::{InstantT, UuidT};

    saved_search_matches (id) {
        id -> UuidT,
        search -> UuidT,
        candidate -> Nullable<UuidT>,
        vacancy -> Nullable<UuidT>,
        score -> BigInt,
        found_at -> InstantT,
        due -> InstantT,
        told_at -> Nullable<InstantT>,
    }
}
