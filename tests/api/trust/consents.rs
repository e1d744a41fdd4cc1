//! What candidates agree to is recorded once and for ever, and what they take back holds at once.

use serde_json::{Value, json};

use crate::support::{
    Answer, Client, bodies, on_both,
    world::{but, eventually, within_a_second},
};

fn consent(members: &Value) -> Value {
    let matching = json!({
        "purpose": "matching", "text_version": "2026-09", "language": "uz-Latn",
        "given_at": "2026-11-02T09:30:00Z", "evidence": "signed_paper"
    });
    but(matching, members)
}

fn record(client: &Client, candidate: &str, members: &Value) -> Answer {
    client.post(&format!("{candidate}/consents"), &consent(members))
}

fn recorded(client: &Client, candidate: &str) -> Vec<Value> {
    let page = client.get(&format!("{candidate}/consents")).expect(200);
    page["items"].as_array().unwrap().clone()
}

/// What each entry says of a member.
fn of_each(entries: &[Value], member: &str) -> Vec<Value> {
    entries.iter().map(|entry| entry[member].clone()).collect()
}

on_both! {
    fn a_withdrawn_consent_ends_matching_on_every_server(app) {
        let (employer, agency, second) = (app.employer(), app.agency(), app.another());
        let there = second.anonymous().with_token(employer.token());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let matches = |client: &Client| client.get(&format!("{vacancy}/matches")).expect(200)["items"].as_array().unwrap().len();
        eventually("the other server knows of it", || matches(&there) == 1);

        let withdrawn = json!({"withdrawn_at": "2026-11-24T07:59:00Z", "evidence": "recording"});
        record(&agency, &candidate, &withdrawn).expect(201);
        assert_eq!(matches(&employer), 0);
        within_a_second("the other server knows of it", || matches(&there) == 0);
        agency.get(&format!("{candidate}/matches")).problem(409, "conflict");
        assert_eq!(agency.get(&candidate).expect(200)["matching_consent"]["withdrawn_at"], "2026-11-24T07:59:00Z");

        record(&agency, &candidate, &json!({"given_at": "2026-11-24T08:00:00Z", "text_version": "2026-11"})).expect(201);
        assert_eq!(matches(&employer), 1);
    }

    fn other_purposes_leave_matching_as_it_is(app) {
        let agency = app.agency();
        let without = but(bodies::candidate(), &json!({"matching_consent": null}));
        let candidate = app.available(&agency, &without);
        let etag = agency.get(&candidate).header("etag").to_owned();
        let disclosure = json!({"purpose": "disclosure_to_employer", "covers": ["names", "contacts"], "evidence_ref": "paper 7"});
        let entry = record(&agency, &candidate, &disclosure).expect(201);
        assert_eq!((&entry["covers"], &entry["evidence_ref"]), (&json!(["names", "contacts"]), &json!("paper 7")));
        record(&agency, &candidate, &json!({"purpose": "cross_border_transfer"})).expect(201);
        assert_eq!(agency.get(&candidate).header("etag"), etag);
        agency.get(&format!("{candidate}/matches")).problem(409, "conflict");
        record(&agency, &candidate, &json!({})).expect(201);
        assert_eq!(agency.get(&format!("{candidate}/matches")).status, 200);
    }

    fn what_is_sent_with_the_candidate_is_in_the_ledger_too(app) {
        let agency = app.agency();
        let made = agency.post("/v1/candidates", &bodies::candidate());
        made.expect(201);
        let path = made.header("location");
        for patch in [
            json!({"readiness": "ready"}),
            json!({"matching_consent": {"withdrawn_at": "2026-11-20T00:00:00Z"}}),
            json!({"matching_consent": {"withdrawn_at": null, "text_version": "2026-10"}}),
            json!({"matching_consent": null}),
        ] {
            agency.patch(path, "*", &patch).expect(200);
        }
        let all = recorded(&agency, path);
        assert_eq!(of_each(&all, "text_version"), ["2026-09", "2026-09", "2026-10", "2026-10"]);
        let withdrawn = [json!(null), json!("2026-11-20T00:00:00Z"), json!(null), json!("2026-11-24T08:00:00Z")];
        assert_eq!(of_each(&all, "withdrawn_at"), withdrawn);
        assert!(all.iter().all(|entry| entry["evidence"].is_null() && entry["client_id"].is_string()));

        let put = agency.put("/v1/candidates/by-ref/R-1", &[], &bodies::candidate()).expect(201);
        let put = format!("/v1/candidates/{}", put["id"].as_str().unwrap());
        record(&agency, &put, &json!({"evidence": "recording"})).expect(201);
        agency.put("/v1/candidates/by-ref/R-1", &[], &bodies::candidate()).expect(200);
        assert_eq!(of_each(&recorded(&agency, &put), "evidence"), [json!(null), json!("recording")]);
    }

    fn a_consent_is_of_the_past_and_covers_what_it_discloses(app) {
        let agency = app.agency();
        let candidate = app.available(&agency, &bodies::candidate());
        for (members, pointer) in [
            (json!({"given_at": "2026-11-24T08:00:01Z"}), "/given_at"),
            (json!({"withdrawn_at": "2026-11-24T08:00:01Z"}), "/withdrawn_at"),
            (json!({"withdrawn_at": "2026-11-02T09:29:59Z"}), "/withdrawn_at"),
            (json!({"covers": ["names"]}), "/covers"),
            (json!({"purpose": "disclosure_to_employer"}), "/covers"),
            (json!({"purpose": "disclosure_to_employer", "covers": ["names", "names"]}), "/covers/1"),
            (json!({"purpose": "marketing"}), "/purpose"),
            (json!({"evidence": "hearsay"}), "/evidence"),
            (json!({"name": "Somebody"}), "/name"),
        ] {
            assert_eq!(record(&agency, &candidate, &members).pointers(), [pointer]);
        }
        assert_eq!(recorded(&agency, &candidate).len(), 1, "what is refused is not recorded");
    }

    fn only_the_agency_records_and_whoever_reads_the_candidate_reads_them(app) {
        let agency = app.agency();
        let candidate = app.available(&agency, &bodies::candidate());
        let (path, other, operator) = (format!("{candidate}/consents"), app.agency(), app.operator());
        assert_eq!(operator.get(&path).expect(200)["items"].as_array().unwrap().len(), 1);
        operator.post(&path, &consent(&json!({}))).problem(403, "forbidden");
        other.get(&path).problem(404, "not-found");
        other.post(&path, &consent(&json!({}))).problem(404, "not-found");
        other.post(&path, &json!({"purpose": "nonsense"})).problem(404, "not-found");
        app.employer().get(&path).problem(403, "forbidden");
        agency.delete(&candidate, "*").expect(204);
        agency.get(&path).problem(404, "not-found");
    }

    fn a_consent_is_recorded_once_for_each_key_and_read_in_pages(app) {
        let agency = app.agency();
        let candidate = app.available(&agency, &bodies::candidate());
        let path = format!("{candidate}/consents");
        let body = consent(&json!({"purpose": "cross_border_transfer"}));
        let first = agency.post_once(&path, "\"k\"", &body).expect(201);
        let again = agency.post_once(&path, "\"k\"", &body);
        assert_eq!((again.expect(201), again.header("idempotency-replayed")), (first.clone(), "true"));
        let page = agency.get(&format!("{path}?limit=1")).expect(200);
        let next = page["next"].as_str().unwrap().replace("http://koprik.test", "");
        let rest = agency.get(&next).expect(200);
        assert_eq!((&rest["items"], &rest["next"]), (&json!([first]), &json!(null)));
    }
}
