//! The document: committed, served, complete, and as strict as the server.

mod breaking;
mod packages;
mod released;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use expect_test::expect_file;
use koprik::{
    api::{
        auth::access::{Access, Endpoint},
        openapi, routes,
    },
    domain::access::scope::Role,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, bodies, on_both, world::id};

/// Every operation: method, path, and what the document says of it.
fn operations() -> Vec<(String, String, Value)> {
    let document = openapi::document();
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let all = item.as_object().unwrap().iter();
        all.map(|(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

/// Every route of the one list.
fn endpoints() -> Vec<Arc<Endpoint>> {
    let routes = routes::groups().iter().flat_map(|group| &group.routes);
    routes.map(|route| Arc::clone(&route.endpoint)).collect()
}

/// A path with something for every name in it.
fn filled(path: &str) -> String {
    let part = |part: &str| {
        if part.starts_with('{') { Uuid::now_v7().to_string() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// If this fails and the change is meant, run it once with `UPDATE_EXPECT=1` and commit the file.
#[test]
fn the_committed_document_is_up_to_date() {
    expect_file!["../../../openapi/openapi.json"]
        .assert_eq(&openapi::text(openapi::document()).unwrap());
}

#[test]
fn every_operation_is_described() {
    for (method, path, operation) in operations() {
        for member in ["summary", "description", "operationId"] {
            assert!(
                operation[member].as_str().is_some_and(|text| !text.is_empty()),
                "{method} {path} has no {member}"
            );
        }
        assert!(operation["tags"][0].is_string(), "{method} {path} has no tag");
        for (media, content) in
            operation["requestBody"]["content"].as_object().into_iter().flatten()
        {
            assert!(!content["example"].is_null(), "{method} {path} has no example for {media}");
        }
        let responses = operation["responses"].as_object().unwrap();
        assert!(
            ["400", "429", "500", "503"].iter().all(|status| responses.contains_key(*status)),
            "{method} {path}"
        );
    }
}

/// Every schema that a part of the document refers to, by name, and what they refer to.
fn referred(document: &Value, part: &Value, found: &mut BTreeMap<String, Value>) {
    match part {
        Value::Array(items) => items.iter().for_each(|item| referred(document, item, found)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                let target = document.pointer(&reference[1..]).expect(reference);
                if found.insert(reference.clone(), target.clone()).is_none() {
                    referred(document, target, found);
                }
            }
            members.values().for_each(|member| referred(document, member, found));
        }
        _ => {}
    }
}

/// Within `/v1` answers may get more members; what a client sends must not have any that nobody reads.
#[test]
fn what_is_sent_is_closed_and_what_is_answered_is_open() {
    let document = openapi::document();
    let (mut sent, mut got) = (BTreeMap::new(), BTreeMap::new());
    for (_, _, operation) in operations() {
        referred(document, &operation["requestBody"], &mut sent);
        referred(document, &operation["responses"], &mut got);
    }
    for (all, is_closed) in [(&sent, true), (&got, false)] {
        for (name, schema) in all.iter().filter(|(_, schema)| schema["properties"].is_object()) {
            assert_eq!(schema["additionalProperties"] == json!(false), is_closed, "{name}");
        }
    }
    assert!(sent.len() > 20 && got.len() > 20);
}

#[test]
fn every_page_refers_to_the_schema_of_its_items() {
    let document = openapi::document();
    let pages = document["components"]["schemas"].as_object().unwrap().iter();
    let pages = pages.filter(|(_, schema)| schema["properties"]["next"].is_object());
    let items: Vec<(&String, &Value)> = pages
        .map(|(name, schema)| (name, &schema["properties"]["items"]["items"]["$ref"]))
        .collect();
    assert!(
        items.contains(&(&"VacancyPage".to_owned(), &json!("#/components/schemas/ListedVacancy")))
    );
    for (name, item) in items {
        assert!(item.is_string(), "{name} has items of its own");
    }
}

/// Making a route public means adding it here.
#[test]
fn only_these_routes_are_public() {
    let is_public = |one: &&Arc<Endpoint>| matches!(one.access, Access::Open | Access::Optional(_));
    let endpoints = endpoints();
    let mut public: Vec<String> = endpoints
        .iter()
        .filter(is_public)
        .map(|one| format!("{} {}", one.method, one.path))
        .collect();
    public.sort();
    assert_eq!(
        public,
        [
            "GET /.well-known/jwks.json",
            "GET /.well-known/oauth-authorization-server",
            "GET /healthz",
            "GET /jobs/{id}",
            "GET /openapi.json",
            "GET /problems/{slug}",
            "GET /readyz",
            "GET /sitemap.xml",
            "GET /v1/centres",
            "GET /v1/centres/{id}",
            "GET /v1/complaints/figures",
            "GET /v1/courses",
            "GET /v1/courses/{id}",
            "GET /v1/credentials/revoked",
            "GET /v1/equivalences",
            "GET /v1/equivalences/{id}",
            "GET /v1/guides",
            "GET /v1/guides/{id}",
            "GET /v1/hsds/organizations",
            "GET /v1/region-partnerships",
            "GET /v1/region-partnerships/{id}",
            "GET /v1/roadmap",
            "GET /v1/roadmap/iati",
            "GET /v1/rule-sets",
            "GET /v1/rule-sets/{id}",
            "GET /v1/services",
            "GET /v1/statistics",
            "GET /v1/statistics/chart",
            "GET /v1/statistics/csv",
            "GET /v1/statistics/json-stat",
            "GET /v1/statistics/plan",
            "GET /v1/taxonomy/municipalities",
            "GET /v1/taxonomy/occupations",
            "GET /v1/taxonomy/occupations/{id}",
            "GET /v1/taxonomy/regions",
            "GET /v1/taxonomy/skills",
            "GET /v1/taxonomy/skills/{id}",
            "GET /v1/taxonomy/suggest",
            "GET /v1/vacancies",
            "GET /v1/vacancies/feed",
            "GET /v1/vacancies/{id}",
            "GET /v1/vacancies/{id}/job-posting",
            "POST /v1/complaints",
        ]
    );
}

/// As a `default` some generators would ask for the member, and others send it.
#[test]
fn no_member_that_is_sent_has_a_default() {
    fn defaults(schema: &Value, at: &str, found: &mut Vec<String>) {
        match schema {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(n, item)| defaults(item, &format!("{at}/{n}"), found)),
            Value::Object(members) => {
                if schema
                    .get("default")
                    .is_some_and(|default| schema.get("type").is_some() || !default.is_object())
                {
                    found.push(at.to_owned());
                }
                let inner = members
                    .iter()
                    .filter(|(name, _)| !["example", "examples"].contains(&name.as_str()));
                inner.for_each(|(name, inner)| defaults(inner, &format!("{at}/{name}"), found));
            }
            _ => {}
        }
    }
    let document = openapi::document();
    let (mut sent, mut found) = (BTreeMap::new(), Vec::new());
    for (_, _, operation) in operations() {
        referred(document, &operation["requestBody"], &mut sent);
    }
    for (name, schema) in &sent {
        defaults(schema, name, &mut found);
    }
    assert!(sent.contains_key("#/components/schemas/VacancyInputPatch"), "patches are looked at");
    assert!(found.is_empty(), "{found:?}");
}

/// What a question has to say, where something has to be said.
fn asking(path: &str) -> &'static str {
    match path {
        "/v1/complaints/figures" | "/v1/statistics/plan" => "?year=2026",
        "/v1/taxonomy/suggest" => "?q=brick&kind=occupation",
        _ if path.starts_with("/v1/statistics") => "?series=arrived&year=2026",
        _ => "",
    }
}

on_both! {
    fn everything_public_is_answered_once_to_who_has_it(app) {
        let public = |one: &&Arc<Endpoint>| {
            matches!(one.access, Access::Open | Access::Optional(_)) && one.method == "GET" && one.path.starts_with("/v1/")
        };
        let mut tried = 0;
        for endpoint in endpoints().iter().filter(public).filter(|one| !one.path.contains('{')) {
            let address = format!("{}{}", endpoint.path, asking(&endpoint.path));
            let first = app.anonymous().get(&address);
            assert_eq!(first.status, 200, "{address}: {}", first.text);
            let etag = first.header("etag");
            assert!(first.header("cache-control").contains("public, max-age="), "{address}");
            let again = app.anonymous().send("GET", &address, &[("if-none-match", etag)], None);
            assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", etag), "{address}");
            let said = &openapi::document()["paths"][&endpoint.path]["get"]["responses"];
            assert!(said["304"].is_object() && said["200"]["headers"]["ETag"].is_object(), "{address}");
            tried += 1;
        }
        assert!(tried >= 20, "{tried}");
    }

    fn the_served_document_is_the_committed_one(app) {
        let served = app.anonymous().get("/openapi.json").text;
        assert_eq!(served, openapi::text(openapi::document()).unwrap());
    }

    fn a_protected_route_asks_for_a_token_and_for_its_scope(app) {
        let everything = [
            (Role::Employer, app.new_employer()), (Role::Agency, app.new_agency()),
            (Role::Operator, Uuid::now_v7()), (Role::Partner, Uuid::now_v7()),
        ];
        for endpoint in endpoints() {
            let (method, path) = (endpoint.method.as_str(), filled(&endpoint.path));
            let body = (method != "GET" && method != "DELETE").then_some(b"{}".as_slice());
            let scope = match endpoint.access {
                Access::Scope(scope) | Access::ScopeOrWorker(scope) => Some(scope),
                Access::Token => None,
                Access::Open
                | Access::OpenSparingly
                | Access::Optional(_)
                | Access::ClientSecret => continue,
            };
            app.anonymous().send(method, &path, &[], body).problem(401, "unauthenticated");
            for (role, organisation) in everything.iter().filter(|_| scope.is_some()) {
                let held = role.scopes().iter().filter(|held| Some(**held) != scope);
                let held: Vec<&str> = held.map(|held| held.as_str()).collect();
                let answer = app.client(*role, *organisation, &held.join(" ")).send(method, &path, &[], body);
                answer.problem(403, "forbidden");
                assert!(answer.header("www-authenticate").contains("insufficient_scope"), "{method} {path} by {role}");
            }
        }
    }

    fn every_address_tells_its_methods(app) {
        let mut methods: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let endpoints = endpoints();
        for endpoint in &endpoints {
            let known = methods.entry(endpoint.path.clone()).or_default();
            assert!(known.insert(endpoint.method.as_str()), "{endpoint:?} is there twice");
            known.extend(["OPTIONS"].into_iter().chain((endpoint.method == "GET").then_some("HEAD")));
        }
        for (path, known) in methods {
            let allow = known.iter().copied().collect::<Vec<_>>().join(", ");
            let ask = |method: &str| app.anonymous().try_send(method, &filled(&path), &[], None).unwrap();
            let options = ask("OPTIONS");
            assert_eq!((options.status, options.header("allow")), (204, &*allow), "{path}");
            for method in ["QUERY", "TRACE", "DELETE", "PATCH", "PUT", "POST"].into_iter().filter(|one| !known.contains(one)) {
                ask(method).problem(405, "method-not-allowed");
                assert_eq!(ask(method).header("allow"), allow, "{method} {path}");
            }
        }
    }

    fn a_reference_may_be_named_like_a_route(app) {
        let employer = app.employer();
        for reference in ["transitions", "matches", "by-ref"] {
            let path = format!("/v1/vacancies/by-ref/{reference}");
            let created = employer.put(&path, &[], &bodies::vacancy()).expect(201);
            assert_eq!(created["external_ref"], reference);
            let refused = employer.try_send("POST", &path, &[], None).unwrap(); // 405 is in no document
            refused.problem(405, "method-not-allowed");
            assert_eq!(refused.header("allow"), "DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
            employer.transition(&format!("/v1/vacancies/{}", id(&created)), "published").expect(200);
        }
        employer.get("/v1/vacancies/by-ref").problem(404, "not-found");
    }

    fn the_examples_are_accepted(app) {
        let clients = [app.employer(), app.agency(), app.operator(), app.partner()];
        for (method, path, operation) in operations() {
            let content = &operation["requestBody"]["content"];
            let example = &content["application/json"]["example"];
            if method != "POST" || example.is_null() || path.contains('{') {
                continue;
            }
            let answers: Vec<_> = clients.iter().map(|client| client.post(&path, example)).collect();
            let names = |end: &str| example.as_object().is_some_and(|members| members.keys().any(|name| name.ends_with(end)));
            let (names_one, names_many) = (names("_id") || names("pin"), names("_ids"));
            let unknown = |answer: &Answer| match answer.status {
                404 => names_one,
                422 => names_many || names_one && answer.codes().iter().all(|code| code == "unknown_id"),
                _ => false,
            };
            let fine = |answer: &Answer| matches!(answer.status, 200..=202 | 207) || unknown(answer);
            let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
            assert!(answers.iter().any(fine), "{path}: {statuses:?}");
        }
    }
}
