//! Consents, identities, disclosure, the audit, holds and codes.

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

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
    use crate::store::types::sql::{InstantT, UuidT};

    contract_pins (contract) {
        contract -> UuidT,
        pin_hash -> Text,
        wrong -> BigInt,
        locked_until -> Nullable<InstantT>,
        given_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

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
    use crate::store::types::sql::{InstantT, UuidT};

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
    use diesel::sql_types::Text;
    use crate::store::types::sql::{InstantT, UuidT};

    verification_codes (code) {
        code -> Text,
        kind -> Text,
        record -> UuidT,
        issued_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

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
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    candidate_merges (n) {
        n -> BigInt,
        candidate -> UuidT,
        survivor -> UuidT,
        state -> Text,
        status_before -> Text,
        reason -> Text,
        recorded_at -> InstantT,
        recorded_by -> Nullable<UuidT>,
    }
}

diesel::table! {
    use crate::store::types::sql::{InstantT, UuidT};

    identity_doubles (candidate, registered) {
        candidate -> UuidT,
        registered -> UuidT,
        found_at -> InstantT,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::UuidT;

    subject_keys (subject) {
        subject -> UuidT,
        master -> Text,
        wrapped -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    identities (candidate) {
        candidate -> UuidT,
        version -> BigInt,
        updated_at -> InstantT,
        sealed -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::UuidT;

    identity_marks (mark, candidate) {
        mark -> Text,
        candidate -> UuidT,
        kind -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

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
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::UuidT;

    seen_profiles (employer, day, candidate) {
        employer -> UuidT,
        day -> BigInt,
        candidate -> UuidT,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::UuidT;

    asked_pays (employer, day, vacancy, pay) {
        employer -> UuidT,
        day -> BigInt,
        vacancy -> UuidT,
        pay -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    worker_contacts (candidate, way) {
        candidate -> UuidT,
        way -> Text,
        mark -> Text,
        first_code_at -> Nullable<InstantT>,
        confirmed_at -> Nullable<InstantT>,
        confirmed_by -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    worker_sessions (id) {
        id -> UuidT,
        candidate -> UuidT,
        act -> Text,
        record -> UuidT,
        channel -> Text,
        language -> Text,
        contact -> Nullable<Text>,
        code_hash -> Text,
        begun_by -> Nullable<UuidT>,
        begun_at -> InstantT,
        expires_at -> InstantT,
        tries -> BigInt,
        opened_at -> Nullable<InstantT>,
        used_at -> Nullable<InstantT>,
        delivery -> Text,
        sealed_code -> Nullable<Text>,
        attempts -> BigInt,
        next_attempt_at -> Nullable<InstantT>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::store::types::sql::{InstantT, UuidT};

    worker_reminders (id) {
        id -> UuidT,
        candidate -> UuidT,
        deadline -> UuidT,
        told_on -> Text,
        news -> Text,
        way -> Text,
        contact -> Text,
        language -> Text,
        delivery -> Text,
        attempts -> BigInt,
        next_attempt_at -> Nullable<InstantT>,
        last_error -> Nullable<Text>,
    }
}
