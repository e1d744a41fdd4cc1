//! Runs for many vacancies or candidates: the same answers as one by one, whatever happens meanwhile.

mod migration;
mod servers;

use std::sync::Arc;

use koprik::{
    domain::{
        access::scope::Role,
        recruitment::match_run::{MatchRunBody, RunAnswer},
        resource::id::Id,
    },
    store::{Store, jobs::results},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    http::{paging::walk, problems::alike},
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, eventually, id},
    },
};

fn with(app: &TestApp, settings: &[&str]) -> TestApp {
    TestApp::spawn_with(Arc::clone(&app.database), settings)
}

fn start(client: &Client, body: &Value) -> String {
    let answer = client.post("/v1/match-runs", body);
    answer.expect(202);
    answer.header("location").to_owned()
}

/// Waits until a run is in a state.
fn becomes(client: &Client, run: &str, status: &str) -> Value {
    eventually(&format!("the run is {status}"), || client.get(run).expect(200)["status"] == status);
    client.get(run).expect(200)
}

fn lines(client: &Client, run: &str) -> Vec<Value> {
    let headers = [("accept", "application/x-ndjson")];
    let answer = client.send("GET", &format!("{run}/results"), &headers, None);
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What the database holds of a run, whoever may see it.
fn stored(app: &TestApp, run: &str) -> Vec<RunAnswer> {
    let store = Store::open(app.database.url.parse().unwrap()).unwrap();
    let id = Id::<MatchRunBody>::new(uuid_in(run).parse().unwrap());
    let found = store.read(|conn| results::list(conn, id, None, 1_000)).unwrap();
    found.into_iter().map(|(_, answer)| answer).collect()
}

fn items(client: &Client, path: &str) -> Vec<Value> {
    client.get(path).expect(200)["items"].as_array().unwrap().clone()
}

/// What matters of a match: whom, how well, why.
fn gist(found: &Value) -> [Value; 4] {
    ["candidate_id", "score", "parts", "reason"].map(|member| found[member].clone())
}

/// An employer with published vacancies, newest first, and an agency with candidates of several levels.
struct Corridor {
    employer: Client,
    agency: Client,
    vacancies: Vec<String>,
    candidates: Vec<String>,
}

fn corridor(app: &TestApp, vacancies: usize) -> Corridor {
    let (employer, agency) = (app.employer(), app.agency());
    let candidates = [5, 4, 3].map(|level| {
        let skills = json!([{"skill": "con.lay_bricks", "level": level, "years": 6, "evidence": "assessed"}]);
        app.available(&agency, &but(bodies::candidate(), &json!({"skills": skills})))
    });
    let published = |pay: usize| {
        let salary = json!({"currency": "RUB", "unit": "month", "min": 80_000 + 1_000 * pay, "max": 200_000, "gross": true});
        app.published(&employer, &but(bodies::vacancy(), &json!({"base_salary": salary})))
    };
    let mut vacancies: Vec<String> = (0..vacancies).map(published).collect();
    vacancies.reverse();
    Corridor { employer, agency, vacancies, candidates: candidates.to_vec() }
}

fn uuid_in(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

on_both! {
    fn a_run_for_all_vacancies_equals_the_answers_one_by_one(app) {
        let Corridor { employer, vacancies, .. } = corridor(app, 5);
        let draft = employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        app.published(&app.employer(), &bodies::vacancy());
        let asked = json!({"direction": "vacancies", "matches": {"limit": 2, "profile": "skills_first"}});
        let made = employer.post("/v1/match-runs", &asked);
        assert_eq!(made.expect(202)["total"], 5, "drafts are not counted");
        let run = made.header("location").to_owned();
        let ended = becomes(&employer, &run, "finished");
        assert_eq!((&ended["total"], &ended["done"], &ended["matches"]["limit"]), (&json!(5), &json!(5), &json!(2)));
        assert!(ended["started_at"].is_string() && ended["finished_at"].is_string(), "{ended}");
        assert_eq!(ended["allowed_transitions"], json!([]));

        let found = items(&employer, &format!("{run}/results?lang=tt"));
        let asked_for: Vec<String> = found.iter().map(|item| format!("/v1/vacancies/{}", item["vacancy_id"].as_str().unwrap())).collect();
        assert_eq!(asked_for, vacancies, "newest first, and neither drafts nor those of others");
        for (item, vacancy) in found.iter().zip(&vacancies) {
            let one = items(&employer, &format!("{vacancy}/matches?limit=2&profile=skills_first&lang=tt"));
            let (got, expected): (Vec<_>, Vec<_>) = (item["matches"].as_array().unwrap().iter().map(gist).collect(), one.iter().map(gist).collect());
            assert_eq!(got, expected);
            assert_eq!(got.len(), 2);
            assert!(item["matches"].as_array().unwrap().iter().all(|found| found["changed"] == false));
        }
        assert!(!found.iter().any(|item| item["vacancy_id"] == draft["id"]));
    }

    fn a_run_for_candidates_equals_the_answers_one_by_one(app) {
        let Corridor { agency, candidates, .. } = corridor(app, 3);
        app.available(&app.agency(), &bodies::candidate());
        let run = start(&agency, &json!({"direction": "candidates"}));
        assert_eq!(becomes(&agency, &run, "finished")["total"], 3);
        let found = lines(&agency, &run);
        assert_eq!(found.len(), 3);
        for item in &found {
            let candidate = format!("/v1/candidates/{}", item["candidate_id"].as_str().unwrap());
            assert!(candidates.contains(&candidate), "{candidate}");
            let ids = |list: &Value| list.as_array().unwrap().iter().map(|one| (one["vacancy_id"].clone(), one["score"].clone())).collect::<Vec<_>>();
            assert_eq!(ids(&item["matches"]), ids(&agency.get(&format!("{candidate}/matches")).expect(200)["items"]));
        }
        let all = start(&app.operator(), &json!({"direction": "candidates"}));
        assert_eq!(becomes(&app.operator(), &all, "finished")["done"], 4, "an operator asks for any");
    }

    fn names_stand_beside_the_answers_of_a_run(app) {
        let Corridor { employer, agency, .. } = corridor(app, 1);
        let run = start(&agency, &json!({"direction": "candidates"}));
        becomes(&agency, &run, "finished");
        let named = items(&agency, &format!("{run}/results?include=labels&lang=ru"));
        let found = &named[0]["matches"][0]["labels"];
        assert_eq!((&found["occupations"]["bricklayer"], &found["municipalities"]["92701000"]), (&json!("каменщик"), &json!("Казань")));
        assert!(named[0]["labels"]["regions"]["UZ-SA"].is_string(), "{}", named[0]);
        let asked = json!({"direction": "vacancies"});
        let run = start(&employer, &asked);
        becomes(&employer, &run, "finished");
        let named = items(&employer, &format!("{run}/results?include=labels&lang=ru"));
        assert_eq!(named[0]["labels"]["occupations"]["bricklayer"], "каменщик");
        assert_eq!(named[0]["matches"][0].get("labels"), None, "a candidate's profile is not told by the way");
        assert_eq!(items(&employer, &format!("{run}/results"))[0].get("labels"), None);
        employer.get(&format!("{run}/results?include=employer")).problem(400, "malformed-request");
    }

    fn a_run_asks_for_a_list_or_a_filter_only(app) {
        let Corridor { employer, vacancies, .. } = corridor(app, 3);
        app.server.drain();
        let by_one = with(app, &["--match-run-batch", "1"]);
        let employer = by_one.anonymous().with_token(employer.token());
        let other = app.published(&employer, &but(bodies::vacancy(), &json!({"workplace": {"oktmo": "92730000"}, "title": {"ru": "Бетонщик"}})));
        let mine = employer.get("/v1/me").expect(200)["organisation_id"].clone();
        let newest = uuid_in(&vacancies[0]);
        for (chosen, expected) in [
            (json!({"ids": [uuid_in(&vacancies[2]), newest]}), 2),
            (json!({"filter": {"municipality": "92730000"}}), 1),
            (json!({"filter": {"q": "kamenshik"}}), 3),
            (json!({"filter": {"q": "бетонщики"}}), 1),
            (json!({"filter": {"q": "менщик"}}), 0),
            (json!({"filter": {"q": "welder"}}), 0),
            (json!({"filter": {"isco08": "71", "occupation": "bricklayer", "skill": "con.lay_bricks", "owner_id": mine}}), 4),
            (json!({"filter": {"isco08": "5"}}), 0),
            (json!({"filter": {"home_region": "UZ-SA"}}), 0),
            (json!({"filter": {"owner_id": Uuid::now_v7()}}), 0),
            (json!({"filter": {"changed_since": "2026-11-25T00:00:00Z"}}), 0),
        ] {
            let run = start(&employer, &but(json!({"direction": "vacancies"}), &chosen));
            let ended = becomes(&employer, &run, "finished");
            assert_eq!((&ended["done"], &ended["total"]), (&json!(expected), &json!(expected)), "{chosen}");
            assert_eq!(lines(&employer, &run).len(), expected, "{chosen}");
        }
        let kept = json!({"direction": "vacancies", "ids": [uuid_in(&other)], "matches": {"home_regions": ["UZ-TK"]}});
        let run = start(&employer, &kept);
        becomes(&employer, &run, "finished");
        assert_eq!(lines(&employer, &run), [json!({"vacancy_id": uuid_in(&other), "matches": []})]);
    }

    fn the_command_line_finds_the_same(app) {
        let Corridor { vacancies, .. } = corridor(app, 3);
        let run = start(&app.operator(), &json!({"direction": "vacancies", "matches": {"limit": 2, "profile": "skills_first"}}));
        becomes(&app.operator(), &run, "finished");
        let expected = lines(&app.operator(), &run);
        let matched = |more: &[&str]| -> Vec<Value> {
            let out = std::process::Command::new(env!("CARGO_BIN_EXE_koprik"))
                .args(["match-run", "--limit", "2", "--profile", "skills_first", "--data-dir"])
                .arg(app.database.folder.path())
                .args(more)
                .env("KOPRIK_DATABASE_URL", &app.database.url)
                .output()
                .unwrap();
            if !out.status.success() {
                return vec![json!(String::from_utf8_lossy(&out.stderr))];
            }
            String::from_utf8(out.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        assert_eq!(matched(&[]), expected);
        assert_eq!(matched(&["--ids", uuid_in(&vacancies[1])]), expected[1..2]);
        let refused = matched(&["--ids", "0198c0de-0000-7000-8000-000000000000"]);
        assert!(refused[0].as_str().unwrap().contains("/ids/0: there is no such vacancy"), "{refused:?}");
        let file = app.database.folder.path().join("matches.ndjson");
        assert_eq!(matched(&["--isco08", "71", "--output", file.to_str().unwrap()]), [json!(null); 0]);
        assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 3);
    }

    fn lines_equal_the_pages(app) {
        let Corridor { employer, .. } = corridor(app, 53); // more than lines are made at a time
        let run = start(&employer, &json!({"direction": "vacancies", "matches": {"limit": 1}}));
        becomes(&employer, &run, "finished");
        let whole = lines(&employer, &run);
        assert_eq!(whole.len(), 53);
        assert_eq!(items(&employer, &format!("{run}/results?limit=100")), whole);
        let walked = walk(&employer, &format!("{run}/results?limit=10"), "vacancy_id", || {});
        assert_eq!(walked, whole.iter().map(|item| item["vacancy_id"].as_str().unwrap()).collect::<Vec<_>>());
        let refused = employer.send("GET", &format!("{run}/results?limit=2"), &[("accept", "application/x-ndjson")], None);
        refused.problem(400, "malformed-request");
        let json = employer.send("GET", &format!("{run}/results"), &[("accept", "application/json, application/x-ndjson;q=0")], None);
        assert_eq!(json.header("content-type"), "application/json");
    }

    fn whoever_left_is_not_shown(app) {
        let Corridor { employer, agency, candidates, vacancies } = corridor(app, 1);
        let run = start(&employer, &json!({"direction": "vacancies"}));
        let of_candidates = start(&agency, &json!({"direction": "candidates"}));
        becomes(&employer, &run, "finished");
        becomes(&agency, &of_candidates, "finished");
        let seen = || lines(&employer, &run)[0]["matches"].as_array().unwrap().clone();
        assert_eq!((seen().len(), lines(&agency, &of_candidates).len()), (3, 3));

        let withdrawn = json!({"matching_consent": {"withdrawn_at": "2026-11-20T00:00:00Z"}});
        agency.patch(&candidates[0], "*", &withdrawn).expect(200);
        assert_eq!(agency.delete(&candidates[1], "*").status, 204);
        let text = employer.get(&format!("{run}/results")).text;
        for gone in &candidates[..2] {
            assert!(!text.contains(uuid_in(gone)), "{text}");
        }
        assert_eq!((seen().len(), lines(&agency, &of_candidates).len()), (1, 1));
        let stored: Vec<Uuid> = stored(app, &of_candidates).iter().map(|answer| answer.item).collect();
        let erased: Uuid = uuid_in(&candidates[1]).parse().unwrap();
        assert!(stored.len() == 2 && !stored.contains(&erased), "the answer for whoever was erased is gone");
        assert_eq!((&seen()[0]["changed"], seen()[0]["reason"].is_string()), (&json!(false), true));
        agency.patch(&candidates[2], "*", &json!({"occupations": [{"trade": "bricklayer", "years": 1}]})).expect(200);
        assert_eq!((&seen()[0]["changed"], seen()[0].get("reason")), (&json!(true), None), "the score is of then");

        employer.transition(&vacancies[0], "suspended").expect(200);
        assert_eq!(lines(&agency, &of_candidates)[0]["matches"], json!([]), "a vacancy that was taken down is not shown to agencies");
    }

    fn a_foreign_run_is_as_unknown_as_none(app) {
        let (owner, colleague) = { let id = app.new_employer(); (app.client(Role::Employer, id, ""), app.client(Role::Employer, id, "matches:read")) };
        let run = start(&owner, &json!({"direction": "vacancies"}));
        becomes(&owner, &run, "finished");
        let unknown = format!("/v1/match-runs/{}", Uuid::now_v7());
        let attempts = |client: &Client, path: &str| -> Vec<Answer> {
            vec![
                client.get(path), client.get(&format!("{path}/results")), client.delete(path, "*"), client.transition(path, "cancelled"),
                client.send("GET", &format!("{path}/results"), &[("accept", "application/x-ndjson")], None),
            ]
        };
        for (stranger, may_write) in [(app.employer(), true), (app.agency(), true), (app.partner(), false)] {
            for (at, (foreign, none)) in attempts(&stranger, &run).iter().zip(attempts(&stranger, &unknown)).enumerate() {
                let lacks_scope = !may_write && matches!(at, 2 | 3);
                foreign.problem(if lacks_scope { 403 } else { 404 }, if lacks_scope { "forbidden" } else { "not-found" });
                assert!(alike(&foreign.json(), &none.json()), "{} {}", foreign.text, none.text);
            }
        }
        assert_eq!(items(&app.employer(), "/v1/match-runs"), [json!(null); 0]);
        app.partner().get("/v1/match-runs").problem(403, "forbidden");
        assert_eq!(colleague.get(&run).expect(200)["allowed_transitions"], json!([]));
        assert_ne!(colleague.get(&run).header("etag"), owner.get(&run).header("etag"));
        colleague.delete(&run, "*").problem(403, "forbidden");
        assert_eq!(items(&app.operator(), "/v1/match-runs").len(), 1);
    }

    fn a_role_asks_only_for_its_side(app) {
        let clients = [app.employer(), app.agency(), app.operator(), app.partner()];
        for (direction, statuses) in [("vacancies", [202, 403, 202, 403]), ("candidates", [403, 202, 202, 403])] {
            for (client, status) in clients.iter().zip(statuses) {
                assert_eq!(client.post("/v1/match-runs", &json!({"direction": direction})).status, status, "{direction}");
            }
        }
    }

    fn a_repeated_request_starts_one_run(app) {
        let employer = app.employer();
        let asked = json!({"direction": "vacancies"});
        let first = employer.post_once("/v1/match-runs", "run-1", &asked);
        let made = first.expect(202);
        becomes(&employer, first.header("location"), "finished");
        let again = employer.post_once("/v1/match-runs", "run-1", &asked);
        assert_eq!((again.expect(202), again.header("idempotency-replayed")), (made, "true"));
        assert_eq!(again.header("location"), first.header("location"));
        employer.post_once("/v1/match-runs", "run-1", &json!({"direction": "vacancies", "matches": {"limit": 3}})).problem(422, "idempotency-key-reused");
        assert_eq!(items(&employer, "/v1/match-runs").len(), 1);
    }

    fn what_is_wrong_with_a_run_is_named(app) {
        let employer = app.employer();
        let draft = id(&employer.post("/v1/vacancies", &bodies::vacancy()).expect(201));
        let foreign = app.published(&app.employer(), &bodies::vacancy());
        let mine = app.published(&employer, &bodies::vacancy());
        let mine = uuid_in(&mine);
        for (members, expected) in [
            (json!({"direction": "both"}), vec!["/direction"]),
            (json!({"ids": []}), vec!["/ids"]),
            (json!({"ids": [mine, mine]}), vec!["/ids/1"]),
            (json!({"ids": [mine, Uuid::now_v7(), draft, uuid_in(&foreign)]}), vec!["/ids/1", "/ids/2", "/ids/3"]),
            (json!({"ids": ["x"]}), vec!["/ids/0"]),
            (json!({"ids": [mine], "filter": {}}), vec!["/filter"]),
            (json!({"filter": {"isco08": "x", "status": "draft"}}), vec!["/filter/status"]),
            (json!({"filter": {"isco08": "x"}, "matches": {"isco08": "7a"}}), vec!["/filter/isco08", "/matches/isco08"]),
            (json!({"matches": {"limit": 101, "min_score": 10_001}, "lang": "ru"}), vec!["/lang", "/matches/limit", "/matches/min_score"]),
            (json!({"matches": {"profile": "nonsense"}}), vec!["/matches/profile"]),
            (json!({"matches": {"weights": {"skills": 0, "occupation": 0, "region": 0, "language": 0, "experience": 0, "pay": 0}}}), vec!["/matches/weights"]),
        ] {
            let answer = employer.post("/v1/match-runs", &but(json!({"direction": "vacancies"}), &members));
            assert_eq!(answer.pointers(), expected, "{members}");
        }
        assert_eq!(employer.post("/v1/match-runs", &json!({})).pointers(), ["/direction"]);
        let many: Vec<Uuid> = (0..1_001).map(|_| Uuid::now_v7()).collect();
        assert_eq!(employer.post("/v1/match-runs", &json!({"direction": "vacancies", "ids": many})).pointers(), ["/ids"]);
        assert_eq!(items(&employer, "/v1/match-runs"), [json!(null); 0]);
    }

}
