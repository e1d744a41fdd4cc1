//! Where clients are told of changes, and the messages to them.

use crate::store::schema::parties::clients;

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    webhook_endpoints (id) {
        id -> UuidT,
        client -> UuidT,
        scopes -> Text,
        url -> Text,
        kinds -> Text,
        events -> Text,
        status -> Text,
        disabled_because -> Nullable<Text>,
        generation -> BigInt,
        previous_until -> Nullable<InstantT>,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        position -> BigInt,
        failing_since -> Nullable<InstantT>,
        lease -> Nullable<UuidT>,
        lease_until -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    webhook_deliveries (id) {
        id -> UuidT,
        endpoint -> UuidT,
        position -> BigInt,
        kind -> Text,
        record -> UuidT,
        version -> BigInt,
        event -> Text,
        action -> Nullable<Text>,
        at -> InstantT,
        status -> Text,
        attempts -> BigInt,
        next_attempt_at -> Nullable<InstantT>,
        last_attempt_at -> Nullable<InstantT>,
        last_status -> Nullable<BigInt>,
        last_error -> Nullable<Text>,
    }
}
diesel::allow_tables_to_appear_in_same_query!(webhook_endpoints, webhook_deliveries, clients);
