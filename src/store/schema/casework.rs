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

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    complaint_referrals (id) {
        id -> UuidT,
        complaint -> UuidT,
        authority -> Text,
        state -> Text,
        basis -> Nullable<Text>,
        evidence -> Nullable<Text>,
        made_by -> UuidT,
        approved_by -> Nullable<UuidT>,
        made_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    complaint_signals (complaint, record, state) {
        complaint -> UuidT,
        kind -> Text,
        record -> UuidT,
        state -> Text,
        noticed_at -> InstantT,
    }
}
