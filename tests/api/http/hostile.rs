//! What strangers send costs little: no memory that stays, no body without an end, no parsing without a bound.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::json;

use crate::support::{Database, TestApp, bodies, on_both};

/// Sends bytes as they are, and reads until the server ends the connection.
fn raw(app: &TestApp, bytes: &str) -> String {
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

on_both! {
    fn an_unknown_method_makes_no_label_of_its_own(app) {
        for n in 0..50 {
            let answer = raw(app, &format!("MADEUP{n} /v1/vacancies HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
        }
        let metrics = app.operator().get("/metrics").text;
        assert!(metrics.contains(r#"method="other""#), "{metrics}");
        assert!(!metrics.contains("MADEUP"), "{metrics}");
    }

    fn a_body_of_very_many_values_is_refused_before_it_is_parsed(app) {
        let items = vec![r#"{"":0}"#; 30_000].join(",");
        let body = format!(r#"{{"items":[{items}]}}"#);
        let answer = app.partner().send("POST", "/v1/taxonomy/resolve", &[], Some(body.as_bytes()));
        let problem = answer.problem(400, "malformed-request");
        assert_eq!(problem["detail"], "the body holds too many values: send less at a time");
    }

    fn a_member_that_is_there_twice_is_refused(app) {
        let employer = app.employer();
        let twice = bodies::vacancy().to_string().replacen(r#""gross":true"#, r#""gross":true,"gross":false"#, 1);
        let answer = employer.send("POST", "/v1/vacancies", &[], Some(twice.as_bytes()));
        assert_eq!(answer.pointers(), ["/base_salary/gross"]);
        let path = app.published(&employer, &bodies::vacancy());
        let headers = [("if-match", "*"), ("content-type", "application/merge-patch+json")];
        let change = br#"{"total_job_openings": 3, "total_job_openings": 4}"#;
        assert_eq!(employer.send("PATCH", &path, &headers, Some(change)).pointers(), ["/total_job_openings"]);
        assert_eq!(employer.get(&path).expect(200)["total_job_openings"], json!(12));
    }

    fn a_request_for_a_token_is_small(app) {
        let form = format!("grant_type=client_credentials&scope={}", "a".repeat(9_000));
        for path in ["/oauth/token", "/oauth/introspect", "/oauth/revoke"] {
            let headers = [("content-type", "application/x-www-form-urlencoded")];
            let answer = app.anonymous().send("POST", path, &headers, Some(form.as_bytes()));
            answer.problem(413, "content-too-large");
        }
    }
}

#[test]
fn a_body_that_does_not_arrive_is_cut() {
    let app = TestApp::spawn(Database::sqlite());
    let head = "host: koprik.test\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100";
    let answers = std::thread::scope(|scope| {
        let ask = |path| {
            let app = &app;
            scope.spawn(move || {
                raw(app, &format!("POST {path} HTTP/1.1\r\n{head}\r\n\r\ngrant_type"))
            })
        };
        let asked = ["/oauth/token", "/oauth/introspect", "/oauth/revoke"].map(ask);
        asked.map(|answer| answer.join().unwrap())
    });
    for answer in answers {
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        assert!(answer.contains("the body did not arrive within 10 seconds"), "{answer}");
    }
    let refused = raw(&app, &format!("POST /v1/vacancies HTTP/1.1\r\n{head}\r\n\r\n{{"));
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
}
