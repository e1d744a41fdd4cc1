//! Pages without a cap, without repetition, and with cursors that cannot be forged.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Client, bodies, on_both, world::but};

/// Follows `next` to the end; the ids in order.
pub(crate) fn walk(client: &Client, path: &str, id: &str, between: impl Fn()) -> Vec<String> {
    let (mut ids, mut path) = (Vec::new(), path.to_owned());
    loop {
        let answer = client.get(&path);
        let page = answer.expect(200);
        ids.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item[id].as_str().unwrap().to_owned()),
        );
        between();
        let Value::String(next) = &page["next"] else { return ids };
        assert_eq!(answer.header("link"), format!("<{next}>; rel=\"next\""));
        next.strip_prefix("http://koprik.test").unwrap().clone_into(&mut path);
    }
}

on_both! {
    fn a_walk_sees_everything_once_while_others_write(app) {
        let agency = app.agency();
        let ids: BTreeSet<String> = (0..25)
            .map(|_| agency.post("/v1/candidates", &bodies::candidate()).expect(201)["id"].as_str().unwrap().to_owned())
            .collect();
        let walked = walk(&agency, "/v1/candidates?limit=4", "id", || {
            agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        });
        let seen: BTreeSet<String> = walked.iter().cloned().collect();
        assert_eq!(seen.len(), walked.len(), "a record came twice");
        assert!(ids.is_subset(&seen), "a record was missed");
        assert!(walked.windows(2).all(|pair| pair[0] > pair[1]), "newest first");
    }

    fn the_pages_of_matches_are_the_whole_list(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        for level in [3, 4, 5, 3, 4, 5, 3] {
            let skills = json!([{"skill": "con.lay_bricks", "level": level, "years": level, "evidence": "self_declared"}]);
            app.available(&agency, &but(bodies::candidate(), &json!({"skills": skills})));
        }
        let whole = employer.get(&format!("{vacancy}/matches?limit=100")).expect(200);
        let whole: Vec<&str> = whole["items"].as_array().unwrap().iter().map(|item| item["candidate_id"].as_str().unwrap()).collect();
        assert_eq!(whole.len(), 7);
        assert_eq!(walk(&employer, &format!("{vacancy}/matches?limit=2"), "candidate_id", || {}), whole);
        let question = json!({"vacancy": bodies::vacancy(), "limit": 4});
        let first = employer.post("/v1/matches/search", &question).expect(200);
        let second = employer.post("/v1/matches/search", &but(question, &json!({"cursor": first["cursor"]}))).expect(200);
        assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (4, 3));
        assert_eq!(second["cursor"], Value::Null);
    }

    fn a_cursor_is_of_one_caller_and_one_list(app) {
        let (agency, other) = (app.agency(), app.agency());
        for _ in 0..3 {
            agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        }
        let page = agency.get("/v1/candidates?limit=1").expect(200);
        let cursor = page["next"].as_str().unwrap().split("cursor=").nth(1).unwrap().to_owned();
        agency.get(&format!("/v1/candidates?limit=1&cursor={cursor}")).expect(200);
        other.get(&format!("/v1/candidates?limit=1&cursor={cursor}")).problem(400, "malformed-request");
        agency.get(&format!("/v1/candidates?limit=1&status=draft&cursor={cursor}")).problem(400, "malformed-request");
        agency.get(&format!("/v1/vacancies?limit=1&cursor={cursor}")).problem(400, "malformed-request");
        for at in 0..cursor.len() {
            let mut forged = cursor.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            let answer = agency.get(&format!("/v1/candidates?limit=1&cursor={forged}"));
            assert!(answer.status == 400 || forged == cursor, "a forged cursor was taken: {forged}");
        }
    }

    fn lists_are_filtered_in_any_script(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let id = path.rsplit('/').next().unwrap();
        let found = |query: &str| {
            let page = app.anonymous().get(&format!("/v1/vacancies?{query}")).expect(200);
            page["items"].as_array().unwrap().iter().any(|item| item["id"] == id)
        };
        let mine = employer.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().to_owned();
        for (query, expected) in [
            ("isco08=7112", true), ("isco08=71", true), ("isco08=72", false), ("occupation=bricklayer", true),
            ("skill=con.mix_mortar", true), ("skill=con.plaster", false), ("municipality=92701000", true),
            ("municipality=92601000", false), ("status=published,suspended", true), ("status=draft", false),
            ("changed_since=2026-11-24T07:59:59Z", true), ("changed_since=2026-11-25T00:00:00Z", false),
            ("q=%D0%BA%D0%B0%D0%BC%D0%B5%D0%BD%D1%89%D0%B8%D0%BA", true), ("q=KAMENSHIK", true),
            ("q=%D2%93%D0%B8%D1%88%D1%82", true), ("q=g%27isht", true), ("q=welder", false),
            (&format!("employer_id={mine}"), true), (&format!("employer_id={id}"), false),
        ] {
            assert_eq!(found(query), expected, "{query}");
        }
    }
}
