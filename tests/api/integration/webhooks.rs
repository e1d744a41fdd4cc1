//! Webhooks: what is sent where, how it is signed, and what happens when nobody takes it.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    changes::told,
    receiver::{Keys, Receiver, SILENT},
};
use crate::support::{
    Client, TestApp, bodies, on_both,
    world::{eventually, id},
};

/// Has a client told of vacancies at an address. The endpoint's path and its keys.
pub(super) fn endpoint(client: &Client, url: &str) -> (String, Keys) {
    let made = client.post("/v1/webhook-endpoints", &json!({"url": url, "kinds": ["vacancy"]}));
    let keys = Keys::of(&made.expect(201));
    (made.header("location").to_owned(), keys)
}

/// The log of an endpoint.
pub(super) fn log(client: &Client, endpoint: &str) -> Vec<Value> {
    let page = client.get(&format!("{endpoint}/deliveries?limit=100")).expect(200);
    page["items"].as_array().unwrap().clone()
}

/// Waits until the first message to an endpoint was sent so often, and gives its log entry.
pub(super) fn sent(client: &Client, endpoint: &str, attempts: u64) -> Value {
    eventually(&format!("attempt {attempts}"), || {
        log(client, endpoint).first().is_some_and(|first| first["attempts"] == attempts)
    });
    log(client, endpoint)[0].clone()
}

/// An employer's client that can get new tokens when the clock has moved.
pub(super) struct Employer<'a> {
    app: &'a TestApp,
    id: Uuid,
    secret: String,
}

impl<'a> Employer<'a> {
    pub(super) fn of(app: &'a TestApp) -> Self {
        let (id, secret) = app.credentials(Role::Employer, app.new_employer(), "");
        Self { app, id, secret }
    }

    pub(super) fn client(&self) -> Client {
        self.app.anonymous().with_token(&self.app.token(self.id, &self.secret))
    }
}

on_both! {
    fn a_change_is_told_with_a_signature_that_its_receiver_can_check(app) {
        let (employer, receiver) = (app.employer(), Receiver::answering(204));
        let (path, keys) = endpoint(&employer, &receiver.url);
        let vacancy = app.published(&employer, &bodies::vacancy());
        let messages = receiver.received(2);
        let changes = told(&employer, "vacancy", 0);
        for (message, change) in messages.iter().zip(&changes) {
            assert!(message.is_signed_with(&keys));
            message.must_be_documented("changed");
            assert_eq!(message.body(), json!({"type": "vacancy.changed", "timestamp": change["at"], "data": change}));
        }
        assert!(vacancy.ends_with(messages[1].body()["data"]["id"].as_str().unwrap()));
        assert_eq!(employer.get(&path).expect(200)["secret"], Value::Null, "it is told once");
        eventually("both are noted", || log(&employer, &path).iter().filter(|one| one["status"] == "delivered").count() == 2);
        let noted = &log(&employer, &path)[0];
        assert_eq!((&noted["attempts"], &noted["last_status"], &noted["next_attempt_at"]), (&json!(1), &json!(204), &Value::Null));
        assert_eq!(messages[0].id, format!("msg_{}", id(noted).simple()));
    }

    fn a_client_is_told_what_it_wants_of_what_it_may_see(app) {
        let (employer, partner) = (app.employer(), app.partner());
        let [all, gone, public] = [(); 3].map(|()| Receiver::answering(200));
        endpoint(&employer, &all.url);
        employer.post("/v1/webhook-endpoints", &json!({"url": gone.url, "kinds": ["vacancy"], "events": ["deleted"]})).expect(201);
        partner.post("/v1/webhook-endpoints", &json!({"url": public.url})).expect(201);
        let made = employer.post("/v1/vacancies", &bodies::vacancy());
        employer.delete(made.header("location"), "*");
        let path = app.published(&employer, &bodies::vacancy());
        employer.transition(&path, "suspended").expect(200);
        app.published(&app.employer(), &bodies::vacancy());
        assert!(all.types(4).iter().all(|one| one.starts_with("vacancy.")));
        assert_eq!(gone.types(1), ["vacancy.deleted"]);
        let own: Vec<String> = public.types(3).into_iter().filter(|one| one.starts_with("vacancy")).collect();
        assert!(!own.contains(&"vacancy.deleted".to_owned()), "{own:?}");
    }

    fn a_message_is_sent_until_it_is_taken(app) {
        let (employer, receiver) = (app.employer(), Receiver::answering(500));
        let (path, _) = endpoint(&employer, &receiver.url);
        employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let first = sent(&employer, &path, 1);
        assert_eq!((&first["status"], &first["last_status"]), (&json!("pending"), &json!(500)));
        assert_ne!(employer.get(&path).expect(200)["failing_since"], Value::Null);
        receiver.answer(200);
        app.pass(Duration::from_secs(7));
        assert_eq!(sent(&employer, &path, 2)["status"], "delivered");
        let messages = receiver.received(2);
        assert_eq!(messages[0].id, messages[1].id, "it is known again");
        eventually("all is well", || employer.get(&path).expect(200)["failing_since"] == Value::Null);
    }

    fn an_endpoint_that_is_gone_is_disabled_and_goes_on_when_it_is_enabled(app) {
        let (employer, receiver) = (app.employer(), Receiver::answering(410));
        let (path, _) = endpoint(&employer, &receiver.url);
        let vacancy = id(&employer.post("/v1/vacancies", &bodies::vacancy()).expect(201));
        eventually("it is disabled", || employer.get(&path).expect(200)["status"] == "disabled");
        assert_eq!(employer.get(&path).expect(200)["disabled_because"], "gone");
        let of_endpoint = told(&employer, "webhook_endpoint", 0);
        assert_eq!(of_endpoint.last().unwrap()["action"], "disabled", "its client is told");
        employer.transition(&format!("/v1/vacancies/{vacancy}"), "published").expect(200);
        receiver.answer(200);
        app.pass(Duration::from_secs(7));
        employer.transition(&path, "enabled").expect(200);
        let versions: Vec<Value> = receiver.received(3)[1..].iter().map(|one| one.body()["data"]["version"].clone()).collect();
        assert_eq!(versions, [1, 2], "what was not taken, and what came meanwhile");
    }

    fn an_endpoint_that_takes_nothing_for_five_days_is_disabled(app) {
        let (employer, receiver) = (Employer::of(app), Receiver::answering(503));
        let (path, _) = endpoint(&employer.client(), &receiver.url);
        employer.client().post("/v1/vacancies", &bodies::vacancy()).expect(201);
        for attempt in 1..=5 {
            sent(&employer.client(), &path, attempt);
            app.pass(Duration::from_hours(30));
        }
        eventually("it is disabled", || employer.client().get(&path).expect(200)["status"] == "disabled");
        assert_eq!(employer.client().get(&path).expect(200)["disabled_because"], "failing");
    }

    fn a_message_that_nobody_takes_is_given_up_after_ten_attempts(app) {
        let (employer, receiver) = (Employer::of(app), Receiver::answering(500));
        let (path, _) = endpoint(&employer.client(), &receiver.url);
        employer.client().post("/v1/vacancies", &bodies::vacancy()).expect(201);
        for (attempt, hours) in (1..=9).zip([1, 1, 1, 3, 7, 13, 18, 25, 30]) {
            assert_eq!(sent(&employer.client(), &path, attempt)["status"], "pending");
            app.pass(Duration::from_hours(hours));
        }
        let last = sent(&employer.client(), &path, 10);
        assert_eq!((&last["status"], &last["next_attempt_at"]), (&json!("failed"), &Value::Null));
        receiver.answer(200);
        let again = employer.client().post(&format!("{path}/replays"), &json!({"delivery_id": last["id"]}));
        assert_eq!(again.expect(202)["messages"], 1);
        assert_eq!(sent(&employer.client(), &path, 1)["status"], "delivered");
    }

    fn messages_of_a_time_are_sent_again_when_asked(app) {
        let (employer, receiver) = (app.employer(), Receiver::answering(200));
        let (path, _) = endpoint(&employer, &receiver.url);
        app.published(&employer, &bodies::vacancy());
        receiver.received(2);
        eventually("both are noted", || log(&employer, &path).iter().all(|one| one["status"] == "delivered"));
        let replay = |body: Value| employer.post(&format!("{path}/replays"), &body);
        assert_eq!(replay(json!({"since": "2026-11-24T00:00:00Z", "until": "2026-11-25T00:00:00Z"})).expect(202)["messages"], 2);
        let messages = receiver.received(4);
        assert_eq!((&messages[0].id, &messages[1].id), (&messages[2].id, &messages[3].id));
        assert_eq!(replay(json!({"since": "2026-11-25T00:00:00Z", "until": "2026-11-26T00:00:00Z"})).expect(202)["messages"], 0);
        assert_eq!(replay(json!({})).pointers(), ["/delivery_id"]);
        assert_eq!(replay(json!({"delivery_id": Uuid::now_v7()})).pointers(), ["/delivery_id"], "there is none");
        assert_eq!(replay(json!({"since": "2026-11-26T00:00:00Z", "until": "2026-11-25T00:00:00Z"})).pointers(), ["/until"]);
    }

    fn an_endpoint_that_hangs_costs_the_others_nothing(app) {
        let (employer, hangs, other) = (app.employer(), Receiver::answering(SILENT), Receiver::answering(200));
        endpoint(&employer, &hangs.url);
        app.published(&employer, &bodies::vacancy());
        hangs.received(1);
        endpoint(&employer, &other.url);
        app.published(&employer, &bodies::vacancy());
        assert_eq!(other.received(2).len(), 2);
        assert_eq!(hangs.received(1).len(), 1, "it still holds its first message");
    }

    fn what_one_server_leaves_another_sends(app) {
        let (employer, receiver) = (app.employer(), Receiver::answering(500));
        let (path, _) = endpoint(&employer, &receiver.url);
        employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        sent(&employer, &path, 1);
        app.server.drain();
        receiver.answer(200);
        let later = app.another();
        later.pass(Duration::from_secs(7));
        let there = later.anonymous().with_token(employer.token());
        assert_eq!(sent(&there, &path, 2)["status"], "delivered");
    }
}
