//! Webhook endpoints: whose they are, what is wanted of them, and what they may be told.

use std::{sync::Arc, time::Duration};

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    receiver::{Keys, Receiver},
    webhooks::{Employer, endpoint, log, sent},
};
use crate::support::{Database, TestApp, bodies, on_both, world::eventually};

/// What was done, as each of so many messages tells it.
fn actions(receiver: &Receiver, count: usize) -> Vec<Value> {
    let messages = receiver.received(count);
    messages.iter().map(|one| one.body()["data"]["action"].clone()).collect()
}

on_both! {
    fn two_secrets_sign_for_a_day_after_a_rotation(app) {
        let (employer, receiver) = (Employer::of(app), Receiver::answering(200));
        let (path, old) = endpoint(&employer.client(), &receiver.url);
        let new = Keys::of(&employer.client().send("POST", &format!("{path}/secrets"), &[], None).expect(201));
        assert_ne!(new, old);
        employer.client().post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let both = &receiver.received(1)[0];
        assert!(both.is_signed_with(&old) && both.is_signed_with(&new));
        app.pass(Duration::from_hours(25));
        employer.client().post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let later = &receiver.received(2)[1];
        assert!(!later.is_signed_with(&old) && later.is_signed_with(&new));
    }

    fn what_is_wanted_of_an_endpoint_is_changed_in_part(app) {
        let (employer, old, new) = (app.employer(), Receiver::answering(200), Receiver::answering(200));
        let (path, _) = endpoint(&employer, &old.url);
        let etag = employer.get(&path).header("etag").to_owned();
        let wanted = json!({"url": new.url, "events": ["deleted"]});
        employer.patch(&path, "\"9-0\"", &wanted).problem(412, "precondition-failed");
        let changed = employer.patch(&path, &etag, &wanted).expect(200);
        assert_eq!((&changed["url"], &changed["kinds"], &changed["version"]), (&json!(new.url), &json!(["vacancy"]), &json!(2)));
        let made = employer.post("/v1/vacancies", &bodies::vacancy());
        employer.delete(made.header("location"), "*");
        assert_eq!(new.types(1), ["vacancy.deleted"]);
        assert_eq!(old.received(0).len(), 0);
        assert_eq!(employer.patch(&path, "*", &json!({"url": null})).pointers(), ["/url"]);
        assert_eq!(employer.patch(&path, "*", &json!({"url": "nowhere"})).pointers(), ["/url"]);
    }

    fn what_is_repeated_with_its_key_is_done_once(app) {
        let (employer, receiver) = (app.employer(), Receiver::answering(200));
        let wanted = json!({"url": receiver.url, "kinds": ["vacancy"]});
        let [made, again] = [(); 2].map(|()| employer.post_once("/v1/webhook-endpoints", "K-1", &wanted));
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(made.expect(201), again.expect(201), "also the keys");
        let path = made.header("location").to_owned();
        let rotate = || employer.post_once(&format!("{path}/secrets"), "K-2", &json!({})).expect(201);
        let (rotated, once) = (rotate(), rotate());
        assert_eq!(rotated, once);
        assert_eq!(once["version"], 2);
        let disable = || employer.post_once(&format!("{path}/transitions"), "K-3", &json!({"to": "disabled"})).expect(200);
        assert_eq!(disable(), disable());
        employer.transition(&path, "enabled").expect(200);
        app.published(&employer, &bodies::vacancy());
        receiver.received(2);
        eventually("both are noted", || log(&employer, &path).iter().all(|one| one["status"] == "delivered"));
        let time = json!({"since": "2026-11-24T00:00:00Z", "until": "2026-11-25T00:00:00Z"});
        let replay = || employer.post_once(&format!("{path}/replays"), "K-4", &time).expect(202);
        assert_eq!(replay()["messages"], 2);
        receiver.received(4);
        eventually("both are noted again", || log(&employer, &path).iter().all(|one| one["status"] == "delivered"));
        assert_eq!(replay()["messages"], 2);
        assert!(log(&employer, &path).iter().all(|one| one["status"] == "delivered"), "nothing is sent once more");
    }

    fn an_endpoint_is_told_no_more_than_the_token_allowed_that_made_it(app) {
        let (organisation, receiver, witness) = (app.new_employer(), Receiver::answering(200), Receiver::answering(200));
        let (client, secret) = app.credentials(Role::Employer, organisation, "");
        let form = format!("grant_type=client_credentials&client_id={client}&client_secret={secret}&scope=applications:read");
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let token = app.anonymous().send("POST", "/oauth/token", &headers, Some(form.as_bytes())).expect(200);
        let narrow = app.anonymous().with_token(token["access_token"].as_str().unwrap());
        narrow.post("/v1/webhook-endpoints", &json!({"url": receiver.url, "kinds": ["job_order"]})).problem(403, "forbidden");
        let (path, _) = endpoint(&narrow, &receiver.url);
        let whole = app.anonymous().with_token(&app.token(client, &secret));
        endpoint(&whole, &witness.url);
        app.published(&whole, &bodies::vacancy());
        assert_eq!(actions(&witness, 2), [json!("create"), json!("published")]);
        assert_eq!(actions(&receiver, 1), [json!(null)], "what the public is told");
        whole.patch(&path, "*", &json!({"events": []})).expect(200);
        app.published(&whole, &bodies::vacancy());
        assert_eq!(actions(&receiver, 3)[1..], [json!("create"), json!("published")]);
    }

    fn an_endpoint_belongs_to_its_client(app) {
        let organisation = app.new_employer();
        let [one, other] = [(); 2].map(|()| app.client(Role::Employer, organisation, ""));
        let receiver = Receiver::answering(200);
        let (path, _) = endpoint(&one, &receiver.url);
        for stranger in [&other, &app.operator()] {
            stranger.get(&path).problem(404, "not-found");
            stranger.get(&format!("{path}/deliveries")).problem(404, "not-found");
            stranger.delete(&path, "*").problem(404, "not-found");
            assert_eq!(stranger.get("/v1/webhook-endpoints").expect(200)["items"], json!([]));
        }
        let again = json!({"url": receiver.url});
        one.post("/v1/webhook-endpoints", &again).problem(409, "conflict");
        assert_eq!(one.delete(&path, "\"9-0\"").status, 412);
        assert_eq!(one.delete(&path, one.get(&path).header("etag")).status, 204);
        one.post("/v1/webhook-endpoints", &again).expect(201);
    }

    fn a_revoked_client_is_told_nothing_more(app) {
        let organisation = app.new_employer();
        let (revoked, secret) = app.credentials(Role::Employer, organisation, "");
        let (receiver, witness) = (Receiver::answering(200), Receiver::answering(200));
        let other = app.client(Role::Employer, organisation, "");
        endpoint(&app.anonymous().with_token(&app.token(revoked, &secret)), &receiver.url);
        endpoint(&other, &witness.url);
        app.server.app.revoke_client(revoked).unwrap();
        other.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        witness.received(1);
        assert_eq!(receiver.received(0).len(), 0);
    }
}

#[test]
fn messages_go_to_the_internet_alone() {
    let database = Arc::new(Database::sqlite());
    let app = TestApp::spawn_with(database, &["--webhook-targets", "public"]);
    let employer = app.employer();
    for url in
        ["http://hr.example/hook", "https://hr.example:22/hook", "https://me:me@hr.example/hook"]
    {
        let refused = employer.post("/v1/webhook-endpoints", &json!({"url": url}));
        assert_eq!(refused.pointers(), ["/url"], "{url}");
    }
    let (path, _) = endpoint(&employer, "https://localhost:8443/hook");
    employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
    assert_eq!(sent(&employer, &path, 1)["last_error"], "its address is not on the internet");
}
