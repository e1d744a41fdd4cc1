//! Saved searches: who is found, once, and who is told when.

mod asking;
mod limits;
mod oracle;
mod saving;
mod telling;

use serde_json::{Value, json};

use crate::support::{
    Client, TestApp, bodies,
    world::{but, eventually},
};

const PATH: &str = "/v1/saved-searches";

/// Saves a search, and returns its path.
fn saved(client: &Client, body: &Value) -> String {
    let made = client.post(PATH, body);
    made.expect(201);
    made.header("location").to_owned()
}

/// A search for bricklayers with other members.
fn search(members: &Value) -> Value {
    but(bodies::saved_search(), members)
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

/// What a search has found, newest first.
fn items(client: &Client, search: &str) -> Vec<Value> {
    let page = client.get(&format!("{search}/matches?limit=100")).expect(200);
    page["items"].as_array().unwrap().clone()
}

/// The ids of the candidates or vacancies that a search has found, newest first.
fn found(client: &Client, search: &str) -> Vec<String> {
    let id = |item: &Value| {
        item.get("candidate_id").or(item.get("vacancy_id")).unwrap().as_str().unwrap().to_owned()
    };
    items(client, search).iter().map(id).collect()
}

/// Waits until a search has found a candidate or a vacancy.
fn finds(client: &Client, search: &str, path: &str) {
    let id = last(path).to_owned();
    eventually("the search finds it", || found(client, search).contains(&id));
}

/// A change of a candidate that matters to nobody, and that every search is asked about.
fn touch(agency: &Client, candidate: &str) {
    let now = agency.get(candidate);
    let other = if now.expect(200)["readiness"] == "ready" { "preparing" } else { "ready" };
    agency.patch(candidate, now.header("etag"), &json!({"readiness": other})).expect(200);
}

/// What was told of a search by `action`, to whom it belongs.
fn told(client: &Client, search: &str, action: &str) -> usize {
    let (mut after, mut count) = (0, 0);
    loop {
        let page = format!("/v1/changes?limit=100&kind=saved_search&after={after}");
        let page = client.get(&page).expect(200);
        let of_search = |one: &&Value| one["id"] == last(search) && one["action"] == action;
        count += page["items"].as_array().unwrap().iter().filter(of_search).count();
        after = page["position"].as_i64().unwrap();
        if page["more"] == false {
            return count;
        }
    }
}

/// To whom a search belongs.
fn owner(app: &TestApp, search: &str) -> uuid::Uuid {
    let found = app.operator().get(search).expect(200);
    found["owner_id"].as_str().unwrap().parse().unwrap()
}

/// Somebody else's search, which finds every bricklayer: what it has found, all searches were asked about.
struct Witness {
    employer: Client,
    search: String,
}

impl Witness {
    fn of(app: &TestApp) -> Self {
        let employer = app.employer();
        let search = saved(&employer, &search(&json!({"min_score": 0})));
        Self { employer, search }
    }

    /// A new candidate about whom every search has been asked.
    fn candidate(&self, app: &TestApp, agency: &Client, members: &Value) -> String {
        let path = app.available(agency, &but(bodies::candidate(), members));
        finds(&self.employer, &self.search, &path);
        path
    }
}
