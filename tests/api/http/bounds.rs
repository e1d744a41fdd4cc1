//! The bounds that the document states are those that the server holds to: of every member of every body, and of every
//! parameter in paths, queries and headers.

use koprik::api::openapi;
use serde_json::{Value, json};

use super::bounded::{Bounded, around, bounded, placed, unbounded};
use crate::support::{
    Answer, Client, Database, TestApp, bodies,
    world::{but, id, next},
};

/// Bounds that are stated and not held to, or held to and not stated.
const NOT_EQUAL: &[&str] = &[];

/// Who asks for what is at a path, and what stands for the names in it.
struct Caller {
    client: Client,
    record: String,
    body: Value,
}

/// Records of every kind, and clients that may do everything with them.
struct World {
    app: TestApp,
    callers: Vec<(&'static str, Caller)>,
}

impl World {
    fn new() -> Self {
        let app = TestApp::spawn(Database::sqlite());
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let made = |path: &str, body: &Value| id(&operator.post(path, body).json()).to_string();
        let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let (stated, licensed) = (bodies::employer(next()), bodies::agency(next()));
        let run = json!({"ids": [last(&vacancy)]});
        let asked = json!({"vacancy_id": last(&vacancy), "candidate_id": last(&candidate), "purpose": "to invite"});
        let disclosure =
            id(&employer.post("/v1/disclosure-requests", &asked).expect(201)).to_string();
        let callers = vec![
            (
                "/v1/vacancies",
                Caller {
                    client: employer.clone(),
                    record: last(&vacancy),
                    body: bodies::vacancy(),
                },
            ),
            (
                "/v1/candidates",
                Caller { client: agency, record: last(&candidate), body: bodies::candidate() },
            ),
            (
                "/v1/employers",
                Caller {
                    client: operator.clone(),
                    record: made("/v1/employers", &stated),
                    body: stated,
                },
            ),
            (
                "/v1/agencies",
                Caller {
                    client: operator.clone(),
                    record: made("/v1/agencies", &licensed),
                    body: licensed,
                },
            ),
            (
                "/v1/match-runs",
                Caller {
                    client: operator.clone(),
                    record: made("/v1/match-runs", &run),
                    body: run,
                },
            ),
            (
                "/v1/disclosure-requests",
                Caller { client: employer.clone(), record: disclosure, body: asked },
            ),
            ("/v1/matches", Caller { client: employer, record: String::new(), body: json!({}) }),
            (
                "/v1/taxonomy/skills",
                Caller {
                    client: app.partner(),
                    record: "con.lay_bricks".to_owned(),
                    body: json!({}),
                },
            ),
            (
                "/v1/taxonomy/occupations",
                Caller { client: app.partner(), record: "bricklayer".to_owned(), body: json!({}) },
            ),
            ("/", Caller { client: operator, record: String::new(), body: json!({}) }),
        ];
        Self { app, callers }
    }

    fn caller(&self, path: &str) -> &Caller {
        &self.callers.iter().find(|(begin, _)| path.starts_with(begin)).unwrap().1
    }

    fn of(&self, begin: &str) -> &str {
        &self.caller(begin).record
    }
}

/// An operation of the document.
struct Operation {
    method: String,
    path: String,
    stated: Value,
}

fn operations(document: &Value) -> Vec<Operation> {
    let of = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().iter();
        let one = |(method, stated): (&String, &Value)| Operation {
            method: method.to_uppercase(),
            path: path.clone(),
            stated: stated.clone(),
        };
        methods.map(one).collect::<Vec<_>>()
    };
    document["paths"].as_object().unwrap().iter().flat_map(of).collect()
}

impl Operation {
    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The address, with records in place of names, and the parameters that it cannot do without.
    fn address(&self, world: &World) -> String {
        let path = self
            .path
            .replace("{id}", &world.caller(&self.path).record)
            .replace("{candidate_id}", world.of("/v1/candidates"))
            .replace("{external_ref}", "B-1")
            .replace("{slug}", "not-found");
        if path.ends_with("/suggest") { format!("{path}?q=br") } else { path }
    }

    fn send(
        &self,
        world: &World,
        address: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Answer {
        let client = &world.caller(&self.path).client;
        let mut all = headers.to_vec();
        let names = |name| headers.iter().any(|(one, _)| *one == name);
        if self.parameter("If-Match").is_some()
            && !self.path.contains("by-ref")
            && !names("if-match")
        {
            all.push(("if-match", "*"));
        }
        if let Some(media) = self.media().filter(|_| !names("content-type")) {
            all.push(("content-type", media));
        }
        client.try_send(&self.method, address, &all, body.map(str::as_bytes)).unwrap()
    }

    fn media(&self) -> Option<&str> {
        let content = self.stated["requestBody"]["content"].as_object()?;
        content.keys().next().map(String::as_str)
    }

    fn parameter(&self, name: &str) -> Option<&Value> {
        self.stated["parameters"].as_array()?.iter().find(|one| one["name"] == name)
    }

    /// A body that is right as far as its bounds go.
    fn body(&self, world: &World) -> Value {
        let example =
            &self.stated["requestBody"]["content"][self.media().unwrap_or_default()]["example"];
        match self.path.ends_with("/transitions") {
            true => json!({"to": "nonsense"}),
            false => but(example.clone(), &world.caller(&self.path).body),
        }
    }
}

/// Whether a body is refused for this value at this place.
fn is_refused(answer: &Answer, pointer: &str, codes: &[&str]) -> bool {
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    let here = |error: &&Value| error["pointer"] == pointer;
    let code = |error: &Value| codes.is_empty() || codes.iter().any(|code| error["code"] == *code);
    errors.iter().filter(here).any(code)
}

/// What a JSON body does not hold to.
fn body_mismatches(world: &World, document: &Value, operation: &Operation) -> (usize, Vec<String>) {
    let schema = &operation.stated["requestBody"]["content"][operation.media().unwrap()]["schema"];
    let (base, address) = (operation.body(world), operation.address(world));
    let refuses = |one: &Bounded, value: &Value, codes: &[&str]| {
        let body = placed(document, schema, &base, &one.pointer, value.clone());
        let answer = operation.send(world, &address, &[], Some(&body.to_string()));
        is_refused(&answer, &one.pointer, codes)
    };
    let (mut tried, mut wrong) = (0, Vec::new());
    for one in bounded(document, schema) {
        let item = base.pointer(&format!("{}/0", one.pointer)).cloned();
        for (outside, inside) in around(document, &one.schema, item) {
            let place = format!("{} {}", operation.name(), one.pointer);
            if !refuses(&one, &outside, &[]) {
                wrong.push(format!("{place} takes {}", brief(&outside)));
            }
            if inside.is_some_and(|inside| refuses(&one, &inside, &["range", "length", "type"])) {
                wrong.push(format!("{place} refuses a value inside"));
            }
            tried += 1;
        }
        for beyond in unbounded(&one.schema) {
            if refuses(&one, &beyond, &["range", "length"]) {
                let place = format!("{} {}", operation.name(), one.pointer);
                wrong.push(format!("{place} has a bound that is not stated: {}", brief(&beyond)));
            }
        }
    }
    (tried, wrong)
}

/// A value, as far as it fits in a line.
fn brief(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{} characters", text.chars().count()),
        Value::Array(items) => format!("{} items", items.len()),
        other => other.to_string(),
    }
}

/// A text that is too long for a pattern of these characters, of the kind that the server would take otherwise.
fn too_long(name: &str, pattern: &str, most: usize) -> String {
    let sample = match name {
        "home_region" => "UZ-SA",
        "municipality" => "92701000",
        "status" => "draft",
        "If-Match" | "If-None-Match" => "\"1-owner-1\"",
        "Accept-Language" => "ru;q=0.8",
        "scope" => "vacancies:read",
        _ if pattern.contains("[0-9]") => "7",
        _ => "a",
    };
    let join = if name == "scope" { " " } else { "," };
    let joined = pattern.contains("(,") || sample.len() > 5;
    let mut text = sample.to_owned();
    while text.chars().count() <= most {
        text = if joined { format!("{text}{join}{sample}") } else { format!("{text}{sample}") };
    }
    text
}

/// Values of a parameter just outside its bounds, with one just inside where any will do.
fn cases(document: &Value, parameter: &Value) -> Vec<(String, Option<String>)> {
    let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
    let (pattern, most) = (schema["pattern"].as_str(), schema["maxLength"].as_u64());
    if let (Some(pattern), Some(most)) = (pattern, most) {
        return vec![(too_long(name, pattern, usize::try_from(most).unwrap()), None)];
    }
    let plain = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let all = around(document, schema, None).into_iter();
    all.map(|(outside, inside)| (plain(outside), inside.map(plain))).collect()
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What the parameters of an operation do not hold to.
fn parameter_mismatches(
    world: &World,
    document: &Value,
    operation: &Operation,
) -> (usize, Vec<String>) {
    let (mut tried, mut wrong) = (0, Vec::new());
    for parameter in operation.stated["parameters"].as_array().into_iter().flatten() {
        let parameter = resolved(document, parameter);
        let (name, place) =
            (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
        for (outside, inside) in cases(document, &parameter) {
            let status = |value: &str| ask(world, operation, (place, name), value).status;
            if !matches!(status(&outside), 400 | 404 | 414 | 422) {
                wrong.push(format!(
                    "{} {place} {name} takes {}",
                    operation.name(),
                    brief(&json!(outside))
                ));
            }
            if inside.is_some_and(|inside| status(&inside) == 400) {
                wrong.push(format!("{} {place} {name} refuses a value inside", operation.name()));
            }
            tried += 1;
        }
    }
    (tried, wrong)
}

fn resolved(document: &Value, parameter: &Value) -> Value {
    let reference = parameter["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
    let mut parameter = reference.map_or(parameter, |at| document.pointer(at).unwrap()).clone();
    if let Some(reference) = parameter["schema"]["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).unwrap().clone();
        parameter["schema"] = schema;
    }
    parameter
}

/// Sends an operation with a parameter, and all else right.
fn ask(world: &World, operation: &Operation, (place, name): (&str, &str), value: &str) -> Answer {
    let address = operation.address(world);
    let base = address.split('?').next().unwrap();
    let body = operation.media().map(|_| operation.body(world).to_string());
    let send = |address: &str, headers: &[(&str, &str)]| {
        operation.send(world, address, headers, body.as_deref())
    };
    match place {
        "header" => send(&address, &[(&name.to_lowercase(), value)]),
        "query" if name == "q" => send(&format!("{base}?q={}", encoded(value)), &[]),
        "query" => {
            let join = if address.contains('?') { "&" } else { "?" };
            send(&format!("{address}{join}{name}={}", encoded(value)), &[])
        }
        _ => send(&operation.path.replace(&format!("{{{name}}}"), &encoded(value)), &[]),
    }
}

/// What the form of an operation does not hold to.
fn form_mismatches(world: &World, document: &Value, operation: &Operation) -> (usize, Vec<String>) {
    let schema = &operation.stated["requestBody"]["content"][operation.media().unwrap()]["schema"];
    let (role, organisation) = (koprik::domain::access::scope::Role::Partner, uuid::Uuid::now_v7());
    let (id, secret) = world.app.credentials(role, organisation, "");
    let right = |name: &str| match name {
        "client_id" => id.to_string(),
        "client_secret" => secret.clone(),
        "grant_type" => "client_credentials".to_owned(),
        "token" => "a.b.c".to_owned(),
        _ => String::new(),
    };
    let (mut tried, mut wrong) = (0, Vec::new());
    let members = resolved(document, &json!({"schema": schema}))["schema"]["properties"].clone();
    for (name, member) in members.as_object().unwrap() {
        let Some(most) = member["maxLength"].as_u64() else { continue };
        let pattern = member["pattern"].as_str().unwrap_or("[a-z]");
        let long = too_long(name, pattern, usize::try_from(most).unwrap());
        let value = |one: &String| if one == name { long.clone() } else { right(one) };
        let pairs: Vec<String> = members
            .as_object()
            .unwrap()
            .keys()
            .map(|one| (one, value(one)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(one, value)| format!("{one}={}", encoded(&value)))
            .collect();
        let answer = operation.send(world, &operation.path, &[], Some(&pairs.join("&")));
        if !matches!(answer.status, 400 | 401) {
            wrong.push(format!("{} /{name} takes {} characters", operation.name(), long.len()));
        }
        tried += 1;
    }
    (tried, wrong)
}

#[test]
fn what_is_stated_is_what_is_held_to() {
    let (world, document) = (World::new(), openapi::document());
    let (mut tried, mut wrong) = (0, Vec::new());
    for operation in operations(&document) {
        let check = match operation.media() {
            None => None,
            Some("application/x-www-form-urlencoded") => {
                Some(form_mismatches as fn(&World, &Value, &Operation) -> _)
            }
            Some(_) => Some(body_mismatches as fn(&World, &Value, &Operation) -> _),
        };
        for check in
            check.into_iter().chain([parameter_mismatches as fn(&World, &Value, &Operation) -> _])
        {
            let (more, found): (usize, Vec<String>) = check(&world, &document, &operation);
            tried += more;
            wrong.extend(found);
        }
    }
    wrong.sort();
    assert_eq!(wrong, NOT_EQUAL, "{}", wrong.join("\n"));
    assert!(tried > 500, "only {tried} bounds were tried");
}
