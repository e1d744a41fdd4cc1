//! What went wrong with an employer is told in every check of its work, and decides nothing.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    programme::{
        departure::cleared,
        scene::{Scene, last},
    },
    support::{Client, TestApp, bodies, on_both, world::but},
};

/// From the day on which tests begin to one on which the project's own rules are known.
const WEEK: Duration = Duration::from_hours(7 * 24);

/// What a check of a vacancy says of its employer, but that it is verified: what, how often, and with which weight.
fn told(client: &Client, vacancy: &str) -> Vec<(String, u64)> {
    let check =
        client.post("/v1/compliance-checks", &json!({"vacancy_id": last(vacancy)})).expect(201);
    let path = format!("/v1/compliance-checks/{}", check["id"].as_str().unwrap());
    assert_eq!(client.get(&path).expect(200), check);
    let findings = check["findings"].as_array().unwrap().iter();
    let of_record =
        findings.filter(|one| one["topic"] == "standing" && one["reason"] != "standing_good");
    of_record
        .map(|one| {
            assert_eq!(
                (&one["weight"], &one["outcome"]),
                (&json!("warns"), &json!("warn")),
                "{one}"
            );
            let times = one["actual"].as_u64().unwrap();
            assert!(one["text"].as_str().unwrap().contains(&times.to_string()), "{one}");
            (one["reason"].as_str().unwrap().to_owned(), times)
        })
        .collect()
}

/// A worker whose contract is worse than what was accepted.
fn cheated(app: &TestApp, scene: &Scene) {
    let application = cleared(scene, app);
    let offering = json!({"application_id": last(&application), "terms": scene.terms(), "expires_at": "2026-12-08T08:00:00Z"});
    let offer =
        scene.employer.post("/v1/offers", &offering).expect(201)["id"].as_str().unwrap().to_owned();
    scene.answer(&format!("/v1/offers/{offer}"), "accepted").expect(200);
    let mut terms = scene.terms();
    terms["leave_days"] = json!(20);
    let contract = json!({"application_id": last(&application), "terms": terms, "signed_on": "2026-12-01", "paper_sha256": "0".repeat(64)});
    scene.employer.post("/v1/contracts", &contract).expect(201);
    let candidate =
        scene.agency.get(&application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
    let signed = json!({"event": "contract_signed", "event_on": "2026-12-01"});
    scene.agency.post(&format!("/v1/candidates/{candidate}/events"), &signed).expect(201);
}

on_both! {
    fn what_went_wrong_within_a_year_warns_whoever_checks(app) {
        app.pass(WEEK);
        let mut scene = Scene::with_openings(app, 12);
        assert_eq!(told(&scene.employer, &scene.vacancy), []);
        let application = scene.applied(&scene.candidate(app));
        let fee = json!({
            "application_id": last(&application), "kind": "training", "payer": "worker", "payee": "учебный центр",
            "amount": 1_500_000, "currency": "UZS", "paid_on": "2026-11-20"
        });
        let paid = scene.agency.post("/v1/fees", &fee);
        paid.expect(201);
        assert_eq!(told(&scene.operator, &scene.vacancy), [("banned_fees".to_owned(), 1)]);
        assert_eq!(told(&scene.employer, &scene.vacancy), [], "an employer reads of what it has paid alone");
        let reversal = format!("{}/reversals", paid.header("location"));
        scene.agency.post(&reversal, &json!({"reason": "told twice"})).expect(201);
        assert_eq!(told(&scene.operator, &scene.vacancy), [], "what was taken back is not told");
        cheated(app, &scene);
        let worse = ("worse_contracts".to_owned(), 1);
        assert_eq!(told(&scene.employer, &scene.vacancy), std::slice::from_ref(&worse));
        let employer = scene.employer.get(&scene.vacancy).expect(200)["employer_id"].clone();
        for (urgency, of) in [("normal", &employer), ("grave", &employer), ("danger", &Value::Null)] {
            let complaint = json!({"topic": "housing", "language": "ru", "text": "холодно", "urgency": urgency, "against_id": of});
            app.anonymous().post("/v1/complaints", &complaint).expect(201);
        }
        assert_eq!(told(&scene.employer, &scene.vacancy), std::slice::from_ref(&worse), "who is accused does not read of it");
        let grave = ("grave_complaints".to_owned(), 2); // what breaks a promise is one by itself
        assert_eq!(told(&scene.operator, &scene.vacancy), [worse.clone(), grave.clone()]);
        scene.pass(app, &application, WEEK * 2);
        let missed = ("missed_deadlines".to_owned(), 1);
        assert_eq!(told(&scene.operator, &scene.vacancy), [worse, missed.clone(), grave.clone()], "nobody told the authority of the contract in time");
        scene.pass(app, &application, WEEK * 53);
        let later = but(bodies::vacancy(), &json!({"job_start_date": "2099-03-01", "valid_through": "2099-02-15"}));
        let vacancy = scene.employer.post("/v1/vacancies", &later).header("location").to_owned();
        assert_eq!(told(&scene.operator, &vacancy), [grave], "a year is over for all but what is open");
    }
}
