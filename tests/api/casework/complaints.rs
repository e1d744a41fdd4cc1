//! Complaints: told without a name, read by whom they concern and nobody else, and not ended behind somebody's back.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    programme::scene::last,
    store::{erasure::files_with, sql::Sql},
    support::{
        Answer, Client, bodies, on_both,
        world::{but, id},
    },
};

pub(super) const PATH: &str = "/v1/complaints";
const BY_CODE: &str = "/v1/complaints/by-code";
/// Words that stand nowhere else.
const CANARY: &str = "Zvarnoqulbek";

pub(super) fn told(more: &Value) -> Value {
    let body = json!({"topic": "pay", "language": "uz-Latn", "text": format!("{CANARY} не платит"), "against_name": CANARY});
    but(body, more)
}

pub(super) fn file(client: &Client, more: &Value) -> Answer {
    client.post(PATH, &told(more))
}

/// The path of a complaint that was filed.
pub(super) fn filed(client: &Client, more: &Value) -> String {
    format!("{PATH}/{}", id(&file(client, more).expect(201)))
}

/// What whoever complained sends, with the code and the PIN of a receipt.
fn own(receipt: &Value, more: &Value) -> Value {
    but(json!({"code": receipt["code"], "pin": receipt["pin"]}), more)
}

pub(super) fn outcome(more: &Value) -> Value {
    let ending = json!({
        "outcome": format!("{CANARY}: долг выплачен"), "remedy": {"kind": "payment", "amount": 45000, "currency": "RUB"},
        "worker_agrees": "yes"
    });
    but(ending, more)
}

pub(super) fn moved(operator: &Client, path: &str, states: &[&str]) {
    for state in states {
        operator.transition(path, state).expect(200);
    }
}

const TO_THE_END: [&str; 3] = ["acknowledged", "in_review", "resolved"];

/// Each way to ask for a complaint, with what it sends.
fn asked(client: &Client, path: &str) -> [u16; 8] {
    let post = |rest: &str, body: &Value| client.post(&format!("{path}/{rest}"), body).status;
    [
        client.get(path).status,
        client.get(&format!("{path}/file")).status,
        client.get(&format!("{path}/history")).status,
        post("messages", &json!({"text": "здравствуйте"})),
        post("transitions", &json!({"to": "acknowledged"})),
        post("assignments", &json!({"assignee_id": Uuid::nil()})),
        post("outcomes", &outcome(&json!({}))),
        post("pauses", &json!({"waiting_for_worker": false})),
    ]
}

fn listed(client: &Client) -> Vec<String> {
    let page = client.get(&format!("{PATH}?limit=100")).json();
    let items = page["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| format!("{PATH}/{}", id(item))).collect()
}

on_both! {
    fn somebody_without_an_account_complains_and_talks_by_code_and_pin(app) {
        let (nobody, operator) = (app.anonymous(), app.operator());
        let receipt = file(&nobody, &json!({"urgency": "danger"})).expect(201);
        let path = format!("{PATH}/{}", id(&receipt));
        nobody.get(&path).problem(401, "unauthenticated");
        operator.post(&format!("{path}/messages"), &json!({"text": "Где вы?"})).expect(201);
        let said = nobody.post(&format!("{BY_CODE}/messages"), &own(&receipt, &json!({"text": "В Казани"}))).expect(200);
        let authors: Vec<_> = said["messages"].as_array().unwrap().iter().map(|one| (&one["author"], &one["text"])).collect();
        assert_eq!(authors[1..], [(&json!("staff"), &json!("Где вы?")), (&json!("complainant"), &json!("В Казани"))]);
        assert_eq!(said["messages"][0]["against_name"], CANARY);
        moved(&operator, &path, &TO_THE_END);
        operator.post(&format!("{path}/outcomes"), &outcome(&json!({}))).expect(200);
        moved(&operator, &path, &["closed"]);
        let small = own(&receipt, &json!({"code": receipt["code"].as_str().unwrap().to_lowercase().replace('-', " ")}));
        let seen = nobody.post(BY_CODE, &small).expect(200);
        assert_eq!((&seen["status"], &seen["remedy"]["amount"]), (&json!("closed"), &json!(45000)));
        assert!(seen["outcome"].as_str().unwrap().contains("долг выплачен"), "{seen}");
        let again = nobody.post(&format!("{BY_CODE}/transitions"), &own(&receipt, &json!({"to": "reopened"}))).expect(200);
        assert_eq!((&again["status"], &again["outcome"]), (&json!("reopened"), &Value::Null));
    }

    fn three_wrong_pins_shut_a_case_for_a_time_and_wrong_codes_look_the_same(app) {
        let nobody = app.anonymous();
        let receipt = file(&nobody, &json!({})).expect(201);
        let pin = if receipt["pin"] == "000000" { "000001" } else { "000000" };
        let wrong = own(&receipt, &json!({"pin": pin}));
        let other = own(&receipt, &json!({"code": "0000-0000-0000-0000-0000-0000-00"}));
        let (one, two) = (nobody.post(BY_CODE, &wrong).problem(404, "not-found"), nobody.post(BY_CODE, &other).problem(404, "not-found"));
        assert_eq!((&one["detail"], &one["title"]), (&two["detail"], &two["title"]));
        nobody.post(BY_CODE, &own(&receipt, &json!({}))).expect(200);
        for _ in 0..2 {
            nobody.post(BY_CODE, &wrong).problem(404, "not-found");
        }
        let shut = nobody.post(BY_CODE, &wrong);
        shut.problem(429, "quota-exceeded");
        assert_eq!(shut.header("retry-after"), "900");
        for (route, more) in [("", json!({})), ("/messages", json!({"text": "пустите"})), ("/transitions", json!({"to": "withdrawn"}))] {
            nobody.post(&format!("{BY_CODE}{route}"), &own(&receipt, &more)).problem(429, "quota-exceeded");
        }
        app.pass(std::time::Duration::from_mins(16));
        assert_eq!(nobody.post(BY_CODE, &own(&receipt, &json!({}))).expect(200)["status"], "received");
    }

    fn everybody_reaches_what_is_theirs_and_nothing_else(app) {
        let [accused_id, filer_id] = [app.new_agency(), app.new_agency()];
        let (accused, filer) = (app.client(Role::Agency, accused_id, ""), app.client(Role::Agency, filer_id, ""));
        let (employer, centre, operator) = (app.employer(), app.partner(), app.operator());
        let against = json!({"against_id": accused_id});
        let candidate = app.available(&filer, &bodies::candidate());
        let foreign = app.available(&accused, &bodies::candidate());
        let of_worker = json!({"anonymous": false, "candidate_id": last(&foreign)});
        let cases = [
            (filed(&app.anonymous(), &against), None),
            (filed(&filer, &but(against.clone(), &json!({"anonymous": false, "candidate_id": last(&candidate)}))), Some("filer")),
            (filed(&centre, &against), Some("centre")),
            (filed(&operator, &but(against, &of_worker)), None),
        ];
        let callers = [("accused", accused), ("filer", filer), ("centre", centre), ("stranger", app.agency()), ("other", app.partner())];
        for (path, filer) in &cases {
            for (name, client) in &callers {
                let expected = if *filer == Some(*name) { [200, 200, 200, 201, 403, 403, 403, 403] } else { [404; 8] };
                assert_eq!(asked(client, path), expected, "{name} at the complaint of {filer:?}");
                assert_eq!(listed(client).contains(path), *filer == Some(*name), "{name}");
            }
            assert_eq!(asked(&employer, path), [403; 8]);
            assert_eq!(asked(&app.anonymous(), path), [401; 8]);
            assert_eq!(asked(&operator, path), [200, 200, 200, 201, 200, 422, 200, 200]);
            assert!(listed(&operator).contains(path));
        }
        file(&employer, &json!({})).problem(403, "forbidden");
    }

    fn who_is_complained_of_learns_the_topic_and_the_remedy_alone(app) {
        let [employer, agency] = [app.new_employer(), app.new_agency()];
        let operator = app.operator();
        let path = filed(&app.anonymous(), &json!({"against_id": employer, "topic": "housing"}));
        filed(&app.anonymous(), &json!({"against_id": agency}));
        filed(&app.anonymous(), &json!({}));
        let us = |role, organisation| {
            app.client(role, organisation, "").get(&format!("{PATH}/against-us")).expect(200)["items"].clone()
        };
        assert_eq!(us(Role::Employer, employer), json!([{"topic": "housing", "remedy": null}]));
        assert_eq!(us(Role::Agency, agency), json!([{"topic": "pay", "remedy": null}]));
        operator.post(&format!("{path}/outcomes"), &outcome(&json!({}))).expect(200);
        let remedy = json!({"kind": "payment", "amount": 45000, "currency": "RUB"});
        assert_eq!(us(Role::Employer, employer), json!([{"topic": "housing", "remedy": remedy}]));
        app.operator().get(&format!("{PATH}/against-us")).problem(403, "forbidden");
        let assigned = operator.post(&format!("{path}/assignments"), &json!({"assignee_id": employer}));
        assert_eq!(assigned.pointers(), ["/assignee_id"]);
    }

    fn a_centre_that_deals_with_a_complaint_reads_and_answers_it(app) {
        let centre_id = Uuid::now_v7();
        let (centre, operator) = (app.client(Role::Partner, centre_id, ""), app.operator());
        let receipt = file(&app.anonymous(), &json!({})).expect(201);
        let path = format!("{PATH}/{}", id(&receipt));
        centre.get(&path).problem(404, "not-found");
        let given = operator.post(&format!("{path}/assignments"), &json!({"assignee_id": centre_id}));
        assert_eq!(given.expect(200)["assignee_id"], json!(centre_id));
        let file = centre.post(&format!("{path}/messages"), &json!({"text": "Приходите"})).expect(201);
        assert_eq!(file["messages"][1]["author"], "staff");
        assert_eq!(listed(&centre), std::slice::from_ref(&path));
        let readings = operator.get("/v1/audit?limit=100").expect(200);
        assert!(readings["items"].as_array().unwrap().iter().any(|one| one["action"] == "complaint_read"), "{readings}");
    }

    fn only_whoever_complained_takes_it_back_and_what_is_grave_stays_open(app) {
        let (nobody, operator) = (app.anonymous(), app.operator());
        let take_back = |receipt: &Value| nobody.post(&format!("{BY_CODE}/transitions"), &own(receipt, &json!({"to": "withdrawn"})));
        let receipt = file(&nobody, &json!({})).expect(201);
        let path = format!("{PATH}/{}", id(&receipt));
        operator.transition(&path, "withdrawn").problem(403, "forbidden");
        assert_eq!(take_back(&receipt).expect(200)["status"], "withdrawn");
        take_back(&receipt).problem(409, "conflict");
        for urgency in ["grave", "danger"] {
            let receipt = file(&nobody, &json!({"urgency": urgency})).expect(201);
            let seen = take_back(&receipt).expect(200);
            assert_eq!((&seen["status"], &seen["is_observation"]), (&json!("received"), &json!(true)));
            let path = format!("{PATH}/{}", id(&receipt));
            assert!(operator.get(&path).expect(200)["observed_since"].is_string());
            moved(&operator, &path, &["acknowledged"]);
        }
        let filer = app.agency();
        let receipt = file(&filer, &json!({})).expect(201);
        filer.transition(&format!("{PATH}/{}", id(&receipt)), "withdrawn").problem(403, "forbidden");
    }

    fn nothing_is_closed_without_an_outcome_a_remedy_and_the_workers_word(app) {
        let operator = app.operator();
        let path = filed(&app.anonymous(), &json!({}));
        moved(&operator, &path, &TO_THE_END);
        operator.transition(&path, "closed").problem(409, "conflict");
        let ends = format!("{path}/outcomes");
        for (member, pointer) in [("outcome", "/outcome"), ("remedy", "/remedy"), ("worker_agrees", "/worker_agrees")] {
            let mut body = outcome(&json!({}));
            body.as_object_mut().unwrap().remove(member);
            assert_eq!(operator.post(&ends, &body).pointers(), [pointer]);
        }
        let without_currency = outcome(&json!({"remedy": {"kind": "payment", "amount": 5}}));
        assert_eq!(operator.post(&ends, &without_currency).pointers(), ["/remedy/currency"]);
        let seen = operator.post(&ends, &outcome(&json!({"worker_agrees": "unreachable"}))).expect(200);
        assert_eq!(seen["worker_agrees"], "unreachable");
        moved(&operator, &path, &["closed"]);
        operator.post(&ends, &outcome(&json!({}))).problem(409, "conflict");
    }

    fn what_cannot_be_is_refused_in_words_of_the_field(app) {
        let (nobody, agency) = (app.anonymous(), app.agency());
        assert_eq!(file(&nobody, &json!({"topic": "weather"})).pointers(), ["/topic"]);
        assert_eq!(file(&nobody, &json!({"text": ""})).pointers(), ["/text"]);
        assert_eq!(file(&nobody, &json!({"against_id": Uuid::now_v7()})).pointers(), ["/against_id"]);
        file(&nobody, &json!({"text": "я".repeat(10_000)})).expect(201);
        file(&nobody, &json!({"text": "я".repeat(10_001)})).problem(413, "content-too-large");
        let candidate = app.available(&agency, &bodies::candidate());
        let about = json!({"candidate_id": last(&candidate)});
        assert_eq!(file(&agency, &about).pointers(), ["/candidate_id"], "an anonymous one names nobody");
        let named = but(about, &json!({"anonymous": false}));
        for client in [&nobody, &app.agency(), &app.partner()] {
            assert_eq!(file(client, &named).pointers(), ["/candidate_id"]);
        }
        let receipt = file(&nobody, &json!({})).expect(201);
        let wrong = nobody.post(BY_CODE, &own(&receipt, &json!({"pin": "12"})));
        assert_eq!(wrong.pointers(), ["/pin"]);
        let long = own(&receipt, &json!({"text": "я".repeat(10_001)}));
        nobody.post(&format!("{BY_CODE}/messages"), &long).problem(413, "content-too-large");
    }

    fn the_words_of_a_complaint_stand_in_no_file_no_list_no_feed_and_no_export(app) {
        let (agency, operator) = (app.agency(), app.operator());
        let candidate = app.available(&agency, &bodies::candidate());
        let about = json!({"anonymous": false, "candidate_id": last(&candidate)});
        let made = operator.post_once(PATH, "once", &told(&about));
        let receipt = made.expect(201);
        let path = format!("{PATH}/{}", id(&receipt));
        app.anonymous().post(&format!("{BY_CODE}/messages"), &own(&receipt, &json!({"text": CANARY}))).expect(200);
        operator.post(&format!("{path}/messages"), &json!({"text": CANARY})).expect(201);
        operator.post(&format!("{path}/outcomes"), &outcome(&json!({}))).expect(200);
        for text in [CANARY, receipt["code"].as_str().unwrap()] {
            assert_eq!(files_with(app, text), Vec::<String>::new(), "{text}");
        }
        let export = format!("{candidate}/export");
        for (client, pages) in [
            (&operator, vec![PATH, "/v1/changes", "/v1/audit", &path, &format!("{path}/history")]),
            (&agency, vec!["/v1/changes", &export, PATH]),
        ] {
            for page in pages {
                let answer = client.get(page);
                assert!(answer.status == 200 && !answer.text.contains(CANARY), "{page}: {}", answer.text);
            }
        }
        assert!(!agency.get("/v1/changes").text.contains(last(&path)), "the agency hears of a complaint about its candidate");
        assert!(!agency.get(&export).text.contains(last(&path)));
        let feed = operator.get("/v1/changes?kind=complaint").expect(200);
        assert_eq!((&feed["items"][0]["id"], &feed["items"][0]["action"]), (&json!(last(&path)), &json!("create")));
        let again = operator.post_once(PATH, "once", &told(&about));
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!((&again.json()["id"], &again.json()["code"], &again.json()["pin"]), (&receipt["id"], &Value::Null, &Value::Null));
    }

    fn a_complaint_outlives_the_profile_of_the_worker_whom_it_names(app) {
        let (agency, operator) = (app.agency(), app.operator());
        let candidate = app.available(&agency, &bodies::candidate());
        let about = json!({"anonymous": false, "candidate_id": last(&candidate)});
        let receipt = operator.post_once(PATH, "k", &told(&about)).expect(201);
        let path = format!("{PATH}/{}", id(&receipt));
        assert_eq!(agency.delete(&candidate, "*").status, 204);
        assert_eq!(operator.get(&path).expect(200)["candidate_id"], Value::Null);
        let seen = app.anonymous().post(BY_CODE, &own(&receipt, &json!({}))).expect(200);
        assert!(seen["messages"][0]["text"].as_str().unwrap().contains(CANARY), "{seen}");
        let left = Sql::of(app).texts("SELECT CAST(body AS text) AS text FROM complaints").concat();
        assert!(!left.contains(last(&candidate)), "{left}");
        let kept = Sql::of(app).texts("SELECT CAST(snapshot AS text) AS text FROM idempotency_keys").concat();
        assert!(!kept.contains(last(&candidate)), "{kept}");
    }

    fn the_database_itself_keeps_what_was_said(app) {
        let operator = app.operator();
        let path = filed(&app.anonymous(), &json!({}));
        moved(&operator, &path, &TO_THE_END);
        let mut sql = Sql::of(app);
        for (refused, by) in [
            ("UPDATE complaint_messages SET author = 'staff'", "are neither changed nor deleted"),
            ("DELETE FROM complaint_messages", "are neither changed nor deleted"),
            ("UPDATE complaints SET status = 'closed'", "complaints_closed_with_an_outcome"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        assert!(sql.run("DELETE FROM complaints").is_err(), "what was said holds it");
    }
}
