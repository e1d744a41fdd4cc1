//! Groups: each member confirms in the own channel, nobody is in two, and one who leaves sends the others back.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    scene::{Scene, last},
    seats::{AT_ONCE, at_once, one_succeeds},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, on_both,
        worker::{beginning, shown},
        world::{but, id},
    },
};

/// The paths of some candidates of the scene's agency.
pub(super) fn people(scene: &Scene, app: &TestApp, count: usize) -> Vec<String> {
    (0..count).map(|_| scene.candidate(app)).collect()
}

fn forming(members: &[String]) -> Value {
    let ids: Vec<&str> = members.iter().map(|path| last(path)).collect();
    json!({"member_ids": ids, "together": "site"})
}

/// The path of a group of these.
pub(super) fn formed(scene: &Scene, members: &[String]) -> String {
    let made = scene.agency.post("/v1/groups", &forming(members));
    made.expect(201);
    made.header("location").to_owned()
}

/// The path of a group that each of these has confirmed.
pub(super) fn confirmed(scene: &Scene, members: &[String], together: &str) -> String {
    let forming = but(forming(members), &json!({"together": together}));
    let made = scene.agency.post("/v1/groups", &forming).expect(201);
    let group = format!("/v1/groups/{}", id(&made));
    for person in members {
        says(&member(scene, &group, person), &group, true).expect(200);
    }
    assert_eq!(status(scene, &group), "confirmed");
    group
}

/// A member who was handed a code to answer to a group.
pub(super) fn member(scene: &Scene, group: &str, candidate: &str) -> Client {
    let new = beginning("in_person", ("confirm_group", last(group)), last(candidate));
    let session = scene.operator.post("/v1/worker-sessions", &new).expect(201);
    shown(&scene.operator, &session, &session["code"])
}

pub(super) fn says(member: &Client, group: &str, joins: bool) -> Answer {
    member.post(&format!("{}/answers", path(group)), &json!({"joins": joins}))
}

/// A path without the host before it.
fn path(location: &str) -> String {
    format!("/v1/groups/{}", last(location))
}

pub(super) fn status(scene: &Scene, group: &str) -> String {
    scene.agency.get(&path(group)).expect(200)["status"].as_str().unwrap().to_owned()
}

on_both! {
    fn a_group_is_confirmed_by_every_member_and_whoever_leaves_sends_it_back(app) {
        let scene = Scene::with_openings(app, 12);
        let all = people(&scene, app, 3);
        let group = formed(&scene, &all);
        for (at, person) in all.iter().enumerate() {
            assert_eq!(status(&scene, &group), "forming");
            let told = says(&member(&scene, &group, person), &group, true).expect(200);
            let expected = if at == 2 { "confirmed" } else { "forming" };
            assert_eq!((&told["status"], &told["members"], &told["together"]), (&json!(expected), &json!(3), &json!("site")));
            assert_eq!(told.as_object().unwrap().len(), 5, "a member does not learn who the others are: {told}");
        }
        let seen = scene.agency.get(&path(&group)).expect(200);
        assert_eq!((&seen["status"], &seen["allowed_transitions"]), (&json!("confirmed"), &json!(["dissolved"])));
        assert_eq!(seen["members"][1]["joined_at"], "2026-11-24T08:00:00Z");

        let left = says(&member(&scene, &group, &all[0]), &group, false).expect(200);
        assert_eq!((&left["status"], &left["joined_at"]), (&json!("forming"), &json!(null)));
        let seen = scene.agency.get(&path(&group)).expect(200);
        assert!(seen["members"].as_array().unwrap().iter().all(|one| one["joined_at"].is_null()), "{seen}");
        for person in &all[1..] {
            says(&member(&scene, &group, person), &group, true).expect(200);
        }
        assert_eq!(status(&scene, &group), "confirmed");
        let last_one = says(&member(&scene, &group, &all[1]), &group, false).expect(200);
        assert_eq!(last_one["status"], "dissolved", "one alone is no group");
        formed(&scene, &all[..2]);
        let steps = scene.agency.get(&format!("{}/history", path(&group))).expect(200);
        let steps: Vec<&Value> = steps["items"].as_array().unwrap().iter().map(|one| &one["to"]).collect();
        assert_eq!(steps, ["forming", "forming", "forming", "confirmed", "forming", "forming", "confirmed", "dissolved"]);
    }

    fn a_group_has_two_to_thirty_members_each_once_and_all_of_one_agency(app) {
        let scene = Scene::with_openings(app, 12);
        let all = people(&scene, app, 2);
        let refused = |body: Value| scene.agency.post("/v1/groups", &body).pointers();
        let one = [last(&all[0])];
        assert_eq!(refused(json!({"member_ids": one, "together": "site"})), ["/member_ids"]);
        let many: Vec<Uuid> = (0..31).map(|_| Uuid::now_v7()).collect();
        assert_eq!(refused(json!({"member_ids": many, "together": "site"})), ["/member_ids"]);
        assert_eq!(refused(forming(&[all[0].clone(), all[0].clone()])), ["/member_ids/1"]);
        assert_eq!(refused(json!({"member_ids": [one[0], Uuid::now_v7()], "together": "site"})), ["/member_ids/1"]);
        let other = Scene { agency: app.agency(), ..scene.clone() };
        let foreign = other.candidate(app);
        assert_eq!(refused(forming(&[foreign, all[0].clone()])), ["/member_ids/0"]);
        assert_eq!(refused(json!({"member_ids": [one[0], last(&all[1])], "together": "family"})), ["/together"]);
        for who in [&scene.employer, &scene.operator] {
            who.post("/v1/groups", &forming(&all)).problem(403, "forbidden");
        }
        let group = formed(&scene, &all);
        scene.agency.post("/v1/groups", &forming(&all)).problem(409, "conflict");
        for stranger in [&other.agency, &scene.employer] {
            let answer = stranger.get(&path(&group));
            assert!(matches!(answer.status, 403 | 404), "{}", answer.text);
        }
        assert_eq!(other.agency.get("/v1/groups").expect(200)["items"], json!([]));
        let with = format!("/v1/groups?candidate_id={}&status=forming", last(&all[1]));
        assert_eq!(scene.agency.get(&with).expect(200)["items"].as_array().unwrap().len(), 1);
        scene.agency.post(&format!("{}/answers", path(&group)), &json!({"joins": true})).problem(403, "forbidden");
        let stranger = scene.candidate(app);
        let new = beginning("in_person", ("confirm_group", last(&group)), last(&stranger));
        assert_eq!(scene.operator.post("/v1/worker-sessions", &new).pointers(), ["/record_id"]);
        scene.agency.transition(&path(&group), "confirmed").problem(403, "forbidden");
        scene.agency.transition(&path(&group), "dissolved").expect(200);
        formed(&scene, &all);
    }

    fn of_many_groups_with_one_person_at_once_one_is_formed(app) {
        let (scene, second) = (Scene::with_openings(app, 3), app.another());
        let (one, others) = (scene.candidate(app), people(&scene, app, AT_ONCE));
        let there = second.anonymous().with_token(scene.agency.token());
        let clients = [&scene.agency, &there];
        one_succeeds(&at_once(|n| clients[n % 2].post("/v1/groups", &forming(&[one.clone(), others[n].clone()]))), 201);
    }

    fn the_database_keeps_a_person_in_one_group_and_confirms_none_for_anybody(app) {
        let scene = Scene::with_openings(app, 3);
        formed(&scene, &people(&scene, app, 2));
        let mut sql = Sql::of(app);
        for (statement, by) in [
            ("UPDATE groups_of_workers SET status = 'confirmed'", "groups_of_workers_are_confirmed_by_all"),
            ("UPDATE groups_of_workers SET status = 'allocated'", "groups_of_workers_are_confirmed_by_all"),
            ("INSERT INTO group_of_workers_facets SELECT kind, value, :9 FROM group_of_workers_facets WHERE kind = 'live_member'", "group_of_workers_facets"),
        ] {
            let told = sql.run(statement).expect_err(statement).to_string();
            assert!(told.contains(by), "{statement}: {told}");
        }
    }

    fn an_erased_member_leaves_the_others(app) {
        let scene = Scene::with_openings(app, 12);
        let all = people(&scene, app, 3);
        let group = formed(&scene, &all);
        let export = scene.agency.get(&format!("{}/export", all[0])).expect(200);
        assert_eq!((&export["groups"][0]["members"], export["groups"][0].get("member_ids")), (&json!(3), None));
        scene.agency.delete(&all[0], "*").expect(204);
        let left = scene.agency.get(&path(&group)).expect(200);
        assert_eq!((&left["status"], left["members"].as_array().unwrap().len()), (&json!("forming"), 2));
        scene.agency.delete(&all[1], "*").expect(204);
        assert_eq!(status(&scene, &group), "dissolved");
    }
}
