//! Documents of candidates without scans, and what operators learn of all of them together.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const DAY: Duration = Duration::from_hours(24);

fn worker(agency: &Client) -> String {
    format!(
        "/v1/candidates/{}",
        id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201))
    )
}

fn tell(agency: &Client, worker: &str, more: &Value) -> Answer {
    let patent = json!({
        "kind": "patent", "issued_on": "2026-11-20", "valid_until": "2027-11-19",
        "authority": "МВД по Республике Татарстан", "number": "16 № 2400001234"
    });
    agency.post(&format!("{worker}/documents"), &but(patent, more))
}

fn signals(app: &TestApp) -> Value {
    app.operator().get("/v1/signals").expect(200)["items"].clone()
}

on_both! {
    fn a_document_is_kept_without_its_number(app) {
        let agency = app.agency();
        let worker = worker(&agency);
        let made = tell(&agency, &worker, &json!({})).expect(201);
        assert_eq!((&made["valid"], &made["has_number"]), (&json!(true), &json!(true)));
        let path = format!("{worker}/documents");
        assert_eq!(agency.get(&path).expect(200)["items"], json!([made]));
        let kept = Sql::of(app).texts("SELECT number_hash AS text FROM worker_documents");
        assert!(kept.len() == 1 && !kept[0].contains("2400001234"), "{kept:?}");
        let export = agency.get(&format!("{worker}/export")).expect(200);
        assert_eq!(export["documents"], json!([made]));
        app.agency().get(&path).problem(404, "not-found");
        app.employer().get(&path).problem(403, "forbidden");
        assert_eq!(agency.delete(&worker, "*").status, 204);
        assert_eq!(Sql::of(app).texts("SELECT kind AS text FROM worker_documents"), [""; 0]);
    }

    fn days_that_cannot_be_and_scans_are_refused(app) {
        let agency = app.agency();
        let worker = worker(&agency);
        let wrong = |more: Value| tell(&agency, &worker, &more).pointers();
        assert_eq!(wrong(json!({"issued_on": "2026-11-25"})), ["/issued_on"]);
        assert_eq!(wrong(json!({"valid_until": "2026-11-19"})), ["/valid_until"]);
        for name in ["scan", "photo", "fingerprints", "diagnosis"] {
            assert_eq!(wrong(json!({name: "x"})), [format!("/{name}")]);
        }
        tell(&agency, &worker, &json!({"kind": "passport"})).problem(422, "invalid");
    }

    fn operators_learn_that_workers_share_a_number_and_not_which_workers(app) {
        let [one, two] = [app.agency(), app.agency()];
        let workers = [worker(&one), worker(&two)];
        tell(&one, &workers[0], &json!({"kind": "diploma", "number": "UM 123456"})).expect(201);
        tell(&one, &workers[0], &json!({"kind": "diploma", "number": "UM-123456"})).expect(201);
        let none = signals(app);
        assert_eq!(none[0], json!({"kind": "shared_document_number", "count": 0, "workers": 0}));
        tell(&two, &workers[1], &json!({"kind": "diploma", "number": "um123456"})).expect(201);
        tell(&two, &workers[1], &json!({"kind": "insurance", "number": "UM 123456"})).expect(201);
        assert_eq!(signals(app)[0], json!({"kind": "shared_document_number", "count": 1, "workers": 2}));
        one.get("/v1/signals").problem(403, "forbidden");
    }

    fn operators_learn_how_many_deadlines_were_missed(app) {
        app.pass(DAY * 7);
        let agency = app.agency();
        let event = json!({"event": "entered", "event_on": "2026-11-17", "citizenship": "UZ", "route": "patent"});
        agency.post(&format!("{}/events", worker(&agency)), &event).expect(201);
        assert_eq!(signals(app)[1], json!({"kind": "missed_deadline", "count": 0, "workers": 0}));
        app.pass(DAY);
        assert_eq!(signals(app)[1], json!({"kind": "missed_deadline", "count": 1, "workers": 1}));
    }
}
