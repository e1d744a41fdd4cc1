//! Nothing is left out: every kind of the log, every state of the document, and every one of its routes has a place here.

use std::collections::BTreeSet;

use koprik::{
    api::openapi,
    domain::{access::scope::Role, resource::RecordKind},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    fixtures::Operation,
    kinds::{KINDS, NO_RECORDS},
};
use crate::support::on_both;

/// The routes that belong to no record, or ask for more than one, with the scope that they need: `-` for none, `*` for
/// any token, `secret` for a client's own.
const OTHER_ROUTES: &[(&str, &str)] = &[
    ("GET /.well-known/jwks.json", "-"),
    ("GET /.well-known/oauth-authorization-server", "-"),
    ("GET /healthz", "-"),
    ("GET /metrics", "audit:read"),
    ("GET /openapi.json", "-"),
    ("GET /problems/{slug}", "-"),
    ("GET /readyz", "-"),
    ("GET /jobs/{id}", "-"),
    ("GET /sitemap.xml", "-"),
    ("GET /v1/vacancies/feed", "-"),
    ("GET /v1/vacancies/{id}/job-posting", "-"),
    ("GET /v1/credentials/revoked", "-"),
    ("GET /v1/statistics", "-"),
    ("GET /v1/statistics/csv", "-"),
    ("GET /v1/statistics/json-stat", "-"),
    ("GET /v1/statistics/chart", "-"),
    ("GET /v1/statistics/plan", "-"),
    ("GET /v1/statistics/funnel", "statistics:read"),
    ("GET /v1/audit", "audit:read"),
    ("GET /v1/changes", "*"),
    ("GET /v1/webhook-endpoints", "*"),
    ("POST /v1/webhook-endpoints", "*"),
    ("GET /v1/webhook-endpoints/{id}", "*"),
    ("DELETE /v1/webhook-endpoints/{id}", "*"),
    ("PATCH /v1/webhook-endpoints/{id}", "*"),
    ("POST /v1/webhook-endpoints/{id}/transitions", "*"),
    ("POST /v1/webhook-endpoints/{id}/secrets", "*"),
    ("GET /v1/webhook-endpoints/{id}/deliveries", "*"),
    ("POST /v1/webhook-endpoints/{id}/replays", "*"),
    ("GET /v1/saved-searches/{id}/matches", "matches:read"),
    ("POST /oauth/introspect", "secret"),
    ("POST /oauth/revoke", "secret"),
    ("POST /oauth/token", "secret"),
    ("GET /v1/applications/{id}/next-step", "applications:read"),
    ("GET /v1/applications/{id}/profile", "applications:read"),
    ("POST /v1/candidates/{id}/contact-confirmations", "workers:write"),
    ("GET /v1/groups", "applications:read"),
    ("POST /v1/groups", "applications:write"),
    ("GET /v1/groups/{id}", "applications:read"),
    ("GET /v1/groups/{id}/history", "applications:read"),
    ("POST /v1/groups/{id}/transitions", "applications:write"),
    ("POST /v1/groups/{id}/answers", "applications:write"),
    ("POST /v1/worker-sessions", "workers:write"),
    ("GET /v1/worker-sessions/{id}", "workers:write"),
    ("POST /v1/worker-sessions/{id}/tokens", "-"),
    ("GET /v1/applications/{id}/gates", "applications:read"),
    ("GET /v1/applications/{id}/gate-snapshots", "applications:read"),
    ("GET /v1/applications/{id}/appeals", "applications:read"),
    ("POST /v1/applications/{id}/appeals", "applications:write"),
    ("POST /v1/applications/{id}/appeal-decisions", "applications:write"),
    ("GET /v1/applications/{id}/arrivals", "applications:read"),
    ("POST /v1/applications/{id}/arrivals", "applications:write"),
    ("GET /v1/applications/{id}/employment", "applications:read"),
    ("POST /v1/applications/{id}/employment", "applications:write"),
    ("GET /v1/applications/{id}/ends", "applications:read"),
    ("POST /v1/applications/{id}/ends", "applications:write"),
    ("GET /v1/selection-sessions/{id}/slots", "applications:read"),
    ("POST /v1/selection-sessions/{id}/slots", "applications:write"),
    ("POST /v1/selection-sessions/{id}/slots/{candidate_id}/transitions", "applications:write"),
    ("PUT /v1/selection-sessions/{id}/results/{candidate_id}/{vacancy_id}", "applications:write"),
    ("GET /v1/trips/{id}/seats", "applications:read"),
    ("POST /v1/trips/{id}/seats", "applications:write"),
    ("DELETE /v1/trips/{id}/seats/{application_id}", "applications:write"),
    ("POST /v1/trips/{id}/boardings", "applications:write"),
    ("GET /v1/applications/{id}/checks", "applications:read"),
    ("GET /v1/applications/{id}/credential", "applications:read"),
    ("GET /v1/applications/{id}/deadlines", "applications:read"),
    ("POST /v1/applications/{id}/deadlines/{deadline_id}/transitions", "applications:write"),
    ("POST /v1/applications/{id}/checks", "applications:write"),
    ("GET /v1/candidates/{id}/consents", "candidates:read"),
    ("DELETE /v1/candidates/{id}/identity", "candidates:write"),
    ("GET /v1/candidates/{id}/disclosures", "candidates:read"),
    ("GET /v1/candidates/{id}/events", "candidates:read"),
    ("POST /v1/candidates/{id}/events", "deadlines:write"),
    ("GET /v1/candidates/{id}/deadlines", "candidates:read"),
    ("GET /v1/candidates/{id}/documents", "candidates:read"),
    ("POST /v1/candidates/{id}/documents", "deadlines:write"),
    ("GET /v1/signals", "deadlines:write"),
    ("GET /v1/signal-reviews", "deadlines:write"),
    ("GET /v1/signal-reviews/{id}", "deadlines:write"),
    ("POST /v1/signal-reviews/{id}/transitions", "deadlines:write"),
    ("POST /v1/candidates/{id}/deadlines/{deadline_id}/transitions", "deadlines:write"),
    ("GET /v1/candidates/{id}/export", "candidates:read"),
    ("GET /v1/candidates/{id}/identity", "candidates:read"),
    ("PUT /v1/candidates/{id}/identity", "candidates:write"),
    ("GET /v1/candidates/{id}/legal-holds", "candidates:read"),
    ("POST /v1/candidates/{id}/legal-holds", "holds:write"),
    ("GET /v1/candidates/{id}/doubles", "merges:write"),
    ("GET /v1/candidates/{id}/merges", "candidates:read"),
    ("POST /v1/candidates/{id}/merges", "merges:write"),
    ("GET /v1/candidates/{id}/matches", "matches:read"),
    ("POST /v1/candidates/{id}/consents", "candidates:write"),
    ("GET /v1/disclosure-requests/{id}/identity", "disclosures:read"),
    ("POST /v1/advisory-cases/{id}/repeats", "centres:write"),
    ("GET /v1/guides", "-"),
    ("GET /v1/hsds/organizations", "-"),
    ("POST /v1/hsds/organizations/batch", "centres:write"),
    ("POST /v1/guides", "centres:write"),
    ("GET /v1/guides/{id}", "-"),
    ("PUT /v1/guides/{id}", "centres:write"),
    ("PATCH /v1/guides/{id}", "centres:write"),
    ("DELETE /v1/guides/{id}", "centres:write"),
    ("POST /v1/guides/{id}/transitions", "centres:write"),
    ("GET /v1/guides/{id}/history", "centres:read"),
    ("GET /v1/roadmap/measures", "statistics:read"),
    ("POST /v1/roadmap/measures", "allocations:write"),
    ("GET /v1/roadmap/measures/{id}", "statistics:read"),
    ("PUT /v1/roadmap/measures/{id}", "allocations:write"),
    ("PATCH /v1/roadmap/measures/{id}", "allocations:write"),
    ("DELETE /v1/roadmap/measures/{id}", "allocations:write"),
    ("POST /v1/roadmap/measures/{id}/transitions", "allocations:write"),
    ("POST /v1/roadmap/measures/{id}/drops", "allocations:write"),
    ("GET /v1/roadmap/measures/{id}/history", "statistics:read"),
    ("GET /v1/roadmap", "-"),
    ("GET /v1/roadmap/iati", "-"),
    ("GET /v1/roadmap/agenda", "statistics:read"),
    ("GET /v1/roadmap/indicators/{id}/actuals", "statistics:read"),
    ("POST /v1/roadmap/indicators/{id}/actuals", "allocations:write"),
    ("GET /v1/roadmap/indicators/{id}/progress", "statistics:read"),
    ("GET /v1/region-partnerships", "-"),
    ("POST /v1/region-partnerships", "allocations:write"),
    ("GET /v1/region-partnerships/{id}", "-"),
    ("PUT /v1/region-partnerships/{id}", "allocations:write"),
    ("PATCH /v1/region-partnerships/{id}", "allocations:write"),
    ("DELETE /v1/region-partnerships/{id}", "allocations:write"),
    ("POST /v1/region-partnerships/{id}/transitions", "allocations:write"),
    ("POST /v1/region-partnerships/{id}/decisions", "allocations:write"),
    ("GET /v1/region-partnerships/{id}/history", "allocations:read"),
    ("GET /v1/allocations", "allocations:read"),
    ("POST /v1/allocations", "allocations:write"),
    ("GET /v1/allocations/{id}", "allocations:read"),
    ("PUT /v1/allocations/{id}", "allocations:write"),
    ("PATCH /v1/allocations/{id}", "allocations:write"),
    ("DELETE /v1/allocations/{id}", "allocations:write"),
    ("POST /v1/allocations/{id}/transitions", "allocations:write"),
    ("POST /v1/allocations/{id}/freeze", "allocations:write"),
    ("GET /v1/allocations/{id}/result", "allocations:read"),
    ("GET /v1/allocations/{id}/file", "allocations:write"),
    ("POST /v1/allocations/{id}/check", "allocations:write"),
    ("POST /v1/allocations/{id}/confirmations", "allocations:write"),
    ("POST /v1/allocations/{id}/what-if", "allocations:read"),
    ("GET /v1/allocations/{id}/history", "allocations:read"),
    ("GET /v1/imports", "imports:write"),
    ("POST /v1/imports", "imports:write"),
    ("GET /v1/imports/{id}", "imports:write"),
    ("DELETE /v1/imports/{id}", "imports:write"),
    ("POST /v1/imports/{id}/transitions", "imports:write"),
    ("GET /v1/imports/{id}/results", "imports:write"),
    ("GET /v1/allocation-runs", "allocations:read"),
    ("POST /v1/allocation-runs", "allocations:write"),
    ("GET /v1/allocation-runs/{id}", "allocations:read"),
    ("DELETE /v1/allocation-runs/{id}", "allocations:write"),
    ("POST /v1/allocation-runs/{id}/transitions", "allocations:write"),
    ("GET /v1/allocation-runs/{id}/results", "allocations:read"),
    ("GET /v1/complaints", "complaints:read"),
    ("POST /v1/complaints", "-"),
    ("GET /v1/complaints/against-us", "*"),
    ("POST /v1/complaints/by-code", "-"),
    ("POST /v1/complaints/by-code/messages", "-"),
    ("POST /v1/complaints/by-code/transitions", "-"),
    ("GET /v1/complaints/figures", "-"),
    ("GET /v1/complaints/{id}", "complaints:read"),
    ("POST /v1/complaints/{id}/assignments", "complaints:write"),
    ("GET /v1/complaints/{id}/file", "complaints:read"),
    ("GET /v1/complaints/{id}/history", "complaints:read"),
    ("POST /v1/complaints/{id}/messages", "complaints:write"),
    ("POST /v1/complaints/{id}/outcomes", "complaints:write"),
    ("POST /v1/complaints/{id}/pauses", "complaints:write"),
    ("POST /v1/complaints/{id}/referrals", "complaints:write"),
    ("POST /v1/complaints/{id}/referrals/{referral_id}/approvals", "complaints:write"),
    ("POST /v1/complaints/{id}/referrals/{referral_id}/transitions", "complaints:write"),
    ("POST /v1/complaints/{id}/transitions", "complaints:write"),
    ("GET /v1/compliance-checks", "compliance:read"),
    ("POST /v1/compliance-checks", "compliance:write"),
    ("GET /v1/compliance-checks/{id}", "compliance:read"),
    ("GET /v1/employers/{id}/workforce-reports", "compliance:read"),
    ("POST /v1/employers/{id}/workforce-reports", "compliance:write"),
    ("GET /v1/benefit-claims", "applications:read"),
    ("POST /v1/benefit-claims", "applications:write"),
    ("GET /v1/benefit-claims/{id}", "applications:read"),
    ("POST /v1/benefit-claims/{id}/decisions", "applications:write"),
    ("POST /v1/benefit-claims/{id}/payments", "applications:write"),
    ("GET /v1/benefit-claims/{id}/history", "applications:read"),
    ("GET /v1/statistics/recruitment-costs", "statistics:read"),
    ("GET /v1/fees", "fees:read"),
    ("POST /v1/fees", "fees:write"),
    ("GET /v1/fees/{id}", "fees:read"),
    ("POST /v1/fees/{id}/decisions", "fees:write"),
    ("POST /v1/fees/{id}/refunds", "fees:write"),
    ("POST /v1/fees/{id}/reversals", "fees:write"),
    ("GET /v1/deadlines", "candidates:read"),
    ("POST /v1/deadlines/compute", "*"),
    ("POST /v1/contracts/{id}/agreements", "applications:write"),
    ("POST /v1/contracts/{id}/confirmations", "applications:write"),
    ("POST /v1/offers/{id}/answers", "applications:write"),
    ("POST /v1/job-orders/{id}/agencies", "orders:write"),
    ("POST /v1/job-orders/{id}/agencies/{agency_id}/codes", "orders:write"),
    ("GET /v1/job-orders/{id}/allotments", "orders:read"),
    ("PUT /v1/job-orders/{id}/allotments/{vacancy_id}", "orders:write"),
    ("POST /v1/job-orders/{id}/decisions", "orders:write"),
    ("POST /v1/recognitions/{id}/decisions", "learning:write"),
    ("GET /v1/recognitions/{id}/credential", "learning:read"),
    ("GET /v1/enrolments", "learning:read"),
    ("POST /v1/enrolments", "learning:write"),
    ("GET /v1/enrolments/{id}", "learning:read"),
    ("POST /v1/enrolments/{id}/transitions", "learning:write"),
    ("POST /v1/enrolments/{id}/results", "learning:write"),
    ("GET /v1/enrolments/{id}/history", "learning:read"),
    ("GET /v1/me", "*"),
    ("POST /v1/matches/search", "matches:read"),
    ("GET /v1/rule-sets", "-"),
    ("POST /v1/rule-sets", "rules:write"),
    ("GET /v1/rule-sets/{id}", "-"),
    ("POST /v1/rule-sets/{id}/approvals", "rules:write"),
    ("GET /v1/services", "-"),
    ("GET /v1/taxonomy/mappings", "taxonomy:write"),
    ("POST /v1/taxonomy/mappings", "taxonomy:write"),
    ("GET /v1/taxonomy/municipalities", "-"),
    ("GET /v1/taxonomy/occupations", "-"),
    ("GET /v1/taxonomy/occupations/{id}", "-"),
    ("GET /v1/taxonomy/regions", "-"),
    ("POST /v1/taxonomy/resolve", "*"),
    ("GET /v1/taxonomy/skills", "-"),
    ("GET /v1/taxonomy/skills/{id}", "-"),
    ("GET /v1/taxonomy/suggest", "-"),
    ("GET /v1/taxonomy/unmapped", "taxonomy:write"),
    ("POST /v1/terms/comparisons", "*"),
    ("POST /v1/terms/texts", "*"),
    ("GET /v1/vacancies/{id}/matches", "matches:read"),
    ("GET /v1/verify/{code}", "-"),
    ("POST /v1/verification-codes", "*"),
    ("POST /v1/verification-codes/terms", "-"),
    ("POST /v1/contracts/{id}/pins", "applications:read"),
    ("GET /v1/licences", "-"),
    ("GET /v1/activity-bans", "compliance:read"),
    ("GET /v1/activity-bans/{rule}/placements", "compliance:read"),
    ("GET /v1/suspensions", "organisations:read"),
    ("POST /v1/suspensions", "organisations:write"),
    ("GET /v1/suspensions/{id}", "organisations:read"),
    ("POST /v1/suspensions/{id}/appeals", "organisations:read"),
    ("POST /v1/suspensions/{id}/decisions", "organisations:write"),
    ("GET /v1/vacancies/{id}/matches/{candidate_id}", "matches:read"),
    ("POST /v1/vacancies/{id}/matches/{candidate_id}/invite", "applications:write"),
];

/// The routes of the document.
fn routes() -> BTreeSet<String> {
    let document = openapi::document();
    let paths = document["paths"].as_object().unwrap().iter();
    let of = |(path, item): (&String, &Value)| {
        let path = path.clone();
        let methods = item.as_object().unwrap().keys();
        methods.map(|method| format!("{} {path}", method.to_uppercase())).collect::<Vec<_>>()
    };
    paths.flat_map(of).collect()
}

#[test]
fn every_route_has_an_expectation() {
    let of_kinds = KINDS.iter().flat_map(|kind| {
        kind.operations.iter().map(|operation| {
            let (method, rest) = operation.route();
            format!("{method} {}{rest}", kind.path)
        })
    });
    let expected: BTreeSet<String> =
        of_kinds.chain(OTHER_ROUTES.iter().map(|(route, _)| (*route).to_owned())).collect();
    assert_eq!(routes(), expected);
}

#[test]
fn every_kind_of_the_log_has_a_row() {
    let rows: BTreeSet<&str> =
        KINDS.iter().map(|kind| kind.word).chain(NO_RECORDS.iter().copied()).collect();
    let words: BTreeSet<&str> = RecordKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(rows, words);
}

#[test]
fn every_state_has_a_situation() {
    let document = openapi::document();
    let schemas = &document["components"]["schemas"];
    for kind in KINDS {
        let member = find(schemas, kind.view, "status");
        let mut states: Vec<&str> = member["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|state| state.as_str().unwrap())
            .collect();
        states.sort_unstable();
        assert_eq!(kind.states(), states, "{}", kind.word);
    }
}

#[test]
fn every_member_of_a_view_is_expected_or_conditional() {
    let document = openapi::document();
    let schemas = &document["components"]["schemas"];
    for kind in KINDS {
        let known: BTreeSet<&str> = kind
            .members
            .iter()
            .copied()
            .chain([
                "failure",
                "labels",
                "employer",
                "distance_km",
                "grade_in_title",
                "published_at",
                "job_order_id",
            ])
            .chain(["centre_id", "guide_id", "minutes", "outcome", "terms"])
            .chain(["vacancy_id", "candidate_id"])
            .collect();
        let unknown: Vec<String> = members(schemas, kind.view)
            .into_iter()
            .filter(|name| !known.contains(&**name))
            .collect();
        assert!(unknown.is_empty(), "nobody says who sees {unknown:?} of a {}", kind.word);
    }
}

/// The parts of a schema that is made of others.
fn parts<'d>(schemas: &'d Value, name: &str) -> Vec<&'d Value> {
    let schema = &schemas[name];
    let whole = std::slice::from_ref(schema);
    let parts = schema["allOf"].as_array().map_or(whole, Vec::as_slice);
    let named = |part: &'d Value| match part["$ref"].as_str() {
        Some(reference) => self::parts(schemas, reference.rsplit('/').next().unwrap()),
        None => vec![part],
    };
    parts.iter().flat_map(named).collect()
}

fn members(schemas: &Value, name: &str) -> BTreeSet<String> {
    let all = parts(schemas, name);
    all.iter().flat_map(|part| part["properties"].as_object().unwrap().keys().cloned()).collect()
}

/// The schema of a member, wherever it stands.
fn find<'d>(schemas: &'d Value, name: &str, member: &str) -> &'d Value {
    let all = parts(schemas, name);
    let found = all.iter().map(|part| &part["properties"][member]).find(|found| !found.is_null());
    let found = found.unwrap();
    match found["$ref"].as_str() {
        Some(reference) => &schemas[reference.rsplit('/').next().unwrap()],
        None => found,
    }
}

/// A path with something in place of its names.
fn concrete(path: &str) -> String {
    let id = Uuid::now_v7().to_string();
    path.split('/')
        .map(|part| if part.starts_with('{') { &id } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

on_both! {
    fn the_other_routes_ask_for_what_they_say(app) {
        for (route, needs) in OTHER_ROUTES {
            let (method, path) = route.split_once(' ').unwrap();
            let path = concrete(path);
            let body = matches!(method, "POST" | "PUT").then_some(b"{}".as_slice());
            let anonymous = app.anonymous().send(method, &path, &[], body).status;
            match *needs {
                "-" => assert!(!matches!(anonymous, 401 | 403), "{route}: {anonymous}"),
                "secret" => assert!(matches!(anonymous, 400 | 401), "{route}: {anonymous}"),
                _ => assert_eq!(anonymous, 401, "{route}"),
            }
            if needs.contains(':') {
                let reader = app.client(Role::Partner, Uuid::now_v7(), "vacancies:read");
                assert_eq!(reader.send(method, &path, &[], body).status, 403, "{route} without {needs}");
            }
        }
    }
}

#[test]
fn a_kind_can_do_what_the_document_has() {
    let routes = routes();
    for kind in KINDS {
        for operation in Operation::ALL {
            let (method, rest) = operation.route();
            let there = routes.contains(&format!("{method} {}{rest}", kind.path));
            assert_eq!(there, kind.can(operation), "{operation:?} of a {}", kind.word);
        }
    }
}
