//! What is due for a worker, told of by all who take part: the worker, the agency, the employer.

use serde_json::{Value, json};

use super::{
    checks::WEEK,
    departure::Signed,
    scene::{Scene, last},
};
use crate::{
    law::duties::of,
    support::{Client, on_both, worker},
};

fn all(client: &Client, path: &str) -> Vec<Value> {
    client.get(&format!("{path}/deadlines")).expect(200)["items"].as_array().unwrap().clone()
}

fn done() -> Value {
    json!({"to": "met", "evidence": "the slip was seen"})
}

on_both! {
    fn each_side_of_an_application_tells_of_what_it_sees_to(app) {
        let signed = Signed::arrived(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let candidate = scene.agency.get(application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let whole = all(&scene.agency, application);
        assert_eq!(whole, all(&scene.agency, &format!("/v1/candidates/{candidate}")));
        assert_eq!(whole, all(&scene.operator, application));
        let own = worker::in_person(&scene.operator, "move_application", application);
        assert_eq!(whole, all(&own, application));
        let hers = all(&scene.employer, application);
        assert!(hers.iter().all(|one| ["employer", "host"].contains(&one["responsible"].as_str().unwrap())), "{hers:?}");
        assert!((1..whole.len()).contains(&hers.len()));
        app.employer().get(&format!("{application}/deadlines")).problem(404, "not-found");

        let whole = Value::from(whole);
        let end = |client: &Client, rule: &str, ending: &Value| {
            let deadline = of(&whole, rule)["id"].as_str().unwrap();
            client.post(&format!("{application}/deadlines/{deadline}/transitions"), ending)
        };
        end(&scene.employer, "dl.patent", &done()).problem(404, "not-found");
        end(&app.employer(), "dl.notice.hire", &done()).problem(404, "not-found");
        assert_eq!(end(&scene.employer, "dl.notice.hire", &done()).expect(200)["status"], "met");
        let void = json!({"to": "void", "evidence": "it does not bind"});
        for client in [&scene.employer, &scene.agency, &own] {
            end(client, "dl.registration", &void).problem(403, "forbidden");
        }
        let other = worker::in_person(&scene.operator, "check_in", application);
        end(&other, "dl.patent", &done()).problem(403, "forbidden");
        end(&own, "dl.patent", &json!({"to": "met", "on": "2031-01-01", "evidence": "seen"})).problem(422, "invalid");
        assert_eq!(end(&own, "dl.patent", &done()).expect(200)["status"], "met");
        end(&scene.agency, "dl.patent", &done()).problem(409, "conflict");
        assert_eq!(end(&scene.agency, "dl.medical", &done()).expect(200)["status"], "met");
        assert_eq!(end(&scene.operator, "dl.registration", &void).expect(200)["status"], "void");
        let after = scene.agency.get(&format!("/v1/candidates/{candidate}/deadlines")).expect(200)["items"].clone();
        let states = ["dl.notice.hire", "dl.patent", "dl.medical", "dl.registration"].map(|rule| of(&after, rule)["status"].clone());
        assert_eq!(states, ["met", "met", "met", "void"]);
    }

    fn whoever_has_not_hired_a_worker_sees_nothing_of_what_others_must_do(app) {
        app.pass(WEEK);
        let scene = Scene::with_openings(app, 12);
        let candidate = scene.candidate(app);
        let application = scene.applied(&candidate);
        let hired_by_another = json!({"event": "contract_signed", "event_on": "2026-12-01"});
        let made = scene.agency.post(&format!("{candidate}/events"), &hired_by_another).expect(201);
        let notice = of(&made["deadlines"], "dl.notice.hire")["id"].as_str().unwrap().to_owned();
        assert_eq!(all(&scene.employer, &application), [Value::Null; 0]);
        scene.employer.post(&format!("{application}/deadlines/{notice}/transitions"), &done()).problem(404, "not-found");
        assert_eq!(all(&scene.agency, &application).len(), made["deadlines"].as_array().unwrap().len());
    }

    fn an_employer_sees_nothing_from_before_the_application(app) {
        let signed = Signed::arrived(app);
        let scene = &signed.scene;
        let candidate = scene.agency.get(&signed.application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let earlier = json!({"event": "entered", "event_on": "2026-11-01", "citizenship": "UZ", "route": "patent"});
        let made = scene.agency.post(&format!("/v1/candidates/{candidate}/events"), &earlier).expect(201);
        let registration = of(&made["deadlines"], "dl.registration")["id"].clone();
        let is_there = |client: &Client| all(client, &signed.application).iter().any(|one| one["id"] == registration);
        assert!(is_there(&scene.agency) && !is_there(&scene.employer));
        let path = format!("{}/deadlines/{}/transitions", signed.application, registration.as_str().unwrap());
        scene.employer.post(&path, &done()).problem(404, "not-found");
        let nothing = format!("{}/deadlines/{}/transitions", signed.application, last(&signed.application));
        scene.operator.post(&nothing, &done()).problem(404, "not-found");
    }
}
