//! Records of every kind, and who may do what with them; the operations of the document, as they are sent.

use serde_json::{Value, json};

use crate::support::{
    Answer, Client, Database, TestApp, bodies,
    world::{but, id, next},
};

/// Who asks for what is at a path, and what stands for the names in it.
pub(super) struct Caller {
    client: Client,
    record: String,
    body: Value,
}

/// Records of every kind, and clients that may do everything with them.
pub(super) struct World {
    pub(super) app: TestApp,
    callers: Vec<(&'static str, Caller)>,
}

impl World {
    pub(super) fn new() -> Self {
        let app = TestApp::spawn(Database::sqlite());
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let candidate = app.available(&agency, &bodies::candidate());
        let made = |path: &str, body: &Value| id(&operator.post(path, body).json()).to_string();
        let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        let (stated, licensed) = (bodies::employer(next()), bodies::agency(next()));
        let run = json!({"direction": "vacancies", "ids": [last(&vacancy)]});
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
pub(super) struct Operation {
    method: String,
    pub(super) path: String,
    pub(super) stated: Value,
}

pub(super) fn operations(document: &Value) -> Vec<Operation> {
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
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The address, with records in place of names, and the parameters that it cannot do without.
    pub(super) fn address(&self, world: &World) -> String {
        let path = self
            .path
            .replace("{id}", &world.caller(&self.path).record)
            .replace("{candidate_id}", world.of("/v1/candidates"))
            .replace("{external_ref}", "B-1")
            .replace("{slug}", "not-found");
        if path.ends_with("/suggest") { format!("{path}?q=br") } else { path }
    }

    pub(super) fn send(
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

    pub(super) fn media(&self) -> Option<&str> {
        let content = self.stated["requestBody"]["content"].as_object()?;
        content.keys().next().map(String::as_str)
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&Value> {
        self.stated["parameters"].as_array()?.iter().find(|one| one["name"] == name)
    }

    /// A body that is right as far as its bounds go.
    pub(super) fn body(&self, world: &World) -> Value {
        let example =
            &self.stated["requestBody"]["content"][self.media().unwrap_or_default()]["example"];
        match self.path.ends_with("/transitions") {
            true => json!({"to": "nonsense"}),
            false => but(example.clone(), &world.caller(&self.path).body),
        }
    }
}
