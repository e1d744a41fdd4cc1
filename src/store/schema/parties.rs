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
