//! A contact is the worker's own, few codes are sent, and the database holds to what a code was for.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::scene::{Scene, last};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, on_both,
        worker::{beginning, code, in_person, person, phone, shown},
        world::but,
    },
};

const SESSIONS: &str = "/v1/worker-sessions";

/// A candidate with an offer: the scene, and both paths.
fn offered(app: &TestApp) -> (Scene, String, String) {
    let scene = Scene::with_openings(app, 12);
    let candidate = scene.candidate(app);
    let offer = scene.offered(&scene.chosen(&candidate), &scene.terms());
    (scene, candidate, offer)
}

fn identified(scene: &Scene, candidate: &str, person: &Value) {
    scene.agency.put(&format!("{candidate}/identity"), &[("if-match", "*")], person).expect(200);
}

fn written(scene: &Scene, candidate: &str, person: &Value) {
    scene.agency.put(&format!("{candidate}/identity"), &[], person).expect(200);
}

fn begin(who: &Client, channel: &str, (candidate, offer): (&str, &str)) -> Answer {
    let about = ("answer_offer", last(offer));
    who.post(SESSIONS, &beginning(channel, about, last(candidate)))
}

fn confirm(who: &Client, candidate: &str) -> Answer {
    who.post(&format!("{candidate}/contact-confirmations"), &json!({"way": "phone"}))
}

on_both! {
    fn a_contact_that_somebody_else_has_is_refused(app) {
        let (scene, candidate, offer) = offered(app);
        begin(&scene.agency, "sms", (&candidate, &offer)).problem(409, "conflict");
        let (mine, number) = (person(&phone()), phone());
        written(&scene, &candidate, &but(mine.clone(), &json!({"phone": number})));
        begin(&scene.agency, "sms", (&candidate, &offer)).expect(201);
        begin(&scene.agency, "messenger", (&candidate, &offer)).problem(409, "conflict");
        let other = scene.candidate(app);
        written(&scene, &other, &person(&number));
        for channel in ["sms", "voice"] {
            begin(&scene.agency, channel, (&candidate, &offer)).problem(409, "contact-not-personal");
        }
        confirm(&app.operator(), &candidate).problem(409, "contact-not-personal");
        begin(&scene.operator, "in_person", (&candidate, &offer)).expect(201);

        let family = json!({"phone": "+998900000001", "family_contact": {"name": "Karimova", "phone": "+998900000001"}});
        identified(&scene, &candidate, &but(mine.clone(), &family));
        begin(&scene.agency, "sms", (&candidate, &offer)).problem(409, "contact-not-personal");
        let [own, agencys, employers] = [(); 3].map(|()| phone());
        let agency = scene.agency.get(&candidate).expect(200)["agency_id"].clone();
        let employer = scene.employer.get(&offer).expect(200)["employer_id"].clone();
        for (path, number) in [(format!("/v1/agencies/{}", agency.as_str().unwrap()), &agencys), (format!("/v1/employers/{}", employer.as_str().unwrap()), &employers)] {
            let etag = scene.operator.get(&path).header("etag").to_owned();
            scene.operator.patch(&path, &etag, &json!({"phones": [number]})).expect(200);
            identified(&scene, &candidate, &but(mine.clone(), &json!({"phone": number})));
            begin(&scene.agency, "sms", (&candidate, &offer)).problem(409, "contact-not-personal");
        }
        identified(&scene, &candidate, &but(mine, &json!({"phone": own})));
        begin(&scene.agency, "sms", (&candidate, &offer)).expect(201);
    }

    fn a_contact_that_became_anothers_too_accepts_nothing(app) {
        let (scene, candidate, offer) = offered(app);
        let number = phone();
        written(&scene, &candidate, &person(&number));
        confirm(&scene.operator, &candidate).expect(200);
        let session = begin(&scene.agency, "sms", (&candidate, &offer)).expect(201);
        let worker = shown(&app.anonymous(), &session, &code(app, &session));
        let other = scene.candidate(app);
        written(&scene, &other, &person(&number));
        let said = scene.answering(&offer, "accepted");
        worker.post(&format!("{offer}/answers"), &said).problem(409, "contact-not-personal");
    }

    fn a_second_code_a_day_later_confirms_a_contact_and_another_telephone_begins_anew(app) {
        let (scene, candidate, offer) = offered(app);
        let mine = person(&phone());
        written(&scene, &candidate, &mine);
        let seen = scene.agency.get(&candidate).expect(200);
        let agency = || app.client(Role::Agency, seen["agency_id"].as_str().unwrap().parse().unwrap(), "");
        let said = scene.answering(&offer, "accepted");
        let answered = |answer: &Value| {
            let session = begin(&agency(), "sms", (&candidate, &offer)).expect(201);
            let worker = shown(&app.anonymous(), &session, &code(app, &session));
            worker.post(&format!("{offer}/answers"), answer)
        };
        answered(&said).problem(409, "contact-not-confirmed");
        app.pass(Duration::from_secs(24 * 3600 - 1));
        answered(&said).problem(409, "contact-not-confirmed");
        app.pass(Duration::from_secs(1));
        let put = format!("{candidate}/identity");
        agency().put(&put, &[("if-match", "*")], &but(mine.clone(), &json!({"phone": phone()}))).expect(200);
        answered(&said).problem(409, "contact-not-confirmed");
        app.pass(Duration::from_hours(24));
        answered(&said).expect(200);
        let by = Sql::of(app).texts("SELECT confirmed_by AS text FROM worker_contacts");
        assert_eq!(by, ["second_code"]);
    }

    fn a_worker_says_no_by_a_contact_that_nobody_has_confirmed(app) {
        let (scene, candidate, offer) = offered(app);
        written(&scene, &candidate, &person(&phone()));
        let session = begin(&scene.agency, "voice", (&candidate, &offer)).expect(201);
        let worker = shown(&app.anonymous(), &session, &code(app, &session));
        let declined = worker.post(&format!("{offer}/answers"), &scene.answering(&offer, "declined")).expect(200);
        assert_eq!(declined["answer"]["channel"], "voice");
    }

    fn five_codes_an_hour_are_sent_for_a_candidate(app) {
        let (scene, candidate, offer) = offered(app);
        for _ in 0..4 {
            begin(&scene.operator, "in_person", (&candidate, &offer)).expect(201);
        }
        app.pass(Duration::from_mins(10));
        let once = |key| scene.operator.post_once(SESSIONS, key, &beginning("in_person", ("answer_offer", last(&offer)), last(&candidate)));
        let fifth = once("a").expect(201);
        let again = once("a");
        assert_eq!((again.expect(201)["id"].clone(), again.json()["code"].clone()), (fifth["id"].clone(), json!(null)), "told once");
        let refused = once("b");
        refused.problem(429, "quota-exceeded");
        assert_eq!(refused.header("retry-after"), "3000");
    }

    fn the_database_holds_to_what_a_code_was_for(app) {
        let (scene, candidate, offer) = offered(app);
        let said = "UPDATE offers SET status = 'accepted', accepted_hash = terms_hash, word = '{\"session\": \"ID\"}'";
        let mut sql = Sql::of(app);
        let refused = |sql: &mut Sql, statement: &str, by: &str| {
            let told = sql.run(statement).expect_err(statement).to_string();
            assert!(told.contains(by), "{statement}: {told}");
        };
        let (guard, accepted) = ("worker_sessions_stay_as_they_were_begun", "offers_are_accepted_by_the_worker");
        refused(&mut sql, &said.replace("ID", "0198c0de-0000-7000-8000-000000000001"), accepted);
        refused(&mut sql, "UPDATE offers SET status = 'accepted', accepted_hash = terms_hash, word = '{}'", accepted);
        let session = begin(&scene.operator, "in_person", (&candidate, &offer)).expect(201);
        shown(&app.anonymous(), &session, &session["code"]);
        refused(&mut sql, &said.replace("ID", session["id"].as_str().unwrap()), accepted);
        for change in [
            "act = 'move_application'", "record = :1", "candidate = :1", "code_hash = 'x'", "channel = 'sms'",
            "expires_at = expires_at + DAY", "opened_at = NULL", "tries = -1",
        ] {
            let day = sql.either("interval '1 day'", "1").to_owned();
            let by = if change.starts_with("tries") { "worker_sessions" } else { guard };
            refused(&mut sql, &format!("UPDATE worker_sessions SET {}", change.replace("DAY", &day)), by);
        }
        let worker = in_person(&scene.operator, "answer_offer", &offer);
        worker.post(&format!("{offer}/answers"), &scene.answering(&offer, "accepted")).expect(200);
        refused(&mut sql, "UPDATE worker_sessions SET used_at = NULL WHERE used_at IS NOT NULL", guard);
    }
}
