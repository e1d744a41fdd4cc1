//! What stands around a complaint.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    complaint_codes (complaint) {
        complaint -> UuidT,
        code_hash -> Text,
        pin_hash -> Text,
        wrong -> BigInt,
        locked_until -> Nullable<InstantT>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    complaint_messages (id) {
        id -> UuidT,
        complaint -> UuidT,
        author -> Text,
        sealed -> Text,
        at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    complaint_breaches (complaint, clock, round) {
        complaint -> UuidT,
        clock -> Text,
        round -> BigInt,
        due_at -> InstantT,
        noticed_at -> InstantT,
    }
}
