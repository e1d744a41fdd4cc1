//! Codes of job orders, of contracts and of decisions of recognition.

use serde_json::{Value, json};

use super::genuineness::{issue, opened, result, verify};
use crate::{
    learning::scene::Scene,
    programme::{departure::Signed, job_orders::Demand, scene::last},
    support::{Client, TestApp, on_both},
};

fn ask(client: &Client, kind: &str, path: &str) -> crate::support::Answer {
    client.post("/v1/verification-codes", &json!({"kind": kind, "record_id": last(path)}))
}

fn code(printed: &Value) -> &str {
    printed["code"].as_str().unwrap()
}

/// What a code tells, but for what everybody is told.
fn told(app: &TestApp, code: &str) -> Vec<String> {
    let all = verify(app, code);
    let known = [
        "agency",
        "authority",
        "employer",
        "licence",
        "municipality",
        "open_seats",
        "trade",
        "valid_to",
    ];
    known.into_iter().filter(|member| !all[*member].is_null()).map(str::to_owned).collect()
}

/// Asks for the message for a telephone in every language.
fn messages(app: &TestApp, code: &str) -> Vec<String> {
    let one = |lang| {
        let path = format!("/v1/verify/{code}?lang={lang}");
        app.anonymous().send("GET", &path, &[("accept", "text/plain")], None).text
    };
    let mut all: Vec<String> = ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"].map(one).into();
    assert!(
        all.iter().all(|text| text.starts_with(code) && text.chars().count() <= 160),
        "{all:?}"
    );
    all.sort();
    all.dedup();
    all
}

on_both! {
    fn an_approved_order_has_a_code_and_its_suspension_shows_at_once(app) {
        let other = app.another();
        let submitted = Demand::submitted(app);
        ask(&submitted.employer, "job_order", &submitted.path).problem(409, "conflict");
        let demand = Demand::approved(app);
        let printed = issue(&demand.employer, "job_order", last(&demand.path));
        assert!(code(&printed).starts_with('J'), "{printed}");
        assert_eq!(told(app, code(&printed)), ["employer", "municipality", "trade", "valid_to"]);
        assert_eq!(verify(app, code(&printed))["valid_to"], demand.employer.get(&demand.path).expect(200)["period_end"]);
        assert_eq!(messages(app, code(&printed)).len(), 5);
        let claims = opened(printed["qr"].as_str().unwrap(), &app.anonymous().get("/.well-known/jwks.json").expect(200)).unwrap();
        assert_eq!((&claims["kind"], &claims["code"]), (&json!("job_order"), &printed["code"]));
        assert_eq!(ask(&app.employer(), "job_order", &demand.path).status, 404);
        demand.tatarstan.transition(&demand.path, "suspended").expect(200);
        assert_eq!([app, &other].map(|server| result(server, code(&printed))), ["suspended", "suspended"]);
        demand.employer.transition(&demand.path, "withdrawn").expect(200);
        assert_eq!(result(&other, code(&printed)), "no_longer_valid");
        assert_eq!(told(app, code(&printed)), [""; 0]);
    }

    fn a_contract_has_a_code_that_says_that_there_is_one_and_never_with_whom(app) {
        let signed = Signed::on(app);
        let contracts = format!("/v1/contracts?application_id={}", last(&signed.application));
        let contract = signed.scene.agency.get(&contracts).expect(200)["items"][0].clone();
        let id = contract["id"].as_str().unwrap();
        let printed = issue(&signed.scene.employer, "contract", id);
        assert_eq!(issue(&signed.scene.agency, "contract", id)["code"], printed["code"]);
        assert!(code(&printed).starts_with('C'), "{printed}");
        assert_eq!(told(app, code(&printed)), ["employer"]);
        assert_eq!(messages(app, code(&printed)).len(), 5);
        let text = verify(app, code(&printed)).to_string() + &printed.to_string();
        for member in ["candidate_id", "application_id", "agency_id"] {
            assert!(!text.contains(contract[member].as_str().unwrap()), "{member}: {text}");
        }
        ask(&app.agency(), "contract", &format!("/v1/contracts/{id}")).problem(404, "not-found");
        signed.scene.employer.transition(&format!("/v1/contracts/{id}"), "ended").expect(200);
        assert_eq!(result(app, code(&printed)), "no_longer_valid");
        ask(&signed.scene.employer, "contract", &format!("/v1/contracts/{id}")).problem(409, "conflict");
    }

    fn a_contract_outlives_the_standing_of_its_employer(app) {
        let signed = Signed::on(app);
        let contracts = format!("/v1/contracts?application_id={}", last(&signed.application));
        let contract = signed.scene.agency.get(&contracts).expect(200)["items"][0].clone();
        let printed = issue(&signed.scene.agency, "contract", contract["id"].as_str().unwrap());
        let employer = format!("/v1/employers/{}", contract["employer_id"].as_str().unwrap());
        app.operator().transition(&employer, "suspended").expect(200);
        assert_eq!(result(app, code(&printed)), "genuine", "people who are there keep what they have");
    }

    fn a_recognised_qualification_has_a_code_until_its_last_day_or_until_it_is_revoked(app) {
        let mut scene = Scene::on(app);
        let path = scene.filed(&json!({}));
        ask(&scene.agency, "recognition", &path).problem(409, "conflict");
        scene.agency.transition(&path, "withdrawn").expect(200);
        let path = scene.recognised(&json!({"valid_until": "2026-12-31"}));
        let printed = issue(&scene.agency, "recognition", last(&path));
        assert!(code(&printed).starts_with('D'), "{printed}");
        assert_eq!(told(app, code(&printed)), ["authority", "valid_to"]);
        assert_eq!(messages(app, code(&printed)).len(), 5);
        let text = verify(app, code(&printed)).to_string();
        assert!(!text.contains(last(&scene.candidate)), "{text}");
        scene.after(app, 38);
        assert_eq!(result(app, code(&printed)), "no_longer_valid", "2027 has begun");
    }

    fn a_revoked_qualification_tells_no_more_than_a_code_that_was_never_issued(app) {
        let scene = Scene::on(app);
        let path = scene.recognised(&json!({}));
        let printed = issue(&scene.agency, "recognition", last(&path));
        let revoked = json!({"to": "revoked", "reason": "the certificate was forged"});
        scene.operator.post(&format!("{path}/transitions"), &revoked).expect(200);
        assert_eq!((result(app, code(&printed)), told(app, code(&printed))), ("no_longer_valid".to_owned(), vec![]));
    }
}
