//! What every answer carries, and what the gate does with unusual methods and greedy clients.

use koprik::domain::access::scope::Role;
use uuid::Uuid;

use std::sync::Arc;

use crate::support::{Database, TestApp, bodies, on_both};

on_both! {
    fn every_answer_is_guarded_and_named(app) {
        let operator = app.operator();
        for (path, status) in [("/v1/me", 200), ("/nowhere", 404), ("/healthz", 200), ("/docs/", 200), ("/metrics", 200)] {
            let answer = operator.get(path);
            assert_eq!(answer.status, status, "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"), "{path}");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
        }
        assert_eq!(operator.get("/v1/me").header("cache-control"), "no-store");
        assert!(operator.get("/v1/me").header("ratelimit-policy").starts_with("\"default\";q="));
        assert!(operator.get("/v1/me").header("ratelimit").starts_with("\"default\";r="));
    }

    fn an_answer_is_compressed_for_who_asks_and_for_nobody_else(app) {
        let nobody = app.anonymous();
        let sent = |asked: &str| {
            let headers = [("accept-encoding", asked)];
            let answer = nobody.send("HEAD", "/v1/taxonomy/skills?limit=100", &headers[usize::from(asked.is_empty())..], None);
            assert_eq!(answer.status, 200, "{asked}");
            answer.header("content-encoding").to_owned()
        };
        for (asked, expected) in [("", ""), ("identity", ""), ("gzip", "gzip"), ("br", "br"), ("gzip;q=0, identity", ""), ("br;q=0.5, gzip", "gzip")] {
            assert_eq!(sent(asked), expected, "{asked}");
        }
    }

    fn a_well_formed_request_id_is_echoed_and_another_replaced(app) {
        let client = app.anonymous();
        let echoed = |id: &str| client.send("GET", "/healthz", &[("x-request-id", id)], None).header("x-request-id").to_owned();
        assert_eq!(echoed("trace-1.a_B"), "trace-1.a_B");
        for id in ["a b", "<x>", &"x".repeat(65)] {
            assert_ne!(echoed(id), id);
        }
        let id = Uuid::now_v7().to_string();
        let problem = client.send("GET", "/nowhere", &[("x-request-id", &id)], None).problem(404, "not-found");
        assert_eq!(problem["instance"], format!("urn:uuid:{id}"));
    }

    fn head_mirrors_get_and_options_tells_the_methods(app) {
        let path = app.published(&app.employer(), &bodies::vacancy());
        let (get, head) = (app.anonymous().get(&path), app.anonymous().send("HEAD", &path, &[], None));
        assert_eq!((head.status, head.text.as_str(), head.header("etag")), (200, "", get.header("etag")));
        assert_eq!(head.header("content-length"), get.text.len().to_string());
        let options = app.anonymous().try_send("OPTIONS", &path, &[], None).unwrap();
        assert_eq!((options.status, options.header("allow")), (204, "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"));
        assert_eq!(options.header("accept-patch"), "application/merge-patch+json");
    }

    fn only_listed_origins_may_read(app) {
        let listed = TestApp::spawn_with(Arc::clone(&app.database), &["--cors-origins", "https://partner.example"]);
        let ask = |origin: &str| listed.anonymous().try_send("GET", "/v1/vacancies", &[("origin", origin)], None).unwrap();
        assert_eq!(ask("https://partner.example").header("access-control-allow-origin"), "https://partner.example");
        assert!(ask("https://partner.example").header("access-control-expose-headers").to_lowercase().contains("etag"));
        assert_eq!(ask("https://evil.example").header("access-control-allow-origin"), "");
        assert_eq!(ask("https://partner.example").header("access-control-allow-credentials"), "");
    }

    fn a_refused_preflight_is_a_problem_and_guarded_as_every_answer(app) {
        let listed = TestApp::spawn_with(Arc::clone(&app.database), &["--cors-origins", "https://partner.example"]);
        let ask = |origin: &str, method: &str| {
            let headers = [("origin", origin), ("access-control-request-method", method)];
            listed.anonymous().try_send("OPTIONS", "/v1/vacancies", &headers, None).unwrap()
        };
        for refused in [ask("https://evil.example", "GET"), ask("https://partner.example", "TRACE")] {
            refused.problem(400, "malformed-request");
            assert_eq!(refused.header("x-content-type-options"), "nosniff");
            assert_eq!(refused.header("access-control-allow-origin"), "");
            assert!(!refused.header("x-request-id").is_empty());
        }
        let allowed = ask("https://partner.example", "PATCH");
        assert_eq!((allowed.status, allowed.header("access-control-allow-origin")), (200, "https://partner.example"));
        assert_eq!(allowed.header("x-content-type-options"), "nosniff");
    }

    fn where_the_pages_have_nothing_a_problem_says_so(app) {
        app.anonymous().get("/docs/nothing.js").problem(404, "not-found");
    }

    fn pages_are_for_reading_only(app) {
        for page in ["/", "/guide/", "/guide/tokens", "/docs", "/docs/", "/docs/index.html"] {
            for method in ["POST", "TRACE", "QUERY"] {
                let refused = app.anonymous().try_send(method, page, &[], None).unwrap();
                refused.problem(405, "method-not-allowed");
                assert_eq!(refused.header("allow"), "GET, HEAD", "{method} {page}");
            }
        }
    }

    fn a_greedy_client_is_told_when_to_come_back(app) {
        let limited = TestApp::spawn_with(Arc::clone(&app.database), &["--requests-per-minute", &crate::support::world::quota(5)]);
        let (greedy, modest) = (limited.client(Role::Partner, Uuid::now_v7(), ""), limited.client(Role::Partner, Uuid::now_v7(), ""));
        let mut refused = greedy.get("/v1/me");
        for _ in 0..10 {
            refused = greedy.get("/v1/me");
        }
        refused.problem(429, "quota-exceeded");
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait));
        assert_eq!(refused.header("ratelimit"), format!("\"default\";r=0;t={wait}"));
        modest.get("/v1/me").expect(200);
    }

    fn callers_without_a_token_share_the_quota_of_their_address(app) {
        let settings = ["--requests-per-minute", &crate::support::world::quota(5)];
        let elsewhere = [&settings[..], &["--trusted-proxies", "192.0.2.1"]].concat();
        let limited = TestApp::spawn_with(Arc::clone(&app.database), &elsewhere);
        let client = limited.client(Role::Partner, Uuid::now_v7(), "");
        let ask = |app: &TestApp| (0..10).fold(None, |_, _| Some(app.anonymous().get("/v1/vacancies"))).unwrap();
        ask(&limited).problem(429, "quota-exceeded");
        client.get("/v1/vacancies").expect(200);
        let behind = TestApp::spawn_with(Arc::clone(&app.database), &settings);
        ask(&behind).expect(200);
    }
}

#[test]
fn a_server_that_stops_is_not_ready_and_still_alive() {
    let app = TestApp::spawn(Database::sqlite());
    let ready = app.anonymous().get("/readyz");
    assert_eq!((ready.status, ready.header("connection")), (200, ""));
    app.server.drain();
    let refused = app.anonymous().get("/readyz");
    refused.problem(503, "temporary-reduced-capacity");
    assert!(!refused.header("retry-after").is_empty());
    let alive = app.anonymous().get("/healthz");
    assert_eq!((alive.status, alive.header("connection")), (200, "close"));
}
