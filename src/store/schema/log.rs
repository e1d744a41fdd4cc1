//! The log, what follows it, and the servers that write it.

use crate::store::schema::parties::clients;

diesel::table! {
    use diesel::sql_types::{BigInt, Integer, Text};

    head (id) {
        id -> Integer,
        n -> BigInt,
        entry -> BigInt,
        seal -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    changes (n) {
        n -> BigInt,
        kind -> Text,
        record -> UuidT,
        version -> BigInt,
        action -> Text,
        actor -> Nullable<UuidT>,
        reason -> Nullable<Text>,
        at -> InstantT,
        from_state -> Nullable<Text>,
        to_state -> Nullable<Text>,
    }
}
diesel::allow_tables_to_appear_in_same_query!(changes, clients);

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    tombstones (kind, record) {
        kind -> Text,
        record -> UuidT,
        owner -> UuidT,
        state -> Nullable<Text>,
        seen_by -> Text,
        at -> InstantT,
        party -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    idempotency_keys (client, route, key) {
        client -> UuidT,
        route -> Text,
        key -> Text,
        fingerprint -> Text,
        record -> UuidT,
        snapshot -> JsonT,
        created_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    servers (id) {
        id -> UuidT,
        seen_at -> InstantT,
        keys -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::InstantT;

    signing_keys (id) {
        id -> Text,
        first_seen_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::UuidT;

    reaction_positions (name) {
        name -> Text,
        n -> BigInt,
        place -> Nullable<UuidT>,
    }
}
