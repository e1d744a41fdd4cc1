//! Whether what stands on paper is genuine: anybody asks, and hears of no person.

use std::{collections::BTreeSet, sync::Arc};

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use koprik::domain::{
    access::scope::Role,
    trust::verification_code::{CodeKind, VerificationCode},
};
use serde_json::{Value, json};

use crate::{
    store::sql::Sql,
    support::{Client, TestApp, bodies, on_both, world::id},
};

pub(super) fn issue(client: &Client, kind: &str, record: &str) -> Value {
    client.post("/v1/verification-codes", &json!({"kind": kind, "record_id": record})).expect(200)
}

fn code(client: &Client, kind: &str, record: &str) -> String {
    issue(client, kind, record)["code"].as_str().unwrap().to_owned()
}

pub(super) fn verify(app: &TestApp, code: &str) -> Value {
    app.anonymous().get(&format!("/v1/verify/{code}")).expect(200)
}

pub(super) fn result(app: &TestApp, code: &str) -> String {
    verify(app, code)["result"].as_str().unwrap().to_owned()
}

/// A published vacancy with its employer and the employer's client.
fn offered(app: &TestApp) -> (String, String, Client) {
    let employer = app.new_employer();
    let client = app.client(Role::Employer, employer, "");
    let path = app.published(&client, &bodies::vacancy());
    (path.rsplit('/').next().unwrap().to_owned(), employer.to_string(), client)
}

on_both! {
    fn anybody_learns_what_a_code_stands_for_and_nothing_of_a_person(app) {
        let (vacancy, _, employer) = offered(app);
        let printed = issue(&employer, "vacancy", &vacancy);
        assert_eq!(issue(&app.agency(), "vacancy", &vacancy)["code"], printed["code"], "a record has one code");
        let told = verify(app, printed["code"].as_str().unwrap());
        assert_eq!((&told["result"], &told["kind"]), (&json!("genuine"), &json!("vacancy")));
        let members: BTreeSet<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
        let known = ["agency", "authority", "code", "complain_at", "employer", "kind", "licence", "municipality", "no_fee", "open_seats", "result", "text", "trade", "valid_to"];
        assert_eq!(members, BTreeSet::from(known));
        assert_eq!(told["open_seats"].as_u64().unwrap() % 5, 0);
        for member in ["employer", "trade", "municipality"] {
            assert!(told[member].is_string(), "{member}: {told}");
        }
        let written = printed["code"].as_str().unwrap().to_lowercase().replace('-', "");
        assert_eq!(verify(app, &written), told, "as somebody types it");
    }

    fn a_message_for_a_telephone_is_in_the_language_of_the_reader(app) {
        let (vacancy, _, employer) = offered(app);
        let code = code(&employer, "vacancy", &vacancy);
        let mut all = BTreeSet::new();
        for lang in ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"] {
            let answer = app.anonymous().send("GET", &format!("/v1/verify/{code}?lang={lang}"), &[("accept", "text/plain")], None);
            assert_eq!((answer.status, answer.header("content-type")), (200, "text/plain; charset=utf-8"));
            assert!(answer.text.chars().count() <= 160 && answer.text.starts_with(&code), "{}", answer.text);
            all.insert(answer.text);
        }
        assert_eq!(all.len(), 5);
    }

    fn a_suspension_shows_at_once_on_every_server(app) {
        let other = app.another();
        let (vacancy, employer, client) = offered(app);
        let operator = app.operator();
        let codes = [code(&client, "vacancy", &vacancy), code(&client, "employer", &employer)];
        for code in &codes {
            assert_eq!(result(&other, code), "genuine");
        }
        operator.transition(&format!("/v1/employers/{employer}"), "suspended").expect(200);
        for code in &codes {
            assert_eq!((result(app, code), result(&other, code)), ("suspended".to_owned(), "suspended".to_owned()));
        }
        client.post("/v1/verification-codes", &json!({"kind": "employer", "record_id": employer})).problem(409, "conflict");
        operator.transition(&format!("/v1/employers/{employer}"), "blacklisted").expect(200);
        assert_eq!(result(app, &codes[1]), "no_longer_valid");
    }

    fn a_revoked_code_tells_no_more_than_one_that_was_never_issued(app) {
        let operator = app.operator();
        let agency = app.new_agency();
        let revoked = code(&operator, "agency", &agency.to_string());
        let told = verify(app, &revoked);
        assert_eq!((&told["result"], told["licence"].is_string()), (&json!("genuine"), true));
        operator.transition(&format!("/v1/agencies/{agency}"), "revoked").expect(200);
        let unknown = VerificationCode::new(CodeKind::Agency, 42);
        let (mut revoked, mut unknown) = (verify(app, &revoked), verify(app, unknown.as_str()));
        assert_eq!((&revoked["result"], &unknown["result"]), (&json!("no_longer_valid"), &json!("not_found")));
        for told in [&mut revoked, &mut unknown] {
            for member in ["result", "code", "text"] {
                told[member] = Value::Null;
            }
        }
        assert_eq!(revoked, unknown);
    }

    fn a_code_is_for_what_the_caller_may_read_and_for_what_is_genuine(app) {
        let (vacancy, employer, client) = offered(app);
        let draft = client.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let ask = |client: &Client, kind: &str, record: &str| client.post("/v1/verification-codes", &json!({"kind": kind, "record_id": record}));
        ask(&client, "vacancy", &id(&draft).to_string()).problem(409, "conflict");
        ask(&app.agency(), "vacancy", &id(&draft).to_string()).problem(404, "not-found");
        ask(&client, "employer", &vacancy).problem(404, "not-found");
        ask(&app.partner(), "employer", &employer).problem(403, "forbidden");
        ask(&client, "worker", &employer).problem(422, "invalid");
        ask(&app.anonymous(), "vacancy", &vacancy).problem(401, "unauthenticated");
    }

    fn what_is_no_code_is_told_to_be_mistyped(app) {
        for wrong in ["V7K3", "V7K3-M9QW-X2B4-R0", "%D0%92", &"V".repeat(200)] {
            let told = verify(app, wrong);
            assert_eq!((&told["result"], &told["code"]), (&json!("mistyped"), &Value::Null), "{wrong}");
        }
    }

    fn who_guesses_finds_nothing_and_is_soon_refused(app) {
        let (vacancy, _, employer) = offered(app);
        code(&employer, "vacancy", &vacancy);
        for n in 0..10_000_u64 {
            let guess = VerificationCode::new(CodeKind::Vacancy, n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            assert_eq!(app.server.app.verify(&guess).unwrap().result.as_str(), "not_found");
        }
        let limited = TestApp::spawn_with(Arc::clone(&app.database), &["--trusted-proxies", "192.0.2.1"]);
        let guess = format!("/v1/verify/{}", VerificationCode::new(CodeKind::Vacancy, 1).as_str());
        let refused = (0..40).map(|_| limited.anonymous().get(&guess).status).filter(|status| *status == 429).count();
        assert!(refused > 0, "nobody asks forty times a minute");
        limited.anonymous().get("/v1/vacancies").expect(200);
        let behind = |proxies: &str| app.anonymous().send("GET", &guess, &[("x-forwarded-for", proxies)], None).status;
        assert!((0..40).any(|n| behind(&format!("192.0.2.{n}, 203.0.113.7")) == 429), "what it says of others does not matter");
        assert_eq!(behind("203.0.113.8"), 200);
    }

    fn nobody_writes_down_who_asked_for_what(app) {
        let (vacancy, _, employer) = offered(app);
        let code = code(&employer, "vacancy", &vacancy);
        let mut sql = Sql::of(app);
        let mut count = || sql.texts("SELECT CAST((SELECT count(*) FROM changes) + (SELECT count(*) FROM audit_entries) + (SELECT count(*) FROM verification_codes) AS text) AS text");
        let before = count();
        verify(app, &code);
        assert_eq!(count(), before);
    }

    fn codes_are_never_changed_and_never_reused(app) {
        let (vacancy, _, employer) = offered(app);
        code(&employer, "vacancy", &vacancy);
        let mut sql = Sql::of(app);
        for statement in ["DELETE FROM verification_codes", "UPDATE verification_codes SET kind = 'agency'"] {
            assert!(sql.run(statement).is_err(), "{statement}");
        }
    }

    fn what_is_printed_is_checked_without_a_network_and_is_no_token(app) {
        let (vacancy, _, employer) = offered(app);
        let printed = issue(&employer, "vacancy", &vacancy);
        let qr = printed["qr"].as_str().unwrap();
        let keys = app.anonymous().get("/.well-known/jwks.json").expect(200);
        let claims = opened(qr, &keys).expect("the signature holds");
        assert_eq!((&claims["code"], &claims["issued_on"]), (&printed["code"], &json!("2026-11-24")));
        let forged = format!("{}x{}", &qr[..60], &qr[61..]);
        assert!(forged == qr || opened(&forged, &keys).is_none());
        app.anonymous().with_token(qr).get("/v1/me").problem(401, "unauthenticated");
    }
}

/// What a JWS says, if one of the keys has signed it.
pub(super) fn opened(jws: &str, keys: &Value) -> Option<Value> {
    let (signed, signature) = jws.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    let holds = keys["keys"].as_array()?.iter().any(|key| {
        let key = URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();
        UnparsedPublicKey::new(&ED25519, key).verify(signed.as_bytes(), &signature).is_ok()
    });
    let claims = URL_SAFE_NO_PAD.decode(signed.split_once('.')?.1).ok()?;
    serde_json::from_slice(&claims).ok().filter(|_| holds)
}
