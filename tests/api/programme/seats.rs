//! A seat is held once, by one, and nowhere is counted otherwise than the applications say.

use std::sync::Barrier;

use serde_json::json;

use super::scene::{Scene, close};
use crate::{
    store::sql::Sql,
    support::{Answer, bodies, on_both, world::but},
};

/// How many try at the same moment.
pub(crate) const AT_ONCE: usize = 64;

/// What many are answered who ask at the same moment.
pub(crate) fn at_once(ask: impl Fn(usize) -> Answer + Sync) -> Vec<u16> {
    let start = Barrier::new(AT_ONCE);
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..AT_ONCE)
            .map(|n| {
                let (start, ask) = (&start, &ask);
                scope.spawn(move || {
                    start.wait();
                    ask(n).status
                })
            })
            .collect();
        let mut statuses: Vec<u16> = asked.into_iter().map(|one| one.join().unwrap()).collect();
        statuses.sort_unstable();
        statuses
    })
}

/// That one succeeds, and all others meet a conflict.
pub(crate) fn one_succeeds(statuses: &[u16], success: u16) {
    let conflicts = [409; AT_ONCE - 1];
    assert_eq!(statuses[0], success, "{statuses:?}");
    assert_eq!(statuses[1..], conflicts, "{statuses:?}");
}

on_both! {
    fn a_chosen_worker_holds_a_seat_until_the_application_is_closed(app) {
        let scene = Scene::with_openings(app, 1);
        let (first, second) = (scene.interviewed(app), scene.interviewed(app));
        scene.employer.transition(&first, "selected").expect(200);
        assert_eq!(scene.seats(), ("filled".to_owned(), 0, 1));
        app.anonymous().get(&scene.vacancy).problem(404, "not-found");
        let waiting = scene.employer.get(&second).expect(200)["waiting"].clone();
        assert_eq!(waiting, json!([{"to": "selected", "needs": ["open_seat"]}]));
        let refused = scene.employer.transition(&second, "selected").problem(409, "gate-closed");
        assert_eq!(refused["errors"][0]["code"], "open_seat");

        close(&scene.agency, &first, "withdrawn_by_worker").expect(200);
        assert_eq!(scene.seats(), ("published".to_owned(), 1, 0));
        scene.employer.transition(&second, "selected").expect(200);
        assert_eq!(scene.seats(), ("filled".to_owned(), 0, 1));
    }

    fn what_the_employer_writes_leaves_held_seats_alone(app) {
        let scene = Scene::with_openings(app, 3);
        let path = scene.interviewed(app);
        scene.employer.transition(&path, "selected").expect(200);
        let body = but(bodies::vacancy(), &json!({"total_job_openings": 2, "filled_job_openings": 1}));
        scene.employer.put(&scene.vacancy, &[("if-match", "*")], &body).expect(200);
        assert_eq!(scene.seats(), ("filled".to_owned(), 0, 1));
        let less = json!({"total_job_openings": 1, "filled_job_openings": 1});
        let told = scene.employer.patch(&scene.vacancy, "*", &less).problem(409, "conflict").to_string();
        assert!(told.contains("applications hold 1 openings"), "{told}");
        let copy = scene.employer.send("POST", &format!("{}/copies", scene.vacancy), &[("content-type", "application/merge-patch+json")], Some(b"{}"));
        assert_eq!(copy.expect(201)["reserved_job_openings"], 0);
    }

    fn an_erased_candidate_frees_the_seat_and_leaves_no_application(app) {
        let scene = Scene::with_openings(app, 1);
        let path = scene.interviewed(app);
        scene.employer.transition(&path, "selected").expect(200);
        let candidate = scene.employer.get(&path).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        scene.agency.delete(&format!("/v1/candidates/{candidate}"), "*").expect(204);
        assert_eq!(scene.seats(), ("published".to_owned(), 1, 0));
        scene.employer.get(&path).problem(404, "not-found");
        let mut sql = Sql::of(app);
        assert_eq!(sql.texts("SELECT status AS text FROM applications"), Vec::<String>::new());
    }

    fn whoever_leaves_the_programme_takes_the_applications_along(app) {
        let scene = Scene::with_openings(app, 1);
        let path = scene.interviewed(app);
        scene.employer.transition(&path, "selected").expect(200);
        let candidate = scene.employer.get(&path).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        scene.agency.transition(&format!("/v1/candidates/{candidate}"), "withdrawn").expect(200);
        let seen = scene.employer.get(&path).expect(200);
        assert_eq!((&seen["status"], &seen["closing_reason"]), (&json!("closed"), &json!("withdrawn_by_worker")));
        assert_eq!(scene.seats(), ("published".to_owned(), 1, 0));
    }

    fn of_many_who_are_chosen_for_one_seat_at_once_one_is(app) {
        let (scene, second) = (Scene::with_openings(app, 1), app.another());
        let paths: Vec<String> = (0..AT_ONCE).map(|_| scene.interviewed(app)).collect();
        let there = second.anonymous().with_token(scene.employer.token());
        let clients = [&scene.employer, &there];
        let statuses = at_once(|n| clients[n % 2].transition(&paths[n], "selected"));
        one_succeeds(&statuses, 200);
        assert_eq!(scene.seats(), ("filled".to_owned(), 0, 1));
        let chosen = scene.employer.get("/v1/applications?status=selected").expect(200);
        assert_eq!(chosen["items"].as_array().unwrap().len(), 1);
    }

    fn of_many_who_put_one_candidate_forward_at_once_one_does(app) {
        let (scene, second) = (Scene::with_openings(app, 12), app.another());
        let candidate = scene.candidate(app);
        let there = second.anonymous().with_token(scene.agency.token());
        let (clients, body) = ([&scene.agency, &there], scene.putting_forward(&candidate));
        one_succeeds(&at_once(|n| clients[n % 2].post("/v1/applications", &body)), 201);
    }

    fn the_database_counts_seats_too(app) {
        let scene = Scene::with_openings(app, 1);
        let (first, second) = (scene.interviewed(app), scene.interviewed(app));
        scene.employer.transition(&first, "selected").expect(200);
        let mut sql = Sql::of(app);
        let counted = sql.either(
            "UPDATE vacancies SET body = jsonb_set(body, '{openings,reserved}', '0')",
            "UPDATE vacancies SET body = json_set(body, '$.openings.reserved', 0)",
        ).to_owned();
        let taken = sql.either(
            "UPDATE vacancies SET body = jsonb_set(body, '{openings,filled}', '1')",
            "UPDATE vacancies SET body = json_set(body, '$.openings.filled', 1)",
        ).to_owned();
        for (refused, by) in [
            ("UPDATE applications SET status = 'selected' WHERE status = 'interview'", "applications_find_an_open_seat"),
            (&counted, "vacancies_reserve_what_is_held"),
            (&taken, "vacancies_reserve_what_is_held"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        assert_eq!(scene.employer.get(&second).expect(200)["status"], "interview");
    }
}
