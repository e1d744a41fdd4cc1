//! What operators look into: counts and ids, decided by people, and nothing follows from one by itself.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use uuid::Uuid;

use super::duties::{DAY, WEEK, Worker};
use crate::{
    programme::{departure::Signed, seats::AT_ONCE},
    store::sql::Sql,
    support::{Answer, Client, TestApp, bodies, on_both, world::id},
};

const PATH: &str = "/v1/signal-reviews";

/// A candidate of whom a diploma with this number was seen.
fn with_diploma(agency: &Client, number: &str) -> String {
    let candidate = format!(
        "/v1/candidates/{}",
        id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201))
    );
    let paper =
        json!({"kind": "diploma", "issued_on": "2020-06-30", "authority": "OTM", "number": number});
    agency.post(&format!("{candidate}/documents"), &paper).expect(201);
    candidate
}

/// Two candidates of whom the same diploma was seen.
fn shared(agency: &Client, number: &str) -> [String; 2] {
    [(); 2].map(|()| with_diploma(agency, number))
}

/// A candidate who is reached under this telephone.
fn reached(agency: &Client, n: u32, phone: &str) {
    let candidate = id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201));
    let person = json!({
        "latin_name": {"family": format!("Karimov{}", char::from(b'a' + u8::try_from(n).unwrap())), "given": "Anvar"},
        "birth_date": format!("1990-02-{:02}", n + 1),
        "passport": {"number": format!("AA123456{n}"), "expires_on": "2031-05-14"},
        "phone": phone
    });
    agency.put(&format!("/v1/candidates/{candidate}/identity"), &[], &person).expect(200);
}

fn noticed(app: &TestApp) -> Vec<Value> {
    app.server.app.sweep().unwrap();
    let page = app.operator().get(&format!("{PATH}?limit=100")).expect(200);
    page["items"].as_array().unwrap().clone()
}

fn step(client: &Client, signal: &Value, to: &str) -> Answer {
    let path = format!("{PATH}/{}/transitions", signal["id"].as_str().unwrap());
    client.post(&path, &json!({"to": to, "reason": "the agency was asked"}))
}

/// How many workers there are and whether somebody looked, of each signal.
fn counts(signals: &[Value]) -> Vec<(i64, &str)> {
    signals
        .iter()
        .map(|one| (one["workers"].as_i64().unwrap(), one["status"].as_str().unwrap()))
        .collect()
}

on_both! {
    fn a_number_of_several_workers_is_noticed_once_and_names_nobody(app) {
        let agency = app.agency();
        let workers = ["UM 123456", "UM-123456", "UM 777"].map(|number| with_diploma(&agency, number));
        let other = app.another();
        other.server.app.sweep().unwrap();
        let found = noticed(app);
        assert_eq!(found.len(), 1, "{found:?}");
        let signal = &found[0];
        assert_eq!((&signal["kind"], &signal["count"], &signal["workers"]), (&json!("shared_document_number"), &json!(2), &json!(2)));
        let members: Vec<&str> = signal.as_object().unwrap().keys().map(String::as_str).collect();
        let known = ["allowed_transitions", "count", "counted_at", "id", "kind", "moves", "noticed_at", "record_id", "status", "workers"];
        assert_eq!(members, known);
        for worker in &workers {
            assert!(!signal.to_string().contains(worker.rsplit('/').next().unwrap()));
        }
        assert_eq!(app.operator().get(&format!("{PATH}/{}", signal["id"].as_str().unwrap())).expect(200), *signal);
    }

    fn what_was_dismissed_is_noticed_again_only_when_there_is_more_of_it(app) {
        let (agency, operator) = (app.agency(), app.operator());
        shared(&agency, "UM 1");
        let signal = noticed(app)[0].clone();
        step(&operator, &signal, "reviewed").expect(200);
        with_diploma(&agency, "UM 1");
        assert_eq!(counts(&noticed(app)), [(3, "reviewed")], "what is looked into is counted anew");
        let dismissed = step(&operator, &signal, "dismissed").expect(200);
        let moves = dismissed["moves"].as_array().unwrap();
        assert_eq!(moves.iter().map(|one| one["to"].as_str().unwrap()).collect::<Vec<_>>(), ["reviewed", "dismissed"]);
        assert_eq!(moves[1]["reason"], "the agency was asked");
        assert_eq!(counts(&noticed(app)), [(3, "dismissed")]);
        with_diploma(&agency, "UM 1");
        assert_eq!(counts(&noticed(app)), [(4, "new"), (3, "dismissed")]);
    }

    fn what_is_there_no_more_before_anybody_looked_is_gone(app) {
        let agency = app.agency();
        let workers = shared(&agency, "UM 1");
        assert_eq!(noticed(app).len(), 1);
        assert_eq!(agency.delete(&workers[0], "*").status, 204);
        assert_eq!(noticed(app), [Value::Null; 0]);
    }

    fn each_step_is_taken_in_its_order_by_operators_alone(app) {
        let agency = app.agency();
        for end in ["dismissed", "case"] {
            shared(&agency, end);
            let signal = noticed(app)[0].clone();
            for client in [&agency, &app.employer(), &app.partner()] {
                step(client, &signal, "reviewed").problem(403, "forbidden");
                client.get(PATH).problem(403, "forbidden");
            }
            let operator = app.operator();
            for (at, allowed) in [("new", vec!["reviewed"]), ("reviewed", vec!["dismissed", "case"]), (end, vec![])] {
                let path = format!("{PATH}/{}", signal["id"].as_str().unwrap());
                let seen = operator.get(&path).expect(200);
                assert_eq!((&seen["status"], &seen["allowed_transitions"]), (&json!(at), &json!(allowed)));
                for to in ["new", "reviewed", "dismissed", "case"].iter().filter(|to| !allowed.contains(to)) {
                    step(&operator, &signal, to).problem(409, "conflict");
                }
                let next = match at { "new" => "reviewed", "reviewed" => end, _ => break };
                step(&operator, &signal, next).expect(200);
            }
        }
        let unknown = json!({"id": Uuid::now_v7()});
        step(&app.operator(), &unknown, "reviewed").problem(404, "not-found");
        let path = format!("{PATH}/{}/transitions", Uuid::now_v7());
        assert_eq!(app.operator().post(&path, &json!({"to": "guilty", "reason": ""})).status, 422);
    }

    fn of_many_who_decide_at_once_one_does(app) {
        let agency = app.agency();
        shared(&agency, "UM 1");
        let signal = noticed(app)[0].clone();
        let (operator, taken) = (app.operator(), AtomicUsize::new(0));
        step(&operator, &signal, "reviewed").expect(200);
        std::thread::scope(|scope| {
            for n in 0..AT_ONCE {
                let (operator, signal, taken) = (&operator, &signal, &taken);
                scope.spawn(move || {
                    let answer = step(operator, signal, if n % 2 == 0 { "dismissed" } else { "case" });
                    assert!([200, 409].contains(&answer.status), "{}", answer.text);
                    taken.fetch_add(usize::from(answer.status == 200), Ordering::Relaxed);
                });
            }
        });
        assert_eq!(taken.into_inner(), 1);
    }

    fn one_telephone_of_three_workers_is_noticed(app) {
        let agency = app.agency();
        (0..2).for_each(|n| reached(&agency, n, "+998901234567"));
        reached(&agency, 2, "+998907654321");
        assert_eq!(noticed(app), [Value::Null; 0], "two share a telephone at home");
        reached(&agency, 3, "+998901234567");
        let found = noticed(app);
        assert_eq!((found.len(), &found[0]["kind"], &found[0]["workers"]), (1, &json!("shared_contact"), &json!(3)), "{found:?}");
        let rows = Sql::of(app).texts("SELECT subject AS text FROM signals");
        assert!(rows.iter().all(|subject| !subject.contains("4567")), "{rows:?}");
    }

    fn an_agency_whose_workers_miss_their_deadlines_is_noticed(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        worker.tell(&json!({"event_on": "2026-11-04"})).expect(201);
        assert_eq!(noticed(app).len(), 0, "registration alone was missed by the first of December");
        app.pass(DAY * 5);
        let found = noticed(app);
        let signal = found.iter().find(|one| one["kind"] == "missed_deadline").unwrap();
        assert_eq!((&signal["count"], &signal["workers"], signal["record_id"].is_string()), (&json!(4), &json!(1), true));
    }

    fn one_address_of_ten_registrations_is_noticed_and_nobody_reads_it(app) {
        let agency = app.agency();
        let registered = |n: usize, address: &str| {
            let candidate = id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201));
            let slip = json!({"kind": "registration", "issued_on": "2026-11-20", "authority": "МВД", "address": address});
            let seen = agency.post(&format!("/v1/candidates/{candidate}/documents"), &slip).expect(201);
            assert!(seen["has_address"] == true && !seen.to_string().contains("Баумана"), "{n}: {seen}");
        };
        (0..9).for_each(|n| registered(n, "Казань, ул. Баумана, д. 1"));
        registered(9, "Казань, ул. Баумана, д. 2");
        assert_eq!(noticed(app), [Value::Null; 0], "a hostel of nine");
        registered(10, "КАЗАНЬ УЛ БАУМАНА Д.1");
        let found = noticed(app);
        assert_eq!((found.len(), &found[0]["kind"], &found[0]["workers"]), (1, &json!("shared_address"), &json!(10)), "{found:?}");
        let kept = Sql::of(app).texts("SELECT subject AS text FROM signals UNION SELECT address_hash AS text FROM worker_documents");
        assert!(kept.iter().all(|text| !text.to_lowercase().contains("bauman")), "{kept:?}");
        let candidate = id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201));
        let diploma = json!({"kind": "diploma", "issued_on": "2020-06-30", "authority": "OTM", "address": "Казань"});
        assert_eq!(agency.post(&format!("/v1/candidates/{candidate}/documents"), &diploma).pointers(), ["/address"]);
    }

    fn three_entries_without_an_order_at_one_employer_are_noticed(app) {
        let mut signed = Signed::departed(app);
        let of_kind = |app: &TestApp| noticed(app).into_iter().filter(|one| one["kind"] == "entry_without_order").collect::<Vec<_>>();
        for n in 1..=3 {
            signed.tell_arrival(&signed.scene.agency, &json!({})).expect(201);
            assert_eq!(of_kind(app).len(), usize::from(n == 3));
            if n < 3 {
                signed.application = Signed::another(&signed.scene, app);
                signed.sets_out(app);
            }
        }
        let employer = signed.scene.employer.get(&signed.application).expect(200)["employer_id"].clone();
        let found = of_kind(app);
        assert_eq!((&found[0]["record_id"], &found[0]["workers"]), (&employer, &json!(3)));
    }

    fn who_boarded_and_is_not_known_to_have_arrived_is_counted_by_trip(app) {
        let signed = Signed::departed(app);
        let trips = signed.scene.agency.get("/v1/trips").expect(200);
        let trip = trips["items"][0]["id"].as_str().unwrap();
        assert_eq!(noticed(app), [Value::Null; 0], "the trip is under way");
        signed.scene.agency.transition(&format!("/v1/trips/{trip}"), "arrived").expect(200);
        let found = noticed(app);
        assert_eq!((&found[0]["kind"], &found[0]["record_id"], &found[0]["count"]), (&json!("not_arrived"), &json!(trip), &json!(1)));
        signed.tell_arrival(&signed.scene.agency, &json!({})).expect(201);
        assert_eq!(noticed(app), [Value::Null; 0]);
    }

    fn three_ends_at_one_employer_within_thirty_days_are_noticed(app) {
        let mut signed = Signed::working(app);
        for n in 1..=3 {
            let end = json!({
                "ground": "employer", "last_day": "2026-12-01", "last_pay": "settled", "homeward_paid": true, "certificate_issued": true
            });
            signed.scene.employer.post(&format!("{}/ends", signed.application), &end).expect(201);
            let found = noticed(app).into_iter().filter(|one| one["kind"] == "ends_at_employer").collect::<Vec<_>>();
            assert_eq!(found.len(), usize::from(n == 3), "{found:?}");
            if n < 3 {
                signed.application = Signed::another(&signed.scene, app);
                signed.sets_out(app);
                signed.tell_arrival(&signed.scene.agency, &json!({})).expect(201);
                signed.goes_to_work(app);
            }
        }
        let all = app.operator().get("/v1/signals").expect(200)["items"].clone();
        assert!(all.as_array().unwrap().contains(&json!({"kind": "ends_at_employer", "count": 1, "workers": 3})), "{all}");
        app.pass(DAY * 31);
        let later = noticed(app);
        assert!(later.iter().all(|one| one["kind"] != "ends_at_employer"), "{later:?}");
    }

    fn what_operators_did_stays_and_a_signal_goes_forward_only(app) {
        let agency = app.agency();
        shared(&agency, "UM 1");
        step(&app.operator(), &noticed(app)[0], "reviewed").expect(200);
        let mut sql = Sql::of(app);
        for statement in [
            "UPDATE signal_moves SET reason = 'another'", "DELETE FROM signal_moves",
            "UPDATE signals SET state = 'new'",
        ] {
            assert!(sql.run(statement).is_err(), "{statement}");
        }
    }
}
