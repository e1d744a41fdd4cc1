//! One key, one effect.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::json;

use crate::support::{bodies, on_both, world::but};

on_both! {
    fn a_repeated_request_gets_the_first_answer(app) {
        let agency = app.agency();
        let first = agency.post_once("/v1/candidates", "\"key-1\"", &bodies::candidate());
        let created = first.expect(201);
        let path = format!("/v1/candidates/{}", created["id"].as_str().unwrap());
        agency.patch(&path, first.header("etag"), &json!({"readiness": "ready"})).expect(200);
        let again = agency.post_once("/v1/candidates", "key-1", &bodies::candidate());
        assert_eq!((again.expect(201), again.header("idempotency-replayed")), (created, "true"));
        assert_eq!((again.header("etag"), again.header("location")), (first.header("etag"), path.as_str()));
        assert_eq!(first.header("idempotency-replayed"), "");
        assert_eq!(agency.get("/v1/candidates").expect(200)["items"].as_array().unwrap().len(), 1);
    }

    fn another_body_is_refused_and_another_client_is_another_scope(app) {
        let (agency, other) = (app.agency(), app.agency());
        agency.post_once("/v1/candidates", "k", &bodies::candidate()).expect(201);
        let body = but(bodies::candidate(), &json!({"readiness": "ready"}));
        agency.post_once("/v1/candidates", "k", &body).problem(422, "idempotency-key-reused");
        other.post_once("/v1/candidates", "k", &body).expect(201);
        for key in ["", "\"\"", "a b", &"x".repeat(256)] {
            agency.post_once("/v1/candidates", key, &body).problem(400, "malformed-request");
        }
    }

    fn a_refused_request_does_not_burn_its_key(app) {
        let agency = app.agency();
        let wrong = but(bodies::candidate(), &json!({"home_region": "UZ-XX"}));
        agency.post_once("/v1/candidates", "k", &wrong).problem(422, "invalid");
        let taken = but(bodies::candidate(), &json!({"external_ref": "A-1"}));
        agency.post("/v1/candidates", &taken).expect(201);
        agency.post_once("/v1/candidates", "k", &taken).problem(409, "conflict");
        agency.post_once("/v1/candidates", "k", &bodies::candidate()).expect(201);
    }

    fn a_hundred_at_once_make_one_record(app) {
        let agency = app.agency();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let posts: Vec<_> = (0..100)
                .map(|_| scope.spawn(|| agency.clone().post_once("/v1/candidates", "storm", &bodies::candidate()).status))
                .collect();
            posts.into_iter().map(|post| post.join().unwrap()).collect()
        });
        assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
        assert_eq!(agency.get("/v1/candidates").expect(200)["items"].as_array().unwrap().len(), 1);
    }

    fn a_refused_neighbour_spoils_nobodys_write(app) {
        let agency = app.agency();
        let bodies: Vec<_> = (0..40)
            .map(|n| if n % 2 == 0 { "same".to_owned() } else { format!("own-{n}") })
            .map(|reference| but(bodies::candidate(), &json!({"external_ref": reference})))
            .collect();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let post = |(n, body)| {
                let agency = agency.clone();
                scope.spawn(move || agency.post_once("/v1/candidates", &format!("n-{n}"), body).status)
            };
            let posts: Vec<_> = bodies.iter().enumerate().map(post).collect();
            posts.into_iter().map(|post| post.join().unwrap()).collect()
        });
        let (same, own): (Vec<_>, Vec<_>) = statuses.iter().enumerate().partition(|(n, _)| n % 2 == 0);
        assert!(own.iter().all(|(_, status)| **status == 201), "{statuses:?}");
        assert_eq!(same.iter().filter(|(_, status)| **status == 201).count(), 1, "{statuses:?}");
        assert!(same.iter().all(|(_, status)| matches!(status, 201 | 409)), "{statuses:?}");
        assert_eq!(agency.get("/v1/candidates?home_region=UZ-SA&limit=100").expect(200)["items"].as_array().unwrap().len(), 21);
    }

    fn a_transition_is_repeated_safely_and_an_erased_record_leaves_no_copy(app) {
        let agency = app.agency();
        let created = agency.post_once("/v1/candidates", "create", &bodies::candidate()).expect(201);
        let path = format!("/v1/candidates/{}", created["id"].as_str().unwrap());
        let to = json!({"to": "available"});
        let moved = agency.post_once(&format!("{path}/transitions"), "move", &to).expect(200);
        let again = agency.post_once(&format!("{path}/transitions"), "move", &to);
        assert_eq!((again.expect(200), again.header("idempotency-replayed")), (moved, "true"));
        agency.transition(&path, "available").problem(409, "conflict");
        assert_eq!(agency.delete(&path, agency.get(&path).header("etag")).status, 204);
        let fresh = agency.post_once("/v1/candidates", "create", &bodies::candidate());
        assert_eq!(fresh.header("idempotency-replayed"), "");
        assert_ne!(fresh.expect(201)["id"], created["id"]);
    }

    fn a_key_is_forgotten_after_two_days(app) {
        let (id, secret) = app.credentials(Role::Agency, app.new_agency(), "");
        let post = || {
            let client = app.anonymous().with_token(&app.token(id, &secret));
            let answer = client.post_once("/v1/candidates", "monthly", &bodies::candidate());
            (answer.expect(201)["id"].clone(), answer.header("idempotency-replayed").to_owned())
        };
        let (first, _) = post();
        app.pass(Duration::from_hours(47));
        app.server.app.sweep().unwrap();
        assert_eq!(post(), (first.clone(), "true".to_owned()));
        app.pass(Duration::from_hours(2));
        app.server.app.sweep().unwrap();
        let (second, replayed) = post();
        assert_ne!(second, first);
        assert_eq!(replayed, "");
    }
}
