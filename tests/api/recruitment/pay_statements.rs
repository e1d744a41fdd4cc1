//! A vacancy that is published says something of its pay.

use serde_json::{Value, json};

use crate::support::{Client, bodies, on_both, world::but};

/// What is said to be missing of the pay as a whole: what for, and why.
fn missing_of_pay(vacancy: &Value) -> Vec<(String, String)> {
    let all = vacancy["missing"].as_array().unwrap().iter();
    let of_pay = all.filter(|one| one["pointer"] == "/base_salary");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    of_pay.map(|one| (text(&one["needed_for"]), text(&one["why"]))).collect()
}

/// A vacancy of which nobody says the pay, with these members besides.
fn unpaid(members: &Value) -> Value {
    let mut body = but(bodies::vacancy(), members);
    if members.get("base_salary").is_none() {
        body.as_object_mut().unwrap().remove("base_salary");
    }
    body
}

fn etag(client: &Client, path: &str) -> String {
    client.get(path).header("etag").to_owned()
}

on_both! {
    fn a_pay_that_is_begun_is_ended_before_it_is_published(app) {
        let employer = app.employer();
        let created = employer.post("/v1/vacancies", &unpaid(&json!({"base_salary": {"currency": "RUB", "unit": "month"}})));
        let told = missing_of_pay(&created.expect(201));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0 == "publish" && told[0].1.contains("by_agreement: true"), "{told:?}");
        let path = created.header("location").to_owned();
        assert_eq!(created.json()["allowed_transitions"], json!(["cancelled"]));
        let refused = employer.transition(&path, "published").problem(409, "conflict");
        assert!(refused["detail"].as_str().unwrap().contains("/base_salary: "), "{refused}");
        for mended in [json!({"by_agreement": true}), json!({"by_agreement": null, "bonus": "премия"}), json!({"max": 9})] {
            employer.patch(&path, &etag(&employer, &path), &json!({"base_salary": mended})).expect(200);
            employer.transition(&path, "published").expect(200);
            employer.transition(&path, "suspended").expect(200);
        }
    }

    fn what_says_nothing_of_pay_is_published_as_by_agreement_and_says_so(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        for silent in [unpaid(&json!({})), unpaid(&json!({"base_salary": {}})), unpaid(&json!({"base_salary": null}))] {
            let created = employer.post("/v1/vacancies", &silent);
            let told = missing_of_pay(&created.expect(201));
            assert!(told.len() == 1 && told[0].0 == "match" && told[0].1.contains("by_agreement: true"), "{told:?}");
            let path = created.header("location").to_owned();
            employer.transition(&path, "published").expect(200);
            for reader in [&employer, &app.anonymous()] {
                assert_eq!(reader.get(&path).expect(200)["base_salary"], json!({"by_agreement": true}));
            }
            let found = agency.get(&format!("{path}/matches/{}", candidate.rsplit('/').next().unwrap())).expect(200);
            assert_eq!(found["eligible"], true, "no floor is missed: {found}");
        }
    }

    fn what_was_published_once_keeps_a_statement(app) {
        let employer = app.employer();
        let path = "/v1/vacancies/by-ref/PAY-1";
        let made = employer.put(path, &[], &unpaid(&json!({"external_ref": "PAY-1"})));
        assert_eq!(made.expect(201).get("base_salary"), None);
        employer.transition(path, "published").expect(200);
        let before = employer.get(path).expect(200)["version"].clone();
        let again = employer.put(path, &[], &unpaid(&json!({"external_ref": "PAY-1"}))).expect(200);
        assert_eq!(again["base_salary"], json!({"by_agreement": true}), "the nightly body says as little as before");
        assert_eq!(again["version"], before, "and changes nothing");
        let paid = json!({"base_salary": {"currency": "RUB", "unit": "month", "min": 95000}});
        let said = employer.patch(path, &etag(&employer, path), &paid).expect(200);
        assert_eq!(said["base_salary"], paid["base_salary"], "an amount goes before");
    }

    fn a_unit_that_nobody_knows_is_kept_in_words(app) {
        let employer = app.employer();
        for (sent, answered) in [
            (json!({"currency": "RUB", "unit": "hour_or_month", "min": 500, "max": 40000}),
                json!({"currency": "RUB", "unit_text": "hour_or_month", "min": 500, "max": 40000})),
            (json!({"unit": "за рейс", "unit_text": "рейс до Москвы", "min": 9000}), json!({"unit_text": "рейс до Москвы", "min": 9000})),
            (json!({"unit": "month", "min": 9}), json!({"unit": "month", "min": 9})),
        ] {
            let made = employer.post("/v1/vacancies", &unpaid(&json!({"base_salary": sent})));
            assert_eq!(made.expect(201)["base_salary"], answered);
            let again = employer.post("/v1/vacancies", &unpaid(&json!({"base_salary": answered}))).expect(201);
            assert_eq!(again["base_salary"], answered, "what is answered can be sent");
            employer.transition(made.header("location"), "published").expect(200);
        }
        for wrong in [json!(""), json!(5), json!("ы".repeat(101))] {
            let body = unpaid(&json!({"base_salary": {"min": 9, "unit": wrong}}));
            assert_eq!(employer.post("/v1/vacancies", &body).pointers(), ["/base_salary/unit"]);
        }
    }

    fn each_lack_is_told_once_for_each_purpose(app) {
        let employer = app.employer();
        for little in [
            json!({"title": {"ru": "Каменщик"}}), json!({"title": {"ru": "Мастер чистоты и света"}}), json!({"occupation": {"trade": "bricklayer"}}),
            json!({"occupation_text": {"text": "нечто"}}), json!({"title": {"ru": "Каменщик"}, "base_salary": {"unit": "month"}}),
        ] {
            let made = employer.post("/v1/vacancies", &little).expect(201);
            let mut told: Vec<_> = made["missing"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
            told.sort_unstable();
            let all = told.len();
            told.dedup();
            assert_eq!(told.len(), all, "{made}");
        }
    }
}
