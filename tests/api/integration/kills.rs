//! Every change is told at least once, however often the program is killed while it tells.

use std::collections::{BTreeMap, BTreeSet};

use koprik::{
    app::{App, system_clock},
    domain::access::scope::Role,
};
use serde_json::json;

use super::{
    changes::{position, told},
    receiver::Receiver,
};
use crate::{
    service::crash::{Login, Program, shared},
    support::{Client, Database, TestApp, bodies, world::eventually},
};

/// How often the program is killed.
const KILLS: usize = 8;
/// Vacancies that are made before each.
const VACANCIES: usize = 12;

/// What came to a receiver: the ids of the messages of each change.
fn ids(receiver: &Receiver) -> BTreeMap<i64, BTreeSet<String>> {
    let mut ids: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for message in receiver.received(0) {
        let change = message.body()["data"]["position"].as_i64().unwrap();
        ids.entry(change).or_default().insert(message.id);
    }
    ids
}

/// A new endpoint, since one to which the killed program was sending is left alone until its lease has run out.
fn endpoint(client: &Client) -> (Receiver, i64) {
    let receiver = Receiver::answering(200);
    let wanted = json!({"url": receiver.url, "kinds": ["vacancy"]});
    client.post("/v1/webhook-endpoints", &wanted).expect(201);
    (receiver, position(client))
}

fn every_change_is_told_however_often_the_program_is_killed(database: &Database) {
    App::open(database.url.parse().unwrap(), system_clock(), None).unwrap().migrate().unwrap();
    let setup = TestApp::spawn_with(shared(database), &[]);
    let (id, secret) = setup.credentials(Role::Employer, setup.new_employer(), "");
    drop(setup);
    let (login, mut endpoints) = (Login(id, secret), Vec::new());
    let start = || Program::start_with(database, &["--webhook-targets", "any"]);
    let mut running = start();
    for kill in 0..KILLS {
        let client = login.on(&running.base);
        endpoints.push(endpoint(&client));
        for _ in 0..VACANCIES {
            client.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        }
        endpoints[kill].0.received(kill % 4 + 1);
        running.kill();
        running = start();
    }
    let changes = told(&login.on(&running.base), "vacancy", 0);
    assert_eq!(changes.len(), KILLS * VACANCIES);
    let all = changes.iter().map(|one| one["position"].as_i64().unwrap());
    for (receiver, since) in &endpoints {
        let expected: Vec<i64> = all.clone().filter(|at| at > since).collect();
        eventually("all is told", || ids(receiver).into_keys().eq(expected.iter().copied()));
        assert!(
            ids(receiver).values().all(|ids| ids.len() == 1),
            "each has one id, however often it came"
        );
    }
}

#[test]
fn every_change_is_told_however_often_the_program_is_killed_on_sqlite() {
    every_change_is_told_however_often_the_program_is_killed(&Database::sqlite());
}

#[test]
fn every_change_is_told_however_often_the_program_is_killed_on_postgres() {
    if let Some(database) = Database::postgres() {
        every_change_is_told_however_often_the_program_is_killed(&database);
    }
}
