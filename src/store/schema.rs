//! The tables that are no documents, as Diesel sees them.

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
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::{InstantT, UuidT};

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
    use diesel::sql_types::{Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::{InstantT, UuidT};

    revoked_tokens (id) {
        id -> UuidT,
        expires_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::{InstantT, JsonT, UuidT};

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
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, JsonT, UuidT};

    jobs (id) {
        id -> UuidT,
        kind -> Text,
        owner -> UuidT,
        role -> Text,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        started_at -> Nullable<InstantT>,
        finished_at -> Nullable<InstantT>,
        erased_at -> Nullable<InstantT>,
        total -> BigInt,
        done -> BigInt,
        position -> Nullable<JsonT>,
        failure -> Nullable<Text>,
        lease -> Nullable<UuidT>,
        heartbeat_at -> InstantT,
        lease_until -> Nullable<InstantT>,
        body -> JsonT,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;
    use super::super::types::sql::{JsonT, UuidT};

    job_results (job, n) {
        job -> UuidT,
        n -> BigInt,
        item -> UuidT,
        outcome -> JsonT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::{InstantT, UuidT};

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

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

    consents (n) {
        n -> BigInt,
        candidate -> UuidT,
        purpose -> Text,
        text_version -> Text,
        language -> Text,
        given_at -> InstantT,
        withdrawn_at -> Nullable<InstantT>,
        covers -> Text,
        evidence -> Nullable<Text>,
        evidence_ref -> Nullable<Text>,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

    disclosures (n) {
        n -> BigInt,
        candidate -> UuidT,
        request -> UuidT,
        employer -> UuidT,
        client -> Nullable<UuidT>,
        at -> InstantT,
        parts -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

    audit_entries (n) {
        n -> BigInt,
        at -> InstantT,
        client -> Nullable<UuidT>,
        action -> Text,
        kind -> Text,
        record -> UuidT,
        change -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        seal -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::UuidT;

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
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::{InstantT, UuidT};

    verification_codes (code) {
        code -> Text,
        kind -> Text,
        record -> UuidT,
        issued_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

    legal_holds (n) {
        n -> BigInt,
        candidate -> UuidT,
        matter -> Text,
        state -> Text,
        reason -> Text,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::UuidT;

    subject_keys (subject) {
        subject -> UuidT,
        master -> Text,
        wrapped -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use super::super::types::sql::{InstantT, UuidT};

    identities (candidate) {
        candidate -> UuidT,
        version -> BigInt,
        updated_at -> InstantT,
        sealed -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::UuidT;

    identity_marks (mark, candidate) {
        mark -> Text,
        candidate -> UuidT,
        kind -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, JsonT, UuidT};

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
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, JsonT, UuidT};

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
    use super::super::types::sql::UuidT;

    allotments (vacancy) {
        vacancy -> UuidT,
        job_order -> UuidT,
        heads -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

    disclosure_requests (id) {
        id -> UuidT,
        owner -> UuidT,
        agency -> UuidT,
        vacancy -> UuidT,
        candidate -> UuidT,
        status -> Text,
        version -> BigInt,
        created_at -> InstantT,
        updated_at -> InstantT,
        purpose -> Text,
        approved_until -> Nullable<InstantT>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::{InstantT, UuidT};

    rule_sets (id) {
        id -> UuidT,
        name -> Text,
        text -> Text,
        recorded_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::{InstantT, UuidT};

    rule_set_approvals (rule_set, side) {
        rule_set -> UuidT,
        side -> Text,
        organisation -> UuidT,
        approved_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::{InstantT, JsonT, UuidT};

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
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::{InstantT, UuidT};

    servers (id) {
        id -> UuidT,
        seen_at -> InstantT,
        keys -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use super::super::types::sql::InstantT;

    signing_keys (id) {
        id -> Text,
        first_seen_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::BigInt;
    use super::super::types::sql::UuidT;

    seen_profiles (employer, day, candidate) {
        employer -> UuidT,
        day -> BigInt,
        candidate -> UuidT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::UuidT;

    reaction_positions (name) {
        name -> Text,
        n -> BigInt,
        place -> Nullable<UuidT>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::UuidT;

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
    use super::super::types::sql::{InstantT, UuidT};

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
    use super::super::types::sql::{InstantT, UuidT};

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
