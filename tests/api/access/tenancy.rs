//! Tenants are walls: whatever one asks by another's id is as unknown as nothing at all.

use koprik::domain::access::scope::Role;
use serde_json::json;
use uuid::Uuid;

use crate::{
    http::problems::{alike, reveals_nothing},
    support::{Client, bodies, on_both},
};

/// Every way to reach a record by its id.
fn attempts(client: &Client, path: &str, body: &serde_json::Value) -> Vec<crate::support::Answer> {
    vec![
        client.get(path),
        client.put(path, &[("if-match", "*")], body),
        client.patch(path, "*", &json!({})),
        client.delete(path, "*"),
        client.transition(path, "published"),
        client.get(&format!("{path}/matches")),
        client.get(&format!("{path}/matches?limit=1")),
    ]
}

on_both! {
    fn a_foreign_id_is_as_unknown_as_none(app) {
        let (mine, theirs) = ((app.employer(), app.agency()), (app.employer(), app.agency()));
        let draft = theirs.0.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let vacancy = format!("/v1/vacancies/{}", draft["id"].as_str().unwrap());
        let candidate = app.available(&theirs.1, &bodies::candidate());
        for (path, body, peer, strangers) in [
            (&vacancy, bodies::vacancy(), &mine.0, [&mine.1, &theirs.1, &app.partner()]),
            (&candidate, bodies::candidate(), &mine.1, [&mine.0, &theirs.0, &app.partner()]),
        ] {
            let unknown = format!("{}/{}", path.rsplit_once('/').unwrap().0, Uuid::now_v7());
            for foreign in attempts(peer, path, &body) {
                foreign.problem(404, "not-found");
            }
            for stranger in [peer].into_iter().chain(strangers) {
                for (foreign, none) in attempts(stranger, path, &body).iter().zip(attempts(stranger, &unknown, &body)) {
                    reveals_nothing(foreign);
                    assert!(alike(&foreign.json(), &none.json()), "{} {}", foreign.text, none.text);
                }
            }
        }
        assert_eq!(theirs.0.get(&vacancy).expect(200)["version"], 1);
        assert_eq!(theirs.1.get(&candidate).expect(200)["version"], 2);
    }

    fn an_employer_sees_only_candidates_that_take_part(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let draft = agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        let pair = format!("{vacancy}/matches/{}", draft["id"].as_str().unwrap());
        employer.get(&pair).problem(404, "not-found");
        assert_eq!(agency.get(&pair).expect(200)["eligible"], false);
        agency.transition(&format!("/v1/candidates/{}", draft["id"].as_str().unwrap()), "available").expect(200);
        let seen = employer.get(&pair);
        seen.expect(200);
        for word in ["passport", "birth", "surname", "phone", "external_ref", "agency", "home_district"] {
            assert!(!seen.text.contains(word), "{word}: {}", seen.text);
        }
    }

    fn lists_show_nothing_foreign(app) {
        let (mine, theirs) = ((app.employer(), app.agency()), (app.employer(), app.agency()));
        theirs.0.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        theirs.1.post("/v1/candidates", &bodies::candidate()).expect(201);
        for (client, path) in [(&mine.0, "/v1/vacancies"), (&mine.1, "/v1/candidates"), (&app.anonymous(), "/v1/vacancies")] {
            assert_eq!(client.get(path).expect(200)["items"], json!([]), "{path}");
        }
        assert_eq!(app.operator().get("/v1/candidates").expect(200)["items"].as_array().unwrap().len(), 1);
        mine.0.get("/v1/candidates").problem(403, "forbidden");
        app.partner().get("/v1/candidates").problem(403, "forbidden");
    }

    fn a_role_does_only_what_is_its_own(app) {
        let (employer, agency, operator, partner) = (app.employer(), app.agency(), app.operator(), app.partner());
        for (path, body, able) in [
            ("/v1/vacancies", bodies::vacancy(), 0), ("/v1/candidates", bodies::candidate(), 1),
            ("/v1/employers", bodies::employer(crate::support::world::next()), 2), ("/v1/agencies", bodies::agency(crate::support::world::next()), 2),
        ] {
            for (at, client) in [&employer, &agency, &operator, &partner].into_iter().enumerate() {
                let answer = client.post(path, &body);
                assert_eq!(answer.status, if at == able { 201 } else { 403 }, "{path} by {at}: {}", answer.text);
            }
            app.anonymous().post(path, &body).problem(401, "unauthenticated");
        }
        let path = app.published(&employer, &bodies::vacancy());
        operator.patch(&path, "*", &json!({"total_job_openings": 1})).problem(403, "forbidden");
        agency.get(&format!("{path}/matches")).problem(403, "forbidden");
    }

    fn a_missing_scope_is_named(app) {
        let employer = app.new_employer();
        let reader = app.client(Role::Employer, employer, "vacancies:read");
        let refused = reader.post("/v1/vacancies", &bodies::vacancy());
        refused.problem(403, "forbidden");
        assert_eq!(refused.header("www-authenticate"), "Bearer error=\"insufficient_scope\", scope=\"vacancies:write\"");
    }
}
