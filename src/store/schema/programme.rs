//! What ties employers, agencies and candidates together.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    applications (id) {
        id -> UuidT,
        owner -> UuidT,
        agency -> UuidT,
        vacancy -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        origin -> Text,
        closing -> Nullable<Text>,
        job_order -> Nullable<UuidT>,
        allocation -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    contracts (id) {
        id -> UuidT,
        owner -> UuidT,
        agency -> UuidT,
        vacancy -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        application -> UuidT,
        offer -> UuidT,
        terms -> JsonT,
        told_by -> Text,
        terms_hash -> Text,
        accepted_hash -> Text,
        signed_on -> Text,
        paper_hash -> Text,
        findings -> JsonT,
        agreement -> Nullable<JsonT>,
        ended_by -> Nullable<Text>,
        arrival -> Nullable<JsonT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    offers (id) {
        id -> UuidT,
        owner -> UuidT,
        agency -> UuidT,
        vacancy -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        application -> UuidT,
        expires_at -> InstantT,
        terms -> JsonT,
        told_by -> Text,
        terms_hash -> Text,
        texts -> JsonT,
        word -> Nullable<JsonT>,
        accepted_hash -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::UuidT;

    allotments (vacancy) {
        vacancy -> UuidT,
        job_order -> UuidT,
        heads -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    application_stages (application, stage) {
        application -> UuidT,
        stage -> Text,
        at -> InstantT,
        month -> BigInt,
        cohort -> BigInt,
        employer -> UuidT,
        origin -> Text,
        municipality -> Text,
        trade -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    order_plans (n, month) {
        n -> BigInt,
        job_order -> UuidT,
        at -> InstantT,
        heads -> BigInt,
        month -> BigInt,
        employer -> UuidT,
        municipality -> Text,
        trade -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::UuidT;

    allocation_documents (allocation, kind) {
        allocation -> UuidT,
        kind -> Text,
        document -> Text,
    }
}
