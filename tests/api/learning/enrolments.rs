//! Who came first sits first, a seat that is given back passes on, and a test that was passed is evidence.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::scene::{Scene, status, unproven};
use crate::{
    programme::seats::{AT_ONCE, at_once},
    store::sql::Sql,
    support::{Client, TestApp, on_both, world::but},
};

/// What the provider reports of somebody who passed the test.
fn passed() -> Value {
    json!({"outcome": "completed", "tested": true, "ended_on": "2026-11-24"})
}

/// A course that begins today, and somebody who sits in it.
fn attending(scene: &Scene, more: &Value) -> (String, String) {
    let course = scene.course(&but(json!({"starts": "2026-11-24"}), more));
    let enrolment = scene.enrolled(&course, &scene.candidate);
    scene.partner.transition(&enrolment, "attending").expect(200);
    (course, enrolment)
}

fn candidates(app: &TestApp, agency: &Client, count: usize) -> Vec<String> {
    (0..count).map(|_| app.available(agency, &unproven())).collect()
}

on_both! {
    fn who_came_first_sits_first_and_a_seat_that_is_given_back_passes_on(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 1}));
        let people = candidates(app, &scene.agency, 3);
        let all: Vec<String> = people.iter().map(|one| scene.enrolled(&course, one)).collect();
        let states = |all: &[String]| all.iter().map(|path| status(&scene.agency, path)).collect::<Vec<_>>();
        assert_eq!(states(&all), ["enrolled", "applied", "applied"]);
        assert_eq!(app.anonymous().get(&course).expect(200)["free_seats"], 0);
        scene.agency.transition(&all[0], "withdrawn").expect(200);
        assert_eq!(states(&all), ["withdrawn", "enrolled", "applied"]);
        scene.agency.transition(&all[2], "withdrawn").expect(200);
        scene.partner.transition(&all[1], "withdrawn").expect(200);
        assert_eq!(states(&all), ["withdrawn"; 3]);
        assert_eq!(app.anonymous().get(&course).expect(200)["free_seats"], 1);
        let steps = scene.agency.get(&format!("{}/history", all[1])).expect(200);
        let steps: Vec<_> = steps["items"].as_array().unwrap().iter().map(|one| one["to"].clone()).collect();
        assert_eq!(steps, ["applied", "enrolled", "withdrawn"]);
    }

    fn the_last_seat_goes_to_one_of_many(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 1}));
        let people = candidates(app, &scene.agency, AT_ONCE);
        let second = app.another();
        let there = scene.there(&second);
        let (scenes, bodies) = ([&scene, &there], people.iter().map(|one| scene.enrolling(&course, one)).collect::<Vec<_>>());
        let answers = at_once(|n| scenes[n % 2].agency.post("/v1/enrolments", &bodies[n]));
        assert_eq!(answers, [201; AT_ONCE], "who has no seat waits");
        let mut sql = Sql::of(app);
        assert_eq!(sql.texts("SELECT CAST(count(*) AS TEXT) AS text FROM enrolments WHERE status = 'enrolled'"), ["1"]);
        assert_eq!(app.anonymous().get(&course).expect(200)["free_seats"], 0);
    }

    fn seats_that_are_given_back_at_once_pass_to_as_many(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 8}));
        let all: Vec<String> = candidates(app, &scene.agency, 16).iter().map(|one| scene.enrolled(&course, one)).collect();
        let second = app.another();
        let there = scene.there(&second);
        let scenes = [&scene, &there];
        let answers = at_once(|n| scenes[n % 2].agency.transition(&all[n % 8], "withdrawn"));
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 8, "{answers:?}");
        assert!(answers.iter().all(|status| matches!(status, 200 | 409 | 412)), "{answers:?}");
        app.server.app.sweep().unwrap();
        let mut sql = Sql::of(app);
        assert_eq!(sql.texts("SELECT CAST(count(*) AS TEXT) AS text FROM enrolments WHERE status = 'enrolled'"), ["8"]);
        assert_eq!(app.anonymous().get(&course).expect(200)["free_seats"], 0);
    }

    fn seats_that_a_provider_adds_go_to_those_who_wait_and_taken_ones_are_not_taken_away(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 1}));
        let all: Vec<String> = candidates(app, &scene.agency, 2).iter().map(|one| scene.enrolled(&course, one)).collect();
        scene.partner.patch(&course, "*", &json!({"seats": 2})).expect(200);
        app.server.app.sweep().unwrap();
        assert_eq!(status(&scene.agency, &all[1]), "enrolled");
        let told = scene.partner.patch(&course, "*", &json!({"seats": 1})).problem(409, "conflict").to_string();
        assert!(told.contains("2 seats are taken"), "{told}");
    }

    fn a_test_that_was_passed_is_evidence_and_attendance_is_none(app) {
        let scene = Scene::on(app);
        let before = scene.score();
        let (_, enrolment) = attending(&scene, &json!({"skills": [{"skill": "con.lay_bricks", "level": 4}]}));
        assert_eq!(scene.score(), before);
        let done = scene.report(&enrolment, &passed()).expect(200);
        assert_eq!((&done["status"], &done["result"]["skills"][0]["level"]), (&json!("completed"), &json!(4)));
        let after = scene.explained();
        assert!(after["score"].as_u64().unwrap() > before, "{after}");
        assert_eq!(after["requirements"][0]["found"]["evidence"], "assessed");
        let named = "Shown by the test of a course on 2026-11-24";
        assert!(after["reason"].as_str().unwrap().contains(named), "{after}");
        let other = app.available(&scene.agency, &unproven());
        let course = scene.course(&json!({"starts": "2026-11-24"}));
        let second = scene.enrolled(&course, &other);
        scene.partner.transition(&second, "attending").expect(200);
        let untested = json!({"outcome": "completed", "ended_on": "2026-11-24"});
        scene.report(&second, &untested).expect(200);
        assert_eq!(scene.agency.get(&other).expect(200)["proofs"], json!([]));
    }

    fn the_stronger_of_two_proofs_wins(app) {
        let scene = Scene::on(app);
        let (_, enrolment) = attending(&scene, &json!({"skills": [{"skill": "con.lay_bricks", "level": 4}]}));
        scene.report(&enrolment, &passed()).expect(200);
        let tested = scene.score();
        let path = scene.recognised(&json!({}));
        assert!(scene.score() > tested);
        assert_eq!(scene.evidence(), "recognised");
        let why = json!({"to": "revoked", "reason": "the diploma is forged"});
        scene.operator.post(&format!("{path}/transitions"), &why).expect(200);
        assert_eq!((scene.score(), scene.evidence()), (tested, "assessed".to_owned()));
    }

    fn a_report_says_no_more_than_the_course_teaches(app) {
        let scene = Scene::on(app);
        let (_, enrolment) = attending(&scene, &json!({}));
        let refused = |more: Value| scene.report(&enrolment, &but(passed(), &more)).pointers();
        assert_eq!(refused(json!({"ended_on": "2026-11-23"})), ["/ended_on"]);
        assert_eq!(refused(json!({"ended_on": "2026-11-25"})), ["/ended_on"]);
        assert_eq!(refused(json!({"outcome": "failed"})), ["/tested"]);
        assert_eq!(refused(json!({"skills": [{"skill": "con.lay_bricks", "level": 4}]})), ["/skills/0"]);
        assert_eq!(refused(json!({"skills": [{"skill": "con.plaster", "level": 1}]})), ["/skills/0"]);
        let untested = json!({"tested": false, "skills": [{"skill": "con.lay_bricks", "level": 2}]});
        assert_eq!(refused(untested), ["/skills"]);
        let failed = json!({"outcome": "failed", "ended_on": "2026-11-24"});
        assert_eq!(scene.report(&enrolment, &failed).expect(200)["status"], "failed");
        scene.report(&enrolment, &passed()).problem(409, "conflict");
    }

    fn every_pair_of_a_state_and_a_role_is_as_the_table_says(app) {
        let scene = Scene::on(app);
        let move_to = |client: &Client, path: &str, to: &str| {
            client.post(&format!("{path}/transitions"), &json!({"to": to, "reason": "as agreed"})).status
        };
        let states = ["applied", "enrolled", "attending", "completed", "failed", "withdrawn"];
        let in_state = |state: &str| {
            let course = scene.course(&json!({"starts": "2026-11-24", "seats": 1}));
            if state == "applied" {
                scene.enrolled(&course, &app.available(&scene.agency, &unproven()));
            }
            let path = scene.enrolled(&course, &app.available(&scene.agency, &unproven()));
            if matches!(state, "attending" | "completed" | "failed") {
                scene.partner.transition(&path, "attending").expect(200);
            }
            match state {
                "completed" => drop(scene.report(&path, &passed()).expect(200)),
                "failed" => drop(scene.report(&path, &json!({"outcome": "failed", "ended_on": "2026-11-24"})).expect(200)),
                "withdrawn" => drop(scene.agency.transition(&path, "withdrawn").expect(200)),
                _ => {}
            }
            path
        };
        let (peer, stranger) = (app.agency(), app.partner());
        for from in states {
            let path = in_state(from);
            for to in states {
                for (who, client) in [("operator", &scene.operator), ("agency", &scene.agency), ("partner", &scene.partner)] {
                    let allowed: &[&str] = match (from, who) {
                        ("enrolled", "partner") => &["attending", "withdrawn"],
                        ("applied" | "attending", "agency" | "partner") | ("enrolled", "agency") => &["withdrawn"],
                        _ => &[],
                    };
                    let offered = client.get(&path).expect(200)["allowed_transitions"].clone();
                    assert_eq!(offered, json!(allowed), "{from} by {who}");
                    if !allowed.contains(&to) {
                        let told = move_to(client, &path, to);
                        assert!(matches!(told, 403 | 409), "{from} to {to} by {who}: {told}");
                    }
                }
                assert_eq!(move_to(&peer, &path, to), 404);
                assert_eq!(move_to(&stranger, &path, to), 404);
                assert_eq!(move_to(&scene.employer, &path, to), 403);
            }
            assert_eq!(status(&scene.operator, &path), from, "nothing has changed");
        }
    }

    fn each_does_only_what_is_theirs(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"starts": "2026-11-24"}));
        let body = scene.enrolling(&course, &scene.candidate);
        app.agency().post("/v1/enrolments", &body).problem(404, "not-found");
        for other in [&scene.operator, &scene.partner, &scene.employer] {
            other.post("/v1/enrolments", &body).problem(403, "forbidden");
        }
        let unknown = but(body.clone(), &json!({"course_id": "0198c0de-0000-7000-8000-000000000009"}));
        scene.agency.post("/v1/enrolments", &unknown).problem(404, "not-found");
        let made = scene.agency.post_once("/v1/enrolments", "one", &body).expect(201);
        let again = scene.agency.post_once("/v1/enrolments", "one", &body);
        assert_eq!((again.expect(201), again.header("idempotency-replayed")), (made.clone(), "true"));
        scene.agency.post("/v1/enrolments", &body).problem(409, "conflict");
        let path = format!("/v1/enrolments/{}", made["id"].as_str().unwrap());
        assert_eq!(made["word"]["evidence"], "recording 5");
        assert_eq!(scene.partner.get(&path).expect(200)["word"]["evidence"], json!(null), "the proof is with the agency");
        for stranger in [app.agency(), app.partner()] {
            stranger.get(&path).problem(404, "not-found");
            stranger.post(&format!("{path}/results"), &passed()).problem(404, "not-found");
        }
        for other in [&scene.agency, &scene.operator] {
            other.post(&format!("{path}/results"), &passed()).problem(403, "forbidden");
        }
        scene.report(&path, &passed()).problem(409, "conflict");
        let listed = scene.partner.get(&format!("/v1/enrolments?course_id={}", made["course_id"].as_str().unwrap())).expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        assert_eq!(app.partner().get("/v1/enrolments").expect(200)["items"], json!([]));
    }

    fn a_course_that_does_not_take_place_lets_everybody_go(app) {
        let mut scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 1}));
        let all: Vec<String> = candidates(app, &scene.agency, 2).iter().map(|one| scene.enrolled(&course, one)).collect();
        scene.partner.transition(&course, "cancelled").expect(200);
        assert_eq!(all.iter().map(|path| status(&scene.agency, path)).collect::<Vec<_>>(), ["withdrawn"; 2]);
        let soon = scene.course(&json!({"seats": 1, "starts": "2026-11-24"}));
        let all: Vec<String> = candidates(app, &scene.agency, 2).iter().map(|one| scene.enrolled(&soon, one)).collect();
        scene.after(app, 1);
        assert_eq!(all.iter().map(|path| status(&scene.agency, path)).collect::<Vec<_>>(), ["enrolled", "withdrawn"], "it begins without them");
        let late = scene.enrolling(&soon, &scene.candidate);
        scene.agency.post("/v1/enrolments", &late).problem(404, "not-found");
    }

    fn an_erased_candidate_leaves_the_seat_and_was_told_of_it_before(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"seats": 1}));
        let enrolment = scene.enrolled(&course, &scene.candidate);
        let export = scene.agency.get(&format!("{}/export", scene.candidate)).expect(200);
        assert_eq!(export["enrolments"], json!([scene.agency.get(&enrolment).expect(200)]));
        let other = app.available(&scene.agency, &unproven());
        let waiting = scene.enrolled(&course, &other);
        scene.agency.delete(&scene.candidate, "*").expect(204);
        scene.operator.get(&enrolment).problem(404, "not-found");
        assert_eq!(status(&scene.agency, &waiting), "enrolled");
        scene.agency.transition(&other, "withdrawn").expect(200);
        assert_eq!(status(&scene.agency, &waiting), "withdrawn", "who leaves the programme leaves the course");
        assert_eq!(app.anonymous().get(&course).expect(200)["free_seats"], 1);
        let feed = scene.partner.get("/v1/changes?kind=enrolment&limit=100").expect(200);
        let events: Vec<_> = feed["items"].as_array().unwrap().iter().map(|one| one["event"].clone()).collect();
        assert!(events.contains(&json!("deleted")), "{events:?}");
        assert_eq!(app.client(Role::Partner, uuid::Uuid::now_v7(), "").get("/v1/changes?kind=enrolment&limit=100").expect(200)["items"], json!([]));
    }
}
