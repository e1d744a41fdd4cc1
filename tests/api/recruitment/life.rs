//! Life after publishing: what has ended goes on, by its id or by what its owner calls it.

use serde_json::{Value, json};

use crate::support::{Client, TestApp, bodies, on_both, world::but};

const REFERENCE: &str = "/v1/vacancies/by-ref/HR-7";

/// A vacancy that an HR system has published under its reference.
fn published(app: &TestApp) -> Client {
    let employer = app.employer();
    employer.put(REFERENCE, &[], &bodies::vacancy()).expect(201);
    employer.transition(REFERENCE, "published").expect(200);
    employer
}

fn put(employer: &Client, members: &Value) -> Value {
    employer.put(REFERENCE, &[], &but(bodies::vacancy(), members)).expect(200)
}

/// Where each change of the record led, oldest first.
fn states(employer: &Client, record: &Value) -> Vec<Value> {
    let history = format!("/v1/vacancies/{}/history", record["id"].as_str().unwrap());
    let page = employer.get(&history).expect(200);
    page["items"].as_array().unwrap().iter().map(|entry| entry["to"].clone()).collect()
}

on_both! {
    fn the_last_seat_fills_a_vacancy_and_a_freed_one_reopens_it(app) {
        let employer = published(app);
        let full = put(&employer, &json!({"filled_job_openings": 12}));
        assert_eq!(full["status"], "filled");
        app.anonymous().get(&format!("/v1/vacancies/{}", full["id"].as_str().unwrap())).problem(404, "not-found");
        let dearer = json!({"filled_job_openings": 12, "start_grace_days": 3});
        assert_eq!(put(&employer, &dearer)["status"], "filled", "what is said of it may change");
        let reopened = put(&employer, &json!({"filled_job_openings": 11}));
        assert_eq!((&reopened["status"], &reopened["open_job_openings"]), (&json!("published"), &json!(1)));
        app.anonymous().get(&format!("/v1/vacancies/{}", full["id"].as_str().unwrap())).expect(200);
        assert_eq!(states(&employer, &full), ["draft", "published", "filled", "filled", "published"]);
    }

    fn a_freed_seat_reopens_nothing_behind_its_last_day_or_its_owners_standing(app) {
        let employer = published(app);
        put(&employer, &json!({"filled_job_openings": 12}));
        let late = json!({"filled_job_openings": 11, "valid_through": "2026-11-01"});
        assert_eq!(put(&employer, &late)["status"], "draft");

        let organisation = app.new_employer();
        let suspended = app.client(koprik::domain::access::scope::Role::Employer, organisation, "");
        suspended.put(REFERENCE, &[], &bodies::vacancy()).expect(201);
        suspended.transition(REFERENCE, "published").expect(200);
        put(&suspended, &json!({"filled_job_openings": 12}));
        app.operator().transition(&format!("/v1/employers/{organisation}"), "suspended").expect(200);
        assert_eq!(put(&suspended, &json!({"filled_job_openings": 11}))["status"], "draft");
    }

    fn what_has_ended_begins_again_with_a_new_last_day(app) {
        for ending in ["expired", "cancelled"] {
            let employer = published(app);
            let ended = employer.transition(REFERENCE, ending).expect(200);
            assert_eq!(put(&employer, &json!({}))["version"], ended["version"], "an equal body changes nothing");
            let dearer = but(bodies::vacancy(), &json!({"total_job_openings": 13}));
            let refused = employer.put(REFERENCE, &[], &dearer).problem(409, "conflict");
            assert!(refused["detail"].as_str().unwrap().contains("valid_through"), "{refused}");
            let past = but(bodies::vacancy(), &json!({"valid_through": "2026-10-01"}));
            employer.put(REFERENCE, &[], &past).problem(409, "conflict");
            let revived = put(&employer, &json!({"valid_through": "2027-02-20"}));
            assert_eq!((&revived["id"], &revived["status"]), (&ended["id"], &json!("draft")));
            employer.transition(REFERENCE, "published").expect(200);
            assert_eq!(states(&employer, &ended), ["draft", "published", ending, "draft", "published"]);
        }
    }

    fn the_same_advertisement_sent_each_night_undoes_no_hiring(app) {
        let employer = published(app);
        let hired = json!({"filled_job_openings": 11, "cancelled_job_openings": 1}).to_string();
        let merge = [("content-type", "application/merge-patch+json"), ("if-match", "*")];
        let full = employer.send("PATCH", REFERENCE, &merge, Some(hired.as_bytes())).expect(200);
        assert_eq!(full["status"], "filled");
        assert_eq!(put(&employer, &json!({}))["version"], full["version"], "it says nothing new");
        let later = put(&employer, &json!({"start_grace_days": 3}));
        assert_eq!((&later["status"], &later["filled_job_openings"]), (&json!("filled"), &json!(11)));
        let batch = json!({"items": [but(bodies::vacancy(), &json!({"external_ref": "HR-7", "start_grace_days": 4}))]});
        assert_eq!(employer.post("/v1/vacancies/batch", &batch).expect(207)["items"][0]["status"], 200);
        let kept = employer.get(REFERENCE).expect(200);
        assert_eq!((&kept["status"], &kept["cancelled_job_openings"]), (&json!("filled"), &json!(1)));
        let next_round = put(&employer, &json!({"valid_through": "2027-02-20", "filled_job_openings": 0}));
        assert_eq!((&next_round["status"], &next_round["open_job_openings"]), (&json!("draft"), &json!(11)));
    }

    fn a_last_day_that_has_passed_is_missing(app) {
        let employer = app.employer();
        let late = employer.put(REFERENCE, &[], &but(bodies::vacancy(), &json!({"valid_through": "2026-11-01"}))).expect(201);
        let missing = json!([{"pointer": "/valid_through", "needed_for": "publish", "why": "valid_through has passed: set a later day first"}]);
        assert_eq!(late["missing"], missing);
        employer.transition(REFERENCE, "published").problem(409, "conflict");
    }

    fn what_has_ended_is_reopened_by_a_transition(app) {
        let employer = published(app);
        employer.transition(REFERENCE, "cancelled").expect(200);
        let reopened = employer.transition(REFERENCE, "draft").expect(200);
        assert_eq!(reopened["allowed_transitions"], json!(["published", "cancelled"]));
        employer.delete(REFERENCE, "*").problem(409, "conflict");
        employer.transition(REFERENCE, "published").expect(200);
    }

    fn a_copy_begins_anew_and_leaves_the_first_alone(app) {
        let employer = published(app);
        let first = put(&employer, &json!({"filled_job_openings": 12}));
        let patch = json!({"external_ref": "HR-8", "valid_through": "2027-06-01"}).to_string();
        let merge = ("content-type", "application/merge-patch+json");
        let copy = |from: &str, key: &str| {
            employer.send("POST", &format!("{from}/copies"), &[merge, ("idempotency-key", key)], Some(patch.as_bytes()))
        };
        let made = copy(REFERENCE, "one");
        let second = made.expect(201);
        assert_eq!((&second["status"], &second["external_ref"]), (&json!("draft"), &json!("HR-8")));
        assert_eq!((&second["open_job_openings"], &second["valid_through"]), (&json!(12), &json!("2027-06-01")));
        assert_eq!(second["title"], first["title"]);
        assert_eq!(employer.get(made.header("location")).expect(200), second);
        assert_eq!(copy(REFERENCE, "one").expect(201)["id"], second["id"], "once for each key");
        copy(&format!("/v1/vacancies/{}", first["id"].as_str().unwrap()), "two").problem(409, "conflict");
        assert_eq!(employer.get(REFERENCE).expect(200)["status"], "filled");
        app.employer().send("POST", &format!("{REFERENCE}/copies"), &[merge], Some(b"{}")).problem(404, "not-found");
    }

    fn a_record_is_kept_by_its_reference_alone(app) {
        let employer = published(app);
        let read = employer.get(REFERENCE);
        let path = format!("/v1/vacancies/{}", read.expect(200)["id"].as_str().unwrap());
        assert_eq!((read.header("etag"), &read.text), (employer.get(&path).header("etag"), &employer.get(&path).text));
        let again = employer.send("GET", REFERENCE, &[("if-none-match", read.header("etag"))], None);
        assert_eq!(again.status, 304);
        employer.send("PATCH", REFERENCE, &[("content-type", "application/merge-patch+json")], Some(b"{}")).problem(428, "precondition-required");
        let patched = employer.patch(REFERENCE, read.header("etag"), &json!({"start_grace_days": 9}));
        assert_eq!(patched.expect(200)["start_grace_days"], 9);
        employer.patch(REFERENCE, read.header("etag"), &json!({"start_grace_days": 10})).problem(412, "precondition-failed");
        let agency = app.agency();
        agency.put("/v1/candidates/by-ref/C-1", &[], &bodies::candidate()).expect(201);
        agency.transition("/v1/candidates/by-ref/C-1", "available").expect(200);
        assert_eq!(agency.delete("/v1/candidates/by-ref/C-1", "*").status, 204);
        agency.get("/v1/candidates/by-ref/C-1").problem(404, "not-found");
        agency.get("/v1/candidates/by-ref/%20%20").problem(400, "malformed-request");
    }
}
