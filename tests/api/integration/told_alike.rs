//! Everybody's endpoint is told what the feed tells them, though the log is read once for all.

use serde_json::{Value, json};

use super::{changes::position, receiver::Receiver, webhooks::log};
use crate::{
    programme::scene::Scene,
    support::{Client, bodies, on_both, world::eventually},
};

/// An endpoint for all that its client may see, which waits.
fn waiting(client: &Client, url: &str) -> String {
    let made = client.post("/v1/webhook-endpoints", &json!({"url": url}));
    made.expect(201);
    client.transition(made.header("location"), "disabled").expect(200);
    made.header("location").to_owned()
}

/// What a page of the feed tells after a number: each change by its number and event.
fn fed(client: &Client, after: i64) -> Vec<(i64, String)> {
    let page = client.get(&format!("/v1/changes?limit=100&after={after}")).expect(200);
    assert_eq!(page["more"], false);
    numbered(page["items"].as_array().unwrap())
}

fn numbered(changes: &[Value]) -> Vec<(i64, String)> {
    let one = |change: &Value| {
        (change["position"].as_i64().unwrap(), change["event"].as_str().unwrap().to_owned())
    };
    changes.iter().map(one).collect()
}

on_both! {
    fn everybody_is_told_by_webhooks_what_their_feed_tells(app) {
        let (scene, receiver) = (Scene::with_openings(app, 12), Receiver::answering(204));
        let (stranger, other, partner) = (app.employer(), app.agency(), app.partner());
        let clients = [&scene.employer, &scene.agency, &scene.operator, &stranger, &other, &partner];
        let endpoints = clients.map(|client| waiting(client, &receiver.url));
        let head = position(&scene.operator);

        let candidate = scene.candidate(app);
        let offer = scene.offered(&scene.chosen(&candidate), &scene.terms());
        scene.employer.transition(&offer, "retracted").expect(200);
        app.available(&other, &bodies::candidate());
        let deleted = stranger.post("/v1/vacancies", &bodies::vacancy());
        stranger.delete(deleted.header("location"), "*");
        let withdrawn = app.published(&stranger, &bodies::vacancy());
        stranger.transition(&withdrawn, "suspended").expect(200);
        scene.agency.delete(&candidate, "*");

        for (client, endpoint) in clients.iter().zip(&endpoints) {
            client.transition(endpoint, "enabled").expect(200);
        }
        for (client, endpoint) in clients.iter().zip(&endpoints) {
            let expected = fed(client, head);
            assert!(expected.len() > 1, "{expected:?}");
            eventually("all is told", || log(client, endpoint).len() >= expected.len());
            let sent: Vec<Value> = log(client, endpoint).iter().map(|one| one["change"].clone()).collect();
            let mut told = numbered(&sent);
            told.sort_unstable();
            assert_eq!(told, expected);
        }
    }
}
