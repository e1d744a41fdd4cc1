//! Who comes in, with what, and for how long.

use std::time::Duration;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    Answer, TestApp, on_both,
    world::{eventually, within_a_second},
};

fn form(app: &TestApp, path: &str, headers: &[(&str, &str)], form: &str) -> Answer {
    let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
    all.extend(headers);
    app.anonymous().send("POST", path, &all, Some(form.as_bytes()))
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

on_both! {
    fn a_client_gets_a_token_by_basic_or_in_the_form(app) {
        let (id, secret) = app.credentials(Role::Partner, Uuid::now_v7(), "");
        let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
        let answer = form(app, "/oauth/token", &[("authorization", &basic)], "grant_type=client_credentials&scope=vacancies:read");
        let token = answer.expect(200);
        assert_eq!((&token["token_type"], &token["expires_in"], &token["scope"]), (&json!("Bearer"), &json!(900), &json!("vacancies:read")));
        assert_eq!(answer.header("cache-control"), "no-store");
        let me = app.anonymous().with_token(token["access_token"].as_str().unwrap()).get("/v1/me").expect(200);
        assert_eq!((&me["client_id"], &me["scopes"]), (&json!(id), &json!(["vacancies:read"])));
    }

    fn a_wrong_request_for_a_token_says_why(app) {
        let (id, secret) = app.credentials(Role::Partner, Uuid::now_v7(), "");
        for (body, status, error) in [
            (format!("grant_type=client_credentials&client_id={id}&client_secret=wrong"), 401, "invalid_client"),
            (format!("grant_type=client_credentials&client_id={}&client_secret={secret}", Uuid::now_v7()), 401, "invalid_client"),
            ("grant_type=client_credentials".to_owned(), 401, "invalid_client"),
            (format!("grant_type=password&client_id={id}&client_secret={secret}"), 400, "unsupported_grant_type"),
            (format!("client_id={id}&client_secret={secret}"), 400, "invalid_request"),
            (format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=candidates:write"), 400, "invalid_scope"),
            (format!("grant_type=client_credentials&grant_type=x&client_id={id}&client_secret={secret}"), 400, "invalid_request"),
        ] {
            assert_eq!(form(app, "/oauth/token", &[], &body).expect(status)["error"], error, "{body}");
        }
    }

    fn hostile_tokens_never_come_in(app) {
        let good = app.operator();
        let parts: Vec<&str> = good.token().split('.').collect();
        let head: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
        let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        let keys = app.anonymous().get("/.well-known/jwks.json").expect(200);
        assert_eq!((&keys["keys"][0]["kid"], &keys["keys"][0]["crv"]), (&head["kid"], &json!("Ed25519")));
        assert!(keys["keys"][0].get("d").is_none(), "a private half is published");

        let mut hostile: Vec<String> = Vec::new();
        for change in [
            json!({"alg": "none"}), json!({"alg": "HS256"}), json!({"alg": "RS256"}), json!({"typ": "JWT"}), json!({"typ": null}),
            json!({"kid": "../../etc/passwd"}), json!({"kid": null}), json!({"kid": ["x"]}), json!({"crit": ["exp"]}),
            json!({"jku": "http://127.0.0.1:1/"}), json!({"x5u": "http://127.0.0.1:1/"}), json!({"jwk": keys["keys"][0]}),
            json!({"x5c": []}), json!({"b64": false}), json!({"zip": "DEF"}), json!({"enc": "A256GCM"}),
        ] {
            let mut head = head.clone();
            head.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            hostile.push(format!("{}.{}.{}", encode(&head), parts[1], parts[2]));
            hostile.push(format!("{}.{}.", encode(&head), parts[1]));
        }
        for change in [
            json!({"exp": 9_999_999_999_u64}), json!({"nbf": "0"}), json!({"role": "operator"}), json!({"scope": "x"}),
            json!({"aud": "x"}), json!({"iss": "x"}), json!({"sub": null}), json!({"tenant": Uuid::now_v7()}),
        ] {
            let mut claims = claims.clone();
            claims.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            claims["jti"] = json!(Uuid::now_v7());
            hostile.push(format!("{}.{}.{}", parts[0], encode(&claims), parts[2]));
        }
        for at in [0, 10, 40, 80] {
            let mut signature = parts[2].as_bytes().to_vec();
            signature[at] = if signature[at] == b'A' { b'B' } else { b'A' };
            hostile.push(format!("{}.{}.{}", parts[0], parts[1], String::from_utf8(signature).unwrap()));
        }
        hostile.extend(["x", "..", "a.b.c", "null", &"A".repeat(7_000)].map(str::to_owned));
        hostile.push(format!("{}.{}", parts[0], parts[1]));
        hostile.push(format!("{}.x", good.token()));
        for token in &hostile {
            let answer = app.anonymous().with_token(token).get("/v1/me");
            answer.problem(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), "Bearer error=\"invalid_token\"", "{token}");
        }
        for (path, headers) in [
            (format!("/v1/me?access_token={}", good.token()), vec![]),
            ("/v1/me".to_owned(), vec![("cookie", format!("token={}", good.token()))]),
            ("/v1/me".to_owned(), vec![("authorization", format!("Basic {}", good.token()))]),
        ] {
            let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            app.anonymous().send("GET", &path, &headers, None).problem(401, "unauthenticated");
        }
        good.get("/v1/me").expect(200);
    }

    fn a_token_runs_out_after_fifteen_minutes(app) {
        let operator = app.operator();
        app.pass(Duration::from_secs(14 * 60 + 50));
        operator.get("/v1/me").expect(200);
        app.pass(Duration::from_secs(20));
        operator.get("/v1/me").problem(401, "unauthenticated");
    }

    fn a_revoked_token_or_client_stops_on_every_server(app) {
        let second = app.another();
        let (id, secret) = app.credentials(Role::Operator, Uuid::now_v7(), "");
        let (first_token, second_token) = (app.token(id, &secret), app.token(id, &secret));
        let there = |token: &str| second.anonymous().with_token(token).get("/v1/me").status;
        eventually("the client is known", || there(&first_token) == 200);
        let credentials = format!("client_id={id}&client_secret={secret}");
        let introspect = |token: &str| form(app, "/oauth/introspect", &[], &format!("token={token}&{credentials}")).expect(200);
        assert_eq!(introspect(&first_token)["active"], true);
        form(app, "/oauth/revoke", &[], &format!("token={first_token}&{credentials}"));
        app.anonymous().with_token(&first_token).get("/v1/me").problem(401, "unauthenticated");
        assert_eq!(introspect(&first_token), json!({"active": false}));
        within_a_second("the token is shut out there too", || there(&first_token) == 401);
        assert_eq!(there(&second_token), 200);

        app.server.app.revoke_client(id).unwrap();
        app.anonymous().with_token(&second_token).get("/v1/me").problem(401, "unauthenticated");
        within_a_second("the client is shut out there too", || there(&second_token) == 401);
        let body = format!("grant_type=client_credentials&{credentials}");
        assert_eq!(form(app, "/oauth/token", &[], &body).expect(401)["error"], "invalid_client");
    }

    fn a_client_revokes_its_own_tokens_only(app) {
        let (id, secret) = app.credentials(Role::Partner, Uuid::now_v7(), "");
        let token = app.token(id, &secret);
        let revoke = |(id, secret): (Uuid, String)| {
            form(app, "/oauth/revoke", &[], &format!("token={token}&client_id={id}&client_secret={secret}"))
        };
        let reads = || app.anonymous().with_token(&token).get("/v1/me").status;
        let colleague = app.anonymous().with_token(&token).get("/v1/me").expect(200)["organisation_id"].clone();
        let colleague = colleague.as_str().unwrap().parse().unwrap();
        for other in [app.credentials(Role::Partner, Uuid::now_v7(), ""), app.credentials(Role::Partner, colleague, "")] {
            assert_eq!(revoke(other).status, 200, "whatever the token is");
            assert_eq!(reads(), 200);
        }
        assert_eq!((revoke((id, secret.clone())).status, reads()), (200, 401));
    }

    fn an_operator_revokes_the_token_of_any_client(app) {
        let (id, secret) = app.credentials(Role::Agency, app.new_agency(), "");
        let token = app.token(id, &secret);
        let (operator, secret) = app.credentials(Role::Operator, Uuid::now_v7(), "");
        let reads = || app.anonymous().with_token(&token).get("/v1/me").status;
        assert_eq!(reads(), 200);
        let request = format!("token={token}&client_id={operator}&client_secret={secret}");
        assert_eq!(form(app, "/oauth/revoke", &[], &request).status, 200);
        assert_eq!(reads(), 401);
    }

    fn the_metadata_name_the_endpoints(app) {
        let metadata = app.anonymous().get("/.well-known/oauth-authorization-server").expect(200);
        assert_eq!(metadata["token_endpoint"], "http://koprik.test/oauth/token");
        assert_eq!(app.anonymous().get("/.well-known/jwks.json").header("cache-control"), "public, max-age=300");
    }
}
