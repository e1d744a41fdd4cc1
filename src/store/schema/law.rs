//! Rules, what was checked by them, what is due, and who paid.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    worker_events (n) {
        n -> BigInt,
        id -> UuidT,
        candidate -> UuidT,
        event -> Text,
        event_on -> Text,
        citizenship -> Nullable<Text>,
        route -> Nullable<Text>,
        corrects -> Nullable<UuidT>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::UuidT;

    deadlines (n) {
        n -> BigInt,
        id -> UuidT,
        candidate -> UuidT,
        event -> UuidT,
        rule -> Text,
        rule_set -> Nullable<UuidT>,
        rule_set_name -> Text,
        event_on -> Text,
        told_on -> Text,
        legal_on -> Text,
        due_on -> Text,
        provisional -> BigInt,
        responsible -> Text,
        consequence -> Nullable<Text>,
        ended -> Nullable<Text>,
        ended_on -> Nullable<Text>,
        evidence -> Nullable<Text>,
        tell_on -> Nullable<Text>,
        earlier_legal_on -> Nullable<Text>,
        earlier_due_on -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    worker_documents (n) {
        n -> BigInt,
        candidate -> UuidT,
        kind -> Text,
        issued_on -> Text,
        valid_until -> Nullable<Text>,
        authority -> Text,
        number_hash -> Nullable<Text>,
        region -> Nullable<Text>,
        occupation -> Nullable<Text>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
        isco08 -> Nullable<Text>,
        employer -> Nullable<UuidT>,
        address_hash -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    rule_sets (id) {
        id -> UuidT,
        name -> Text,
        text -> Text,
        recorded_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    rule_set_approvals (rule_set, side) {
        rule_set -> UuidT,
        side -> Text,
        organisation -> UuidT,
        approved_at -> InstantT,
        confirmed -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::UuidT;

    rule_warnings (rule_set, ends_on, days) {
        rule_set -> UuidT,
        ends_on -> Text,
        days -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    workforce_reports (n) {
        n -> BigInt,
        employer -> UuidT,
        okved -> Text,
        total -> BigInt,
        foreign_workers -> BigInt,
        not_counted -> BigInt,
        as_of -> Text,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{InstantT, JsonT, UuidT};

    compliance_checks (id) {
        id -> UuidT,
        employer -> UuidT,
        vacancy -> UuidT,
        at -> Text,
        cause -> Text,
        result -> Text,
        rule_set -> Nullable<UuidT>,
        rule_set_name -> Nullable<Text>,
        checked_at -> InstantT,
        replaces -> Nullable<UuidT>,
        body -> JsonT,
        subject -> Text,
        about -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    fees (id) {
        id -> UuidT,
        application -> UuidT,
        candidate -> UuidT,
        employer -> UuidT,
        agency -> UuidT,
        refunds -> Nullable<UuidT>,
        reverses -> Nullable<UuidT>,
        kind -> Text,
        payer -> Text,
        payee -> Text,
        amount -> BigInt,
        currency -> Text,
        paid_on -> Text,
        reported_by -> Text,
        evidence -> Nullable<Text>,
        verdict -> Nullable<Text>,
        rule -> Nullable<Text>,
        rule_set -> Nullable<UuidT>,
        rule_set_name -> Nullable<Text>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    fee_decisions (fee, side) {
        fee -> UuidT,
        side -> Text,
        organisation -> UuidT,
        reason -> Text,
        decided_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::UuidT;

    fee_cases (fee) {
        fee -> UuidT,
        amount -> BigInt,
        reversed -> BigInt,
        refunded -> BigInt,
        sides -> BigInt,
    }
}
diesel::allow_tables_to_appear_in_same_query!(fees, fee_cases);

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    benefit_claims (id) {
        id -> UuidT,
        owner -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        application -> UuidT,
        item -> Text,
        asked -> BigInt,
        most -> BigInt,
        currency -> Text,
        rule -> Text,
        rule_set -> Nullable<UuidT>,
        rule_set_name -> Text,
        pay_value -> BigInt,
        pay_unit -> Text,
        employed_on -> Nullable<Text>,
        told_by -> Text,
        session -> Nullable<UuidT>,
        granted -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        decided_by -> Nullable<UuidT>,
        decided_at -> Nullable<InstantT>,
        paid_on -> Nullable<Text>,
        evidence -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    signals (id) {
        id -> UuidT,
        kind -> Text,
        subject -> Text,
        record -> Nullable<UuidT>,
        times -> BigInt,
        workers -> BigInt,
        state -> Text,
        noticed_at -> InstantT,
        counted_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    signal_moves (signal, to_state) {
        signal -> UuidT,
        to_state -> Text,
        reason -> Text,
        organisation -> UuidT,
        at -> InstantT,
    }
}
