//! Bad requests get a problem document that says what is wrong.

use serde_json::{Value, json};

use crate::support::{Answer, bodies, on_both, world::but};

on_both! {
    fn every_wrong_member_is_named_at_once(app) {
        let employer = app.employer();
        let body = but(bodies::vacancy(), &json!({
            "nonsense": 1,
            "total_job_openings": 0,
            "employment_type": "slavery",
            "workplace": {"oktmo": "1"},
            "requirements": [{"skill": "con.lay_bricks", "kind": "must", "min_level": 6}],
            "base_salary": {"currency": "RUB", "unit": "month", "min": 2, "max": 1, "gross": "yes"}
        }));
        let expected = [
            "/base_salary/gross", "/employment_type", "/nonsense", "/requirements/0/min_level", "/total_job_openings",
            "/workplace/oktmo",
        ];
        assert_eq!(employer.post("/v1/vacancies", &body).pointers(), expected);
        assert_eq!(employer.get("/v1/vacancies").expect(200)["items"], json!([]), "nothing was half-written");
    }

    fn contradictions_and_unknown_codes_are_named(app) {
        let employer = app.employer();
        let twice = json!({"skill": "con.lay_bricks", "kind": "must", "min_level": 1});
        for (members, expected) in [
            (json!({"requirements": [twice, twice]}), "/requirements/1/skill"),
            (json!({"base_salary": {"currency": "RUB", "unit": "month", "min": 2, "max": 1, "gross": true}}), "/base_salary/max"),
            (json!({"filled_job_openings": 13}), "/total_job_openings"),
            (json!({"occupation": {"trade": "sorcerer"}}), "/occupation/trade"),
            (json!({"occupation": {"trade": "bricklayer", "isco08": "5120"}}), "/occupation/isco08"),
            (json!({"occupation": {}}), "/occupation"),
            (json!({"title": {}}), "/title"),
            (json!({"workplace": {"oktmo": "92999999"}}), "/workplace/oktmo"),
            (json!({"requirements": [{"skill": "con.nonsense", "kind": "must", "min_level": 1}]}), "/requirements/0/skill"),
            (json!({"languages": [{"language": "ru", "level": "ТРКИ-9", "kind": "must"}]}), "/languages/0/level"),
        ] {
            let answer = employer.post("/v1/vacancies", &but(bodies::vacancy(), &members));
            assert_eq!(answer.pointers(), [expected], "{members}");
        }
    }

    fn a_profile_takes_no_personal_member(app) {
        let agency = app.agency();
        for member in ["name", "surname", "birth_date", "passport", "phone", "email", "pinfl", "sex", "status", "agency_id"] {
            let mut body = bodies::candidate();
            body[member] = json!("CANARY");
            let answer = agency.post("/v1/candidates", &body);
            assert_eq!(answer.pointers(), [format!("/{member}")]);
            assert!(!answer.text.contains("CANARY"), "a value is repeated: {}", answer.text);
        }
    }

    fn what_is_not_meant_json_is_malformed(app) {
        let employer = app.employer();
        let deep = format!("{}1{}", "[".repeat(40), "]".repeat(40));
        let cases: [&[u8]; 9] = [
            b"{", b"{} {}", b"\xef\xbb\xbf\xef\xbb\xbf{}", b"{\"title\": \"\\ud800\"}", b"\xff", b"{\"a\": NaN}", b"",
            b"{\"title\": {\"ru\": \"a\\u0000b\"}}", deep.as_bytes(),
        ];
        for body in cases {
            employer.send("POST", "/v1/vacancies", &[], Some(body)).problem(400, "malformed-request");
        }
    }

    fn query_parameters_are_read_strictly(app) {
        let operator = app.operator();
        for query in [
            "limit=0", "limit=101", "limit=-1", "limit=x", "limit=", "nonsense=1", "limit=1&limit=2", "status=nonsense",
            "isco08=abc", "skill=x", "home_region=RU-TA", "municipality=1", "changed_since=yesterday", "employer_id=1",
            "cursor=AAAA", "cursor=%00",
        ] {
            operator.get(&format!("/v1/vacancies?{query}")).problem(400, "malformed-request");
        }
        operator.get(&format!("/v1/vacancies?q={}", "a".repeat(9_000))).problem(414, "uri-too-long");
    }

    fn other_media_types_are_refused(app) {
        let employer = app.employer();
        let body = bodies::vacancy().to_string();
        for media in ["text/plain", "application/x-www-form-urlencoded", "application/merge-patch+json", ""] {
            let answer = employer.send("POST", "/v1/vacancies", &[("content-type", media)], Some(body.as_bytes()));
            answer.problem(415, "unsupported-media-type");
        }
        let answer = employer.send("GET", "/v1/vacancies", &[("accept", "application/xml")], None);
        answer.problem(406, "not-acceptable");
        employer.send("GET", "/v1/vacancies", &[("accept", "text/html, */*;q=0.1")], None).expect(200);
    }

    fn a_large_body_is_refused(app) {
        let mut body = bodies::vacancy();
        body["responsibilities"] = json!({"ru": "я".repeat(40_000)});
        app.employer().post("/v1/vacancies", &body).problem(413, "content-too-large");
    }

    fn an_address_without_anything_or_another_method_is_told(app) {
        let operator = app.operator();
        for path in ["/nowhere", "/v1", "/v1/", "/v1/vacancies/", "/v1/vacancies/x/y/z", "/v2/vacancies"] {
            operator.get(path).problem(404, "not-found");
        }
        let answer = operator.try_send("PATCH", "/v1/vacancies", &[], Some(b"{}")).unwrap();
        answer.problem(405, "method-not-allowed");
        assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS, POST");
        operator.try_send("TRACE", "/v1/vacancies", &[], None).unwrap().problem(405, "method-not-allowed");
    }

    fn the_type_of_a_problem_leads_to_its_documentation(app) {
        let problem = app.anonymous().get("/v1/candidates").problem(401, "unauthenticated");
        let help = app.anonymous().get(problem["type"].as_str().unwrap()).expect(200);
        assert_eq!((&help["type"], &help["status"]), (&problem["type"], &json!(401)));
        app.anonymous().get("/problems/nonsense").problem(404, "not-found");
    }
}

/// An unknown id and a foreign one are answered alike, but for the request's id.
pub(crate) fn alike(left: &Value, right: &Value) -> bool {
    but(left.clone(), &json!({"instance": ""})) == but(right.clone(), &json!({"instance": ""}))
}

/// Whoever has the scope is told that there is nothing; whoever lacks it is told that, and nothing of any record.
pub(crate) fn reveals_nothing(answer: &Answer) {
    if answer.status == 403 {
        assert!(
            answer.header("www-authenticate").contains("insufficient_scope"),
            "{}",
            answer.text
        );
    } else {
        answer.problem(404, "not-found");
    }
}
