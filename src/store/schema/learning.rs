//! What is recognised of a person's skills, and who sits in a course.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    recognitions (id) {
        id -> UuidT,
        owner -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        kind -> Text,
        document_hash -> Text,
        purpose -> Text,
        authority -> Text,
        skills -> JsonT,
        applied_on -> Text,
        fee_payer -> Text,
        word -> JsonT,
        decisions -> JsonT,
        valid_until -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    enrolments (id) {
        id -> UuidT,
        owner -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        course -> UuidT,
        provider -> UuidT,
        word -> JsonT,
        result -> Nullable<JsonT>,
    }
}
