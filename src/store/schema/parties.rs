//! Who may call: clients, and tokens that were revoked.

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    clients (id) {
        id -> UuidT,
        organisation -> UuidT,
        role -> Text,
        scope -> Text,
        label -> Text,
        secret_hash -> Text,
        created_at -> InstantT,
        revoked_at -> Nullable<InstantT>,
    }
}

diesel::table! {
    use crate::store::types::sql::{InstantT, UuidT};

    revoked_tokens (id) {
        id -> UuidT,
        expires_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    suspensions (id) {
        id -> UuidT,
        kind -> Text,
        organisation -> UuidT,
        version -> BigInt,
        reason -> Text,
        evidence -> Text,
        imposed_by -> UuidT,
        imposed_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
        until -> Nullable<Text>,
        appeal -> Nullable<Text>,
        appealed_at -> Nullable<InstantT>,
        appealed_by -> Nullable<UuidT>,
        verdict -> Nullable<Text>,
        decision -> Nullable<Text>,
        decided_by -> Nullable<UuidT>,
        decided_at -> Nullable<InstantT>,
    }
}
