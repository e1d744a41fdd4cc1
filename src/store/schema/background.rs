//! Work in the background, and what it found.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    jobs (id) {
        id -> UuidT,
        kind -> Text,
        owner -> UuidT,
        role -> Text,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        started_at -> Nullable<InstantT>,
        finished_at -> Nullable<InstantT>,
        erased_at -> Nullable<InstantT>,
        total -> BigInt,
        done -> BigInt,
        position -> Nullable<JsonT>,
        failure -> Nullable<Text>,
        lease -> Nullable<UuidT>,
        heartbeat_at -> InstantT,
        lease_until -> Nullable<InstantT>,
        body -> JsonT,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::{JsonT, UuidT};

    job_results (job, n) {
        job -> UuidT,
        n -> BigInt,
        item -> UuidT,
        outcome -> JsonT,
    }
}

diesel::table! {
    use diesel::sql_types::Nullable;
    use crate::store::types::sql::{InstantT, UuidT};

    import_texts (id) {
        id -> UuidT,
        owner -> UuidT,
        job -> Nullable<UuidT>,
        created_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::UuidT;

    import_pieces (import_text, begins_at) {
        import_text -> UuidT,
        begins_at -> BigInt,
        piece -> Text,
    }
}
diesel::allow_tables_to_appear_in_same_query!(jobs, job_results);
