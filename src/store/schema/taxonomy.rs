//! Amendments of the taxonomy, and texts that wait to be understood.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    amendments (n) {
        n -> BigInt,
        id -> UuidT,
        kind -> Text,
        payload -> Text,
        version -> Text,
        actor -> Nullable<UuidT>,
        at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    unmapped_texts (record, kind, key, lang) {
        record -> UuidT,
        record_kind -> Text,
        kind -> Text,
        key -> Text,
        lang -> Text,
        text -> Text,
        seen_at -> InstantT,
    }
}
