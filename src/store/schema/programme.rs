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

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    application_checks (n) {
        n -> BigInt,
        id -> UuidT,
        candidate -> UuidT,
        application -> UuidT,
        kind -> Text,
        result -> Text,
        result_on -> Nullable<Text>,
        valid_until -> Nullable<Text>,
        authority -> Nullable<Text>,
        evidence -> Nullable<Text>,
        rule -> Nullable<Text>,
        side -> Nullable<Text>,
        organisation -> Nullable<UuidT>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    gate_snapshots (n) {
        n -> BigInt,
        candidate -> UuidT,
        application -> UuidT,
        application_version -> BigInt,
        gate -> Text,
        route -> Nullable<Text>,
        rule_set -> Nullable<UuidT>,
        rule_set_name -> Nullable<Text>,
        snapshot -> JsonT,
        taken_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;

    check_warnings (entry, days) {
        entry -> BigInt,
        days -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    trip_seats (trip, application) {
        trip -> UuidT,
        application -> UuidT,
        candidate -> UuidT,
        state -> Text,
        seated_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    arrivals (n) {
        n -> BigInt,
        id -> UuidT,
        candidate -> UuidT,
        application -> UuidT,
        entered_on -> Text,
        border_point -> Text,
        place_of_stay -> Text,
        told_by -> Text,
        evidence -> Nullable<Text>,
        corrects -> Nullable<UuidT>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    work_ends (n) {
        n -> BigInt,
        candidate -> UuidT,
        application -> UuidT,
        ground -> Text,
        last_day -> Text,
        last_pay -> Text,
        homeward_paid -> BigInt,
        certificate_issued -> BigInt,
        told_by -> Text,
        evidence -> Nullable<Text>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    employment_entries (n) {
        n -> BigInt,
        id -> UuidT,
        candidate -> UuidT,
        application -> UuidT,
        kind -> Text,
        day -> Nullable<Text>,
        month -> Nullable<Text>,
        paid_in_full -> Nullable<BigInt>,
        session -> Nullable<UuidT>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    appeals (n) {
        n -> BigInt,
        id -> UuidT,
        candidate -> UuidT,
        application -> UuidT,
        closing -> Text,
        closed_version -> BigInt,
        until -> Text,
        evidence -> Nullable<Text>,
        session -> Nullable<UuidT>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
        verdict -> Nullable<Text>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<UuidT>,
        decided_at -> Nullable<InstantT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Double, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    indicator_actuals (indicator, month, version) {
        indicator -> UuidT,
        month -> BigInt,
        version -> BigInt,
        value -> Double,
        numerator -> Nullable<BigInt>,
        denominator -> Nullable<BigInt>,
        source_title -> Nullable<Text>,
        source_url -> Nullable<Text>,
        reason -> Nullable<Text>,
        frozen_at -> InstantT,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    selection_slots (session, candidate) {
        session -> UuidT,
        candidate -> UuidT,
        agency -> UuidT,
        at -> InstantT,
        starts_at -> InstantT,
        ends_at -> InstantT,
        state -> Text,
        given_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    selection_results (session, candidate, vacancy) {
        session -> UuidT,
        candidate -> UuidT,
        vacancy -> UuidT,
        outcome -> Text,
        reason -> Nullable<Text>,
        entered_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::UuidT;

    selection_tests (session, candidate, vacancy, skill) {
        session -> UuidT,
        candidate -> UuidT,
        vacancy -> UuidT,
        skill -> Text,
        level -> BigInt,
        assessor -> UuidT,
    }
}
