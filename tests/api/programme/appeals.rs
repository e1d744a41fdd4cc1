//! What was closed can be decided again: the worker asks once, in time, and an operator decides.

use serde_json::{Value, json};

use super::{
    checks::WEEK,
    scene::{Scene, close, last},
    seats::{AT_ONCE, at_once},
};
use crate::{
    store::sql::Sql,
    support::{Answer, Client, TestApp, on_both, worker},
};

/// A closed application, once the rules are known.
fn closed(app: &TestApp, reason: &str) -> (Scene, String) {
    app.pass(WEEK);
    let scene = Scene::with_openings(app, 100);
    let application = scene.applied(&scene.candidate(app));
    let giver = if reason == "not_eligible" { &app.operator() } else { &scene.employer };
    close(giver, &application, reason).expect(200);
    (scene, application)
}

fn appeal(client: &Client, application: &str) -> Answer {
    client.post(&format!("{application}/appeals"), &json!({"evidence": "recording 5"}))
}

fn decide(client: &Client, application: &str, verdict: &str) -> Answer {
    let said = json!({"verdict": verdict, "reason": "the test was another"});
    client.post(&format!("{application}/appeal-decisions"), &said)
}

fn own(scene: &Scene, act: &str, application: &str) -> Client {
    worker::in_person(&scene.operator, act, application)
}

on_both! {
    fn what_an_operator_upholds_begins_again(app) {
        let (scene, application) = closed(app, "rejected_by_employer");
        let filed = appeal(&scene.agency, &application).expect(201);
        assert_eq!((&filed["closing_reason"], &filed["until"], &filed["decision"]), (&json!("rejected_by_employer"), &json!("2026-12-11"), &json!(null)));
        appeal(&scene.agency, &application).problem(409, "conflict");
        for other in [&scene.employer, &scene.agency] {
            decide(other, &application, "upheld").problem(403, "forbidden");
        }
        let decided = decide(&app.operator(), &application, "upheld").expect(201);
        assert_eq!((&decided["decision"]["verdict"], &decided["decision"]["reason"]), (&json!("upheld"), &json!("the test was another")));
        let seen = scene.agency.get(&application).expect(200);
        assert_eq!((&seen["status"], &seen["closing_reason"], &seen["worker_status"]), (&json!("submitted"), &json!(null), &json!("received")));
        decide(&app.operator(), &application, "dismissed").problem(409, "conflict");
        scene.employer.transition(&application, "shortlisted").expect(200);
        let told = scene.employer.get(&format!("{application}/appeals")).expect(200)["items"][0].clone();
        assert_eq!((&told["evidence"], &told["decision"]["verdict"]), (&json!(null), &json!("upheld")));
        close(&scene.employer, &application, "rejected_by_employer").expect(200);
        appeal(&scene.agency, &application).expect(201);
    }

    fn what_is_dismissed_stays_closed(app) {
        let (scene, application) = closed(app, "not_eligible");
        appeal(&scene.agency, &application).expect(201);
        decide(&app.operator(), &application, "dismissed").expect(201);
        assert_eq!(scene.agency.get(&application).expect(200)["status"], "closed");
        appeal(&scene.agency, &application).problem(409, "conflict");
        decide(&app.operator(), &application, "upheld").problem(409, "conflict");
    }

    fn the_worker_appeals_in_the_own_channel(app) {
        let (scene, application) = closed(app, "no_show");
        let path = format!("{application}/appeals");
        own(&scene, "claim_benefit", &application).post(&path, &json!({})).problem(403, "forbidden");
        let worker = own(&scene, "move_application", &application);
        assert_eq!(appeal(&worker, &application).pointers(), ["/evidence"], "the session shows it");
        let filed = worker.post_once(&path, "again", &json!({})).expect(201);
        assert!(filed["session_id"].is_string());
        assert_eq!(worker.post_once(&path, "again", &json!({})).expect(201), filed);
        assert_eq!(worker.get(&path).expect(200)["items"].as_array().unwrap().len(), 1);
    }

    fn only_the_workers_side_appeals_and_shows_the_word(app) {
        let (scene, application) = closed(app, "rejected_by_employer");
        for other in [&scene.employer, &app.operator()] {
            appeal(other, &application).problem(403, "forbidden");
        }
        for stranger in [app.employer(), app.agency()] {
            appeal(&stranger, &application).problem(404, "not-found");
            stranger.get(&format!("{application}/appeals")).problem(404, "not-found");
            decide(&stranger, &application, "upheld").problem(403, "forbidden");
        }
        let bare = scene.agency.post(&format!("{application}/appeals"), &json!({}));
        assert_eq!(bare.pointers(), ["/evidence"]);
        decide(&app.operator(), &application, "upheld").problem(409, "conflict");
    }

    fn some_closings_are_not_appealed_and_none_is_too_late(app) {
        let (mut scene, application) = closed(app, "rejected_by_employer");
        let other = scene.applied(&scene.candidate(app));
        appeal(&scene.agency, &other).problem(409, "conflict");
        close(&scene.agency, &other, "withdrawn_by_worker").expect(200);
        let told = appeal(&scene.agency, &other).problem(409, "conflict");
        assert!(told["detail"].as_str().unwrap().contains("rejected_by_employer"), "{told}");
        scene.pass(app, &application, WEEK + WEEK);
        let told = appeal(&scene.agency, &application).problem(409, "conflict");
        assert!(told["detail"].as_str().unwrap().contains("2026-12-11"), "{told}");
    }

    fn what_no_longer_stands_does_not_begin_again(app) {
        let (scene, application) = closed(app, "rejected_by_employer");
        appeal(&scene.agency, &application).expect(201);
        scene.employer.transition(&scene.vacancy, "suspended").expect(200);
        let refused = decide(&app.operator(), &application, "upheld").problem(409, "gate-closed");
        assert_eq!(refused["errors"][0]["code"], "vacancy_published");
        let appeals = scene.agency.get(&format!("{application}/appeals")).expect(200);
        assert_eq!(appeals["items"][0]["decision"], json!(null), "nothing was decided");
        scene.employer.transition(&scene.vacancy, "published").expect(200);
        let again = scene.agency.post("/v1/applications", &scene.putting_forward(&candidate(&scene, &application)));
        again.expect(201);
        assert_eq!(decide(&app.operator(), &application, "upheld").status, 409, "put forward anew meanwhile");
        assert_eq!(scene.agency.get(&application).expect(200)["status"], "closed");
    }

    fn of_many_decisions_at_once_one_holds(app) {
        let (scene, application) = closed(app, "rejected_by_employer");
        let path = format!("{application}/appeals");
        let statuses = at_once(|_| scene.agency.post(&path, &json!({"evidence": "recording 5"})));
        let of = |statuses: &[u16], status| statuses.iter().filter(|one| **one == status).count();
        assert_eq!((of(&statuses, 201), of(&statuses, 409)), (1, AT_ONCE - 1), "{statuses:?}");
        let (operator, path) = (app.operator(), format!("{application}/appeal-decisions"));
        let statuses = at_once(|_| operator.post(&path, &json!({"verdict": "upheld", "reason": "r"})));
        assert_eq!((of(&statuses, 201), of(&statuses, 409)), (1, AT_ONCE - 1), "{statuses:?}");
    }

    fn the_database_holds_appeals(app) {
        let (scene, application) = closed(app, "rejected_by_employer");
        let mut sql = Sql::of(app);
        let reopen = "UPDATE applications SET status = 'submitted', closing = NULL, version = version + 1 WHERE status = 'closed'";
        let told = sql.run(reopen).expect_err("no appeal").to_string();
        assert!(told.contains("applications_reopen_by_an_appeal"), "{told}");
        appeal(&scene.agency, &application).expect(201);
        let told = sql.run(reopen).expect_err("not decided").to_string();
        assert!(told.contains("applications_reopen_by_an_appeal"), "{told}");
        decide(&app.operator(), &application, "dismissed").expect(201);
        for (refused, by) in [
            (reopen, "applications_reopen_by_an_appeal"),
            ("UPDATE appeals SET verdict = 'upheld'", "appeals_stay_as_they_were_decided"),
            ("DELETE FROM appeals", "appeals"),
            ("INSERT INTO appeals (id, candidate, application, closing, closed_version, until, evidence, recorded_at) \
              SELECT :1, candidate, application, closing, closed_version + 1, until, evidence, recorded_at FROM appeals",
                "appeals_are_about_a_closing"),
            ("INSERT INTO appeals (id, candidate, application, closing, closed_version, until, session, recorded_at) \
              SELECT :1, candidate, application, closing, closed_version, until, candidate, recorded_at FROM appeals",
                "appeals_are_said_by_the_worker"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
    }

    fn the_worker_reads_what_comes_next_and_that_an_employer_is_silent(app) {
        app.pass(WEEK);
        let mut scene = Scene::with_openings(app, 100);
        let application = scene.applied(&scene.candidate(app));
        let next = |client: &Client| client.get(&format!("{application}/next-step")).expect(200);
        let seen = next(&own(&scene, "move_application", &application));
        assert_eq!((&seen["step"], &seen["due_on"], &seen["is_late"]), (&json!("employer_reads"), &json!("2026-12-15"), &json!(false)), "{seen}");
        assert_eq!((&seen["rule"], &seen["appeal_until"]), (&json!("dl.application.answer"), &json!(null)));
        app.agency().get(&format!("{application}/next-step")).problem(404, "not-found");
        scene.employer.transition(&application, "shortlisted").expect(200);
        scene.pass(app, &application, WEEK * 2 + WEEK / 7);
        assert_eq!(next(&app.operator())["is_late"], true);
        close(&scene.employer, &application, "rejected_by_employer").expect(200);
        let seen = next(&app.operator());
        assert_eq!((&seen["step"], &seen["due_on"], &seen["appeal_until"]), (&json!("nothing"), &json!(null), &json!("2026-12-26")), "{seen}");
    }

    fn an_offer_says_by_which_day(app) {
        let scene = Scene::with_openings(app, 100);
        let application = scene.chosen(&scene.candidate(app));
        let next = || scene.agency.get(&format!("{application}/next-step")).expect(200);
        scene.offered(&application, &scene.terms());
        assert_eq!((&next()["step"], &next()["due_on"], &next()["rule"]), (&json!("answer_offer"), &json!("2026-12-02"), &json!(null)));
    }

    fn appeals_are_exported_and_erased(app) {
        let (scene, application) = closed(app, "rejected_by_employer");
        appeal(&scene.agency, &application).expect(201);
        let candidate = candidate(&scene, &application);
        let export = scene.agency.get(&format!("{candidate}/export")).expect(200);
        assert_eq!(export["appeals"][0]["application_id"], last(&application));
        assert_eq!(scene.agency.delete(&candidate, "*").status, 204);
        assert_eq!(Sql::of(app).texts("SELECT 'left' AS text FROM appeals"), [""; 0]);
    }
}

fn candidate(scene: &Scene, application: &str) -> String {
    let seen: Value = scene.agency.get(application).expect(200);
    format!("/v1/candidates/{}", seen["candidate_id"].as_str().unwrap())
}
