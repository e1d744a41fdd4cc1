//! Codes go to a real gateway over HTTP: again while it is busy, never to what is within, and never within a request.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::receiver::Receiver;
use crate::{
    programme::scene::{Scene, last},
    support::{
        Database, TestApp,
        worker::{beginning, person, phone},
        world::eventually,
    },
};

/// A server whose gateway is there, and a session of a worker with this telephone.
fn begun(database: Database, settings: &[&str]) -> (TestApp, Scene, Value, String) {
    let app = TestApp::spawn_with(Arc::new(database), settings);
    let (scene, number) = (Scene::with_openings(&app, 3), phone());
    let candidate = scene.candidate(&app);
    scene.agency.put(&format!("{candidate}/identity"), &[], &person(&number)).expect(200);
    let offer = scene.offered(&scene.chosen(&candidate), &scene.terms());
    let new = beginning("voice", ("answer_offer", last(&offer)), last(&candidate));
    let session = scene.agency.post("/v1/worker-sessions", &new).expect(201);
    (app, scene, session, number)
}

fn delivery(scene: &Scene, session: &Value) -> Value {
    let path = format!("/v1/worker-sessions/{}", session["id"].as_str().unwrap());
    scene.agency.get(&path).expect(200)["delivery"].clone()
}

fn on_each(test: impl Fn(Database)) {
    test(Database::sqlite());
    if let Some(database) = Database::postgres() {
        test(database);
    }
}

#[test]
fn a_busy_gateway_is_asked_again_with_the_same_code_until_it_takes_it() {
    on_each(|database| {
        let gateway = Receiver::answering(503);
        let (app, scene, session, number) = begun(database, &["--sms-gateway-url", &gateway.url]);
        gateway.received(1);
        assert_eq!(delivery(&scene, &session), "pending");
        gateway.answer(202);
        eventually("it is taken", || {
            app.pass(Duration::from_secs(1));
            delivery(&scene, &session) == "sent"
        });
        let asked = gateway.received(2);
        let [first, second] =
            [&asked[0], &asked[asked.len() - 1]].map(super::receiver::Message::body);
        assert_eq!(first, second);
        assert_eq!(
            (&first["id"], &first["channel"], &first["to"]),
            (&session["id"], &json!("voice"), &json!(number))
        );
        let names: Vec<&String> = first.as_object().unwrap().keys().collect();
        assert_eq!(names, ["channel", "id", "language", "text", "to"]);
    });
}

#[test]
fn a_gateway_that_refuses_is_not_asked_again() {
    on_each(|database| {
        let gateway = Receiver::answering(422);
        let (_app, scene, session, _) = begun(database, &["--sms-gateway-url", &gateway.url]);
        eventually("it is given up", || delivery(&scene, &session) == "failed");
        assert_eq!(gateway.received(1).len(), 1);
    });
}
