//! Every date, number and text that passes the door fits both databases: each parameter and each member of each body in
//! the document is tried with what lies at the edges, and nothing is a fault of the server.

use koprik::api::openapi;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, TestApp, on_both};

/// What a parameter or a text may be, and hardly is meant.
const TEXTS: [&str; 18] = [
    "",
    " ",
    "-1",
    "0",
    "9223372036854775808",
    "1e400",
    "NaN",
    "-4714-01-01T00:00:00Z",
    "-262143-01-01T00:00:00Z",
    "+262142-12-31T23:59:59Z",
    "294277-01-01T00:00:00Z",
    "2026-02-30",
    "-0001-12-31",
    "+10000-01-01",
    "9999-12-31T23:59:60.999999999Z",
    "\u{202e}\u{feff}\u{10ffff}",
    "%_\\'\";--",
    "00000000-0000-0000-0000-000000000000",
];

/// Where those among them stand that were ever taken for days or moments.
const DAYS: std::ops::Range<usize> = 7..15;

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Every operation of the document with this method: its path with ids that nothing has, and what is said of it.
fn operations(method: &str) -> Vec<(String, Value)> {
    let document = openapi::document();
    let paths = document["paths"].as_object().unwrap().clone();
    let with_id = |path: &str| {
        let part = |part: &str| {
            if part.starts_with('{') { Uuid::now_v7().to_string() } else { part.to_owned() }
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    };
    paths
        .iter()
        .filter(|(_, methods)| methods[method].is_object())
        .map(|(path, methods)| (with_id(path), methods[method].clone()))
        .collect()
}

/// Every body that differs from this one in one day, moment or number.
fn varied(body: &Value) -> Vec<Value> {
    match body {
        Value::String(day) if day.starts_with("20") => {
            TEXTS[DAYS].iter().map(|text| json!(text)).collect()
        }
        Value::Number(_) => vec![json!(i64::MIN), json!(u64::MAX), json!(1e300)],
        Value::String(_) | Value::Bool(_) | Value::Null => Vec::new(),
        Value::Array(items) => {
            let one = items.first().map(varied).unwrap_or_default();
            one.into_iter().map(|item| json!([item])).collect()
        }
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, member)| {
                varied(member).into_iter().map(move |value| {
                    let mut body = body.clone();
                    body[name] = value;
                    body
                })
            })
            .collect(),
    }
}

fn clients(app: &TestApp) -> [Client; 3] {
    [app.operator(), app.employer(), app.agency()]
}

on_both! {
    fn no_parameter_is_a_fault_of_the_server(app) {
        let clients = clients(app);
        let mut tried = 0;
        for (path, operation) in operations("get") {
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let names = parameters.iter().filter(|one| one["in"] == "query").map(|one| one["name"].as_str().unwrap());
            let may = |client: &&Client| !matches!(client.get(&path).status, 401 | 403);
            let Some(client) = clients.iter().find(may) else { continue };
            for (name, text) in names.flat_map(|name| TEXTS.map(|text| (name, text))) {
                let answer = client.get(&format!("{path}?{name}={}", encoded(text)));
                assert!(answer.status < 500, "{path}?{name}={text}: {}", answer.text);
                tried += 1;
            }
        }
        assert!(tried > 1_000, "only {tried} were tried");
    }

    fn no_member_is_a_fault_of_the_server(app) {
        let clients = clients(app);
        let mut tried = 0;
        for (method, media) in [("post", "application/json"), ("put", "application/json"), ("patch", "application/merge-patch+json")] {
            for (path, operation) in operations(method) {
                let example = operation["requestBody"]["content"][media]["example"].clone();
                if !example.is_object() {
                    continue;
                }
                let send = |client: &Client, body: &Value| {
                    let headers = [("content-type", media), ("if-match", "*")];
                    client.send(&method.to_uppercase(), &path, &headers, Some(body.to_string().as_bytes()))
                };
                let may = |client: &&Client| !matches!(send(client, &example).status, 401 | 403);
                let Some(client) = clients.iter().find(may) else { continue };
                for body in varied(&example) {
                    let answer = send(client, &body);
                    assert!(answer.status < 500, "{method} {path} {body}: {}", answer.text);
                    tried += 1;
                }
            }
        }
        assert!(tried > 200, "only {tried} were tried");
    }
}
