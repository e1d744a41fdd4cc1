//! Nobody collects profiles: only verified employers ask, questions have substance, and a day has an end.

use std::{sync::Arc, time::Duration};

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use crate::support::{
    Answer, Client, TestApp, bodies, on_both,
    world::{but, eventually, id, next},
};

fn search(client: &Client, vacancy: &Value, limit: u64) -> Answer {
    client.post("/v1/matches/search", &json!({"vacancy": vacancy, "limit": limit}))
}

fn today(client: &Client) -> Value {
    client.get("/v1/me").expect(200)["profiles_today"].clone()
}

on_both! {
    fn only_a_verified_employer_asks_for_candidates(app) {
        let operator = app.operator();
        app.available(&app.agency(), &bodies::candidate());
        let employer = id(&operator.post("/v1/employers", &bodies::employer(next())).expect(201));
        let client = app.client(Role::Employer, employer, "");
        let path = format!("/v1/employers/{employer}");
        let mut seen = Vec::new();
        for state in ["", "verifying", "verified", "suspended"] {
            if !state.is_empty() {
                operator.transition(&path, state).expect(200);
            }
            let answer = search(&client, &bodies::vacancy(), 10);
            if answer.status != 200 {
                answer.problem(409, "conflict");
            }
            seen.push((state, answer.status));
        }
        assert_eq!(seen, [("", 409), ("verifying", 409), ("verified", 200), ("suspended", 409)]);
    }

    fn a_suspended_employer_learns_no_more_of_a_pair(app) {
        let owner = app.new_employer();
        let client = app.client(Role::Employer, owner, "");
        let vacancy = app.published(&client, &bodies::vacancy());
        let candidate = app.available(&app.agency(), &bodies::candidate());
        let pair = format!("{vacancy}/matches/{}", candidate.rsplit_once('/').unwrap().1);
        client.get(&pair).expect(200);
        app.operator().transition(&format!("/v1/employers/{owner}"), "suspended").expect(200);
        client.get(&pair).problem(409, "conflict");
        app.operator().get(&pair).expect(200);
    }

    fn a_question_that_asks_for_nothing_is_refused(app) {
        app.available(&app.agency(), &bodies::candidate());
        let employer = app.employer();
        let preferred = json!([{"skill": "con.mix_mortar", "kind": "preferred", "min_level": 2}]);
        for requirements in [json!([]), preferred] {
            let vacancy = but(bodies::vacancy(), &json!({"requirements": requirements}));
            assert_eq!(search(&employer, &vacancy, 10).pointers(), ["/vacancy/requirements"]);
            search(&app.operator(), &vacancy, 10).expect(200);
        }
    }

    fn an_employer_sees_so_many_profiles_a_day(app) {
        let settings = ["--profiles-per-day", "3"];
        let app = TestApp::spawn_with(Arc::clone(&app.database), &settings);
        let (agency, employer) = (app.agency(), app.employer());
        let vacancy = app.published(&employer, &bodies::vacancy());
        for _ in 0..5 {
            app.available(&agency, &bodies::candidate());
        }
        assert_eq!(today(&employer), json!({"quota": 3, "seen": 0, "left": 3}));
        let first = search(&employer, &bodies::vacancy(), 2).expect(200);
        assert_eq!(today(&employer), json!({"quota": 3, "seen": 2, "left": 1}));
        assert_eq!(search(&employer, &bodies::vacancy(), 2).expect(200), first, "again, for nothing");

        let refused = employer.get(&format!("{vacancy}/matches?limit=4"));
        let problem = refused.problem(429, "quota-exceeded");
        assert!(problem["detail"].as_str().unwrap().contains("1 more profiles"), "{problem}");
        assert_eq!(refused.header("retry-after"), (16 * 3600).to_string(), "tomorrow begins at midnight");
        assert_eq!(today(&employer)["seen"], 2, "what was refused is not counted");

        employer.get(&format!("{vacancy}/matches?limit=3")).expect(200);
        let beyond = app.operator().get(&format!("{vacancy}/matches?limit=5")).expect(200);
        let unseen = beyond["items"][4]["candidate_id"].as_str().unwrap();
        employer.get(&format!("{vacancy}/matches/{unseen}")).problem(429, "quota-exceeded");
        let body = json!({"direction": "vacancies", "matches": {"limit": 5}});
        let run = employer.post("/v1/match-runs", &body);
        run.expect(202);
        let results = format!("{}/results", run.header("location"));
        eventually("the run refuses to show more", || employer.get(&results).status == 429);

        let second = TestApp::spawn_with(Arc::clone(&app.database), &settings);
        let there = second.anonymous().with_token(employer.token());
        assert_eq!(today(&there), json!({"quota": 3, "seen": 3, "left": 0}), "on every server");
        there.get(&format!("{vacancy}/matches?limit=4")).problem(429, "quota-exceeded");
        there.get(&format!("{vacancy}/matches?limit=3")).expect(200);

        let other = app.employer();
        search(&other, &bodies::vacancy(), 3).expect(200);
        assert_eq!(today(&agency), Value::Null);
        let owner = id_of(&employer);
        app.pass(Duration::from_hours(16)); // its token has run out meanwhile
        let employer = app.client(Role::Employer, owner, "");
        assert_eq!(today(&employer), json!({"quota": 3, "seen": 0, "left": 3}), "a new day");
        employer.get(&format!("{vacancy}/matches/{unseen}")).expect(200);
    }

    fn an_erased_candidate_was_seen_by_nobody(app) {
        let (agency, employer) = (app.agency(), app.employer());
        let candidate = app.available(&agency, &bodies::candidate());
        search(&employer, &bodies::vacancy(), 10).expect(200);
        assert_eq!(today(&employer)["seen"], 1);
        agency.delete(&candidate, "*").expect(204);
        assert_eq!(today(&employer)["seen"], 0);
    }
}

fn id_of(client: &Client) -> uuid::Uuid {
    client.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().parse().unwrap()
}
