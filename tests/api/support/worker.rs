//! Workers in the own channel.

use serde_json::{Value, json};

use super::{
    Client, TestApp,
    world::{eventually, id, next},
};

/// What is sent to begin a session.
pub(crate) fn beginning(channel: &str, (act, record): (&str, &str), candidate: &str) -> Value {
    json!({"candidate_id": candidate, "act": act, "record_id": record, "channel": channel, "language": "uz-Latn"})
}

/// Whoever shows the code of a session.
pub(crate) fn shown(client: &Client, session: &Value, code: &Value) -> Client {
    let path = format!("/v1/worker-sessions/{}/tokens", id(session));
    let token = client.post(&path, &json!({"code": code})).expect(200);
    client.with_token(token["access_token"].as_str().unwrap())
}

/// A worker to whom staff have handed a code over, for an act about the record of a path.
pub(crate) fn in_person(staff: &Client, act: &str, path: &str) -> Client {
    let record = path.rsplit_once('/').unwrap().1;
    let candidate = staff.get(path).expect(200)["candidate_id"].clone();
    let new = beginning("in_person", (act, record), candidate.as_str().unwrap());
    let session = staff.post("/v1/worker-sessions", &new).expect(201);
    shown(staff, &session, &session["code"])
}

/// What was sent to the worker of a session, as the file of codes tells it.
pub(crate) fn sent(app: &TestApp, session: &Value) -> Value {
    let path = app.database.folder.path().join("codes.log");
    let found = || {
        let lines = std::fs::read_to_string(&path).unwrap_or_default();
        let mut lines = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        lines.find(|line| line["session"] == session["id"])
    };
    eventually("the code is sent", || found().is_some());
    found().unwrap()
}

/// The code that was sent to the worker of a session.
pub(crate) fn code(app: &TestApp, session: &Value) -> Value {
    let text = sent(app, session)["text"].clone();
    let text = text.as_str().unwrap();
    json!(text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 8).unwrap())
}

/// Who a candidate is, with this telephone.
pub(crate) fn person(phone: &str) -> Value {
    json!({
        "latin_name": {"family": "Karimov", "given": named(next())}, "birth_date": "1990-02-15", "phone": phone
    })
}

/// A name that no other number has, nor one that differs by a letter.
fn named(number: u64) -> String {
    let digits = number.to_string();
    digits.bytes().flat_map(|b| [char::from(b - b'0' + b'a'); 3]).collect()
}

/// A telephone that nobody else has.
pub(crate) fn phone() -> String {
    format!("+9989{:08}", next())
}
