//! Terms are offered to whom was chosen; the worker's yes is to exactly these, and binds the employer.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    scene::{Scene, close, last, offering},
    seats::{AT_ONCE, at_once, one_succeeds},
};
use crate::{
    store::sql::Sql,
    support::{Client, bodies, on_both, world::but},
};

/// The state of a record.
fn status(client: &Client, path: &str) -> String {
    client.get(path).expect(200)["status"].as_str().unwrap().to_owned()
}

/// A vacancy with some openings, the path of a chosen candidate's application, and what is offered there.
fn offered(app: &crate::support::TestApp) -> (Scene, String, String) {
    let scene = Scene::with_openings(app, 12);
    let application = scene.chosen(&scene.candidate(app));
    let offer = scene.offered(&application, &scene.terms());
    (scene, application, offer)
}

on_both! {
    fn an_offer_is_read_in_five_languages_and_accepted_as_it_is(app) {
        let (scene, application, offer) = offered(app);
        let seen = scene.employer.get(&offer).expect(200);
        assert_eq!((&seen["status"], &seen["answer"], &seen["agency_id"]), (&json!("sent"), &json!(null), &json!(null)));
        assert_eq!(seen["allowed_transitions"], json!(["retracted"]));
        assert_eq!(scene.agency.get(&offer).expect(200)["allowed_transitions"], json!([]));
        assert_eq!(seen["terms"], scene.terms());
        let told: Vec<&Value> = seen["texts"].as_array().unwrap().iter().map(|text| &text["language"]).collect();
        assert_eq!(told, ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"]);
        let uzbek = json!({"terms": scene.terms(), "language": "uz-Latn"});
        let uzbek = scene.agency.post("/v1/terms/texts", &uzbek).expect(200);
        assert_eq!((&seen["texts"][1]["lines"], &seen["terms_hash"]), (&uzbek["lines"], &uzbek["terms_hash"]));
        let of = scene.employer.get(&application).expect(200);
        assert_eq!((&of["status"], &of["worker_status"]), (&json!("contract_offered"), &json!("chosen")));
        assert_eq!(scene.seats(), ("published".to_owned(), 11, 1));

        let said = scene.answering(&offer, "accepted");
        let answers = format!("{offer}/answers");
        for stranger in [app.employer(), app.agency()] {
            stranger.post(&answers, &said).problem(404, "not-found");
        }
        for other in [&scene.employer, &scene.agency, &app.operator()] {
            other.post(&answers, &said).problem(403, "forbidden");
        }
        let (others, worker) = (but(said.clone(), &json!({"terms_hash": "0".repeat(64)})), scene.worker(&offer));
        worker.post(&answers, &others).problem(409, "conflict");
        let accepted = worker.post_once(&answers, "yes", &said).expect(200);
        assert_eq!((&accepted["status"], &accepted["answer"]["evidence"]), (&json!("accepted"), &json!("recording 17")));
        let again = worker.post_once(&answers, "yes", &said);
        assert_eq!((again.expect(200), again.header("idempotency-replayed")), (accepted, "true"));
        let word = scene.employer.get(&offer).expect(200)["answer"].clone();
        assert_eq!((&word["channel"], &word["evidence"], &word["read_seconds"]), (&json!("in_person"), &json!(null), &json!(0)));
        assert!(word["code_id"].is_string());
        let steps = scene.agency.get(&format!("{offer}/history")).expect(200);
        let steps: Vec<&Value> = steps["items"].as_array().unwrap().iter().map(|one| &one["to"]).collect();
        assert_eq!(steps, ["sent", "accepted"]);
    }

    fn an_offer_says_what_the_vacancy_says_and_stands_for_some_days(app) {
        let scene = Scene::with_openings(app, 12);
        let application = scene.chosen(&scene.candidate(app));
        let offered = offering(&application, &scene.terms());
        let refused = |terms: Value, rest: Value| {
            let terms = but(scene.terms(), &terms);
            scene.employer.post("/v1/offers", &but(but(offered.clone(), &json!({"terms": terms})), &rest)).pointers()
        };
        assert_eq!(refused(json!({"employer_id": bodies::terms()["employer_id"]}), json!({})), ["/terms/employer_id"]);
        assert_eq!(refused(json!({"isco08": "9313"}), json!({})), ["/terms/isco08"]);
        assert_eq!(refused(json!({"municipality": "92730000"}), json!({})), ["/terms/municipality"]);
        assert_eq!(refused(json!({"end_day": "2027-03-01"}), json!({})), ["/terms/end_day"]);
        for moment in ["2026-11-27T07:59:59Z", "2026-12-24T08:00:01Z"] {
            assert_eq!(refused(json!({}), json!({"expires_at": moment})), ["/expires_at"]);
        }
        scene.agency.post("/v1/offers", &offered).problem(403, "forbidden");
        app.operator().post("/v1/offers", &offered).problem(403, "forbidden");
        app.employer().post("/v1/offers", &offered).problem(404, "not-found");
        let early = scene.interviewed(app);
        scene.employer.post("/v1/offers", &offering(&early, &scene.terms())).problem(409, "conflict");
        scene.employer.post("/v1/offers", &offered).expect(201);
        scene.employer.post("/v1/offers", &offered).problem(409, "conflict");
        let listed = scene.agency.get(&format!("/v1/offers?application_id={}&status=sent", last(&application))).expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        assert_eq!(scene.agency.get(&format!("/v1/offers?application_id={}", last(&early))).expect(200)["items"], json!([]));
    }

    fn an_offer_that_comes_to_nothing_leaves_room_for_another(app) {
        let (scene, application, first) = offered(app);
        assert_eq!(scene.answer(&first, "declined").expect(200)["status"], "declined");
        assert_eq!(status(&scene.employer, &application), "selected");
        let better = but(scene.terms(), &json!({"monthly_minimum": 9_500_000}));
        let second = scene.offered(&application, &better);
        scene.employer.transition(&second, "retracted").expect(200);
        assert_eq!(status(&scene.employer, &application), "selected");
        scene.answer(&second, "accepted").problem(409, "conflict");
        let third = scene.offered(&application, &better);
        let seen = scene.agency.get(&third).expect(200);
        app.pass(Duration::from_hours(8 * 24)); // tokens run out
        let [employer, agency] = [(Role::Employer, "employer_id"), (Role::Agency, "agency_id")]
            .map(|(role, member)| app.client(role, seen[member].as_str().unwrap().parse().unwrap(), ""));
        let late = json!({"answer": "declined", "terms_hash": "0".repeat(64), "language": "ru", "evidence": "1"});
        let told = agency.post(&format!("{third}/answers"), &late).problem(409, "conflict").to_string();
        assert!(told.contains("the time to answer the offer is over"), "{told}");
        app.server.app.sweep().unwrap();
        assert_eq!((status(&employer, &third), status(&employer, &application)), ("expired".to_owned(), "selected".to_owned()));
    }

    fn what_was_accepted_is_taken_back_for_a_reason_and_that_closes_the_application(app) {
        let (scene, application, offer) = offered(app);
        scene.answer(&offer, "accepted").expect(200);
        let refused = scene.employer.transition(&offer, "retracted");
        assert_eq!(refused.pointers(), ["/reason"]);
        let why = json!({"to": "retracted", "reason": "the building site is closed"});
        scene.employer.post(&format!("{offer}/transitions"), &why).expect(200);
        let seen = scene.agency.get(&application).expect(200);
        assert_eq!((&seen["status"], &seen["closing_reason"]), (&json!("closed"), &json!("offer_retracted")));
        assert_eq!(scene.seats(), ("published".to_owned(), 12, 0));
    }

    fn an_application_that_is_closed_takes_its_offer_along(app) {
        let (scene, application, offer) = offered(app);
        close(&scene.agency, &application, "withdrawn_by_worker").expect(200);
        assert_eq!(status(&scene.employer, &offer), "retracted");
        let last_step = |path: &str| {
            let steps = scene.employer.get(&format!("{path}/history")).expect(200);
            steps["items"].as_array().unwrap().last().unwrap()["reason"].clone()
        };
        assert_eq!(last_step(&offer), "withdrawn_by_worker");
        assert_eq!(scene.seats(), ("published".to_owned(), 12, 0));
        close(&scene.employer, &application, "offer_retracted").problem(409, "conflict");
    }

    fn a_suspended_employer_offers_nothing_and_binds_nobody(app) {
        let (scene, application, offer) = offered(app);
        let employer = scene.terms()["employer_id"].as_str().unwrap().to_owned();
        app.operator().transition(&format!("/v1/employers/{employer}"), "suspended").expect(200);
        scene.answer(&offer, "accepted").problem(409, "conflict");
        scene.answer(&offer, "declined").expect(200);
        let again = offering(&application, &scene.terms());
        scene.employer.post("/v1/offers", &again).problem(409, "conflict");
    }

    fn of_many_answers_at_once_one_is_written_down(app) {
        let (scene, _, offer) = offered(app);
        let (second, worker) = (app.another(), scene.worker(&offer));
        let there = second.anonymous().with_token(worker.token());
        let (clients, answers) = ([&worker, &there], format!("{offer}/answers"));
        let said = ["accepted", "declined"].map(|answer| scene.answering(&offer, answer));
        let statuses = at_once(|n| clients[n % 2].post(&answers, &said[n / 2 % 2]));
        // Who says the same again by the same code is answered as the first; the other answer is refused each time.
        assert_eq!(statuses, [[200; AT_ONCE / 2], [409; AT_ONCE / 2]].concat());
        let steps = scene.employer.get(&format!("{offer}/history")).expect(200);
        assert_eq!(steps["items"].as_array().unwrap().len(), 2, "{steps}");
    }

    fn of_many_offers_for_one_application_at_once_one_is_made(app) {
        let (scene, second) = (Scene::with_openings(app, 12), app.another());
        let application = scene.chosen(&scene.candidate(app));
        let there = second.anonymous().with_token(scene.employer.token());
        let (clients, body) = ([&scene.employer, &there], offering(&application, &scene.terms()));
        one_succeeds(&at_once(|n| clients[n % 2].post("/v1/offers", &body)), 201);
    }

    fn of_many_offers_to_one_person_at_once_one_is_made(app) {
        let (scene, second) = (Scene::with_openings(app, 12), app.another());
        let candidate = scene.candidate(app);
        let bodies: Vec<Value> = (0..AT_ONCE).map(|_| {
            let vacancy = app.published(&scene.employer, &bodies::vacancy());
            let other = Scene { vacancy, ..scene.clone() };
            offering(&other.chosen(&candidate), &scene.terms())
        }).collect();
        let there = second.anonymous().with_token(scene.employer.token());
        let clients = [&scene.employer, &there];
        one_succeeds(&at_once(|n| clients[n % 2].post("/v1/offers", &bodies[n])), 201);
    }

    fn who_takes_back_what_was_accepted_answers_to_a_case(app) {
        let cases = |client: &Client| client.get("/v1/complaints/against-us").expect(200)["items"].as_array().unwrap().len();
        let (scene, _, offer) = offered(app);
        scene.employer.transition(&offer, "retracted").expect(200);
        assert_eq!(cases(&scene.employer), 0, "nobody had accepted it");
        let (scene, application, offer) = offered(app);
        scene.answer(&offer, "accepted").expect(200);
        scene.employer.transition(&offer, "retracted").problem(422, "invalid");
        assert_eq!(cases(&scene.employer), 0, "nothing of what is refused is kept");
        let why = json!({"to": "retracted", "reason": "the site is closed"});
        scene.employer.post(&format!("{offer}/transitions"), &why).expect(200);
        assert_eq!(cases(&scene.employer), 1);
        assert_eq!(status(&scene.employer, &application), "closed");
        let all = app.operator().get("/v1/complaints?topic=substitution").expect(200)["items"].clone();
        assert_eq!((all.as_array().unwrap().len(), &all[0]["urgency"]), (1, &json!("grave")));
    }

    fn the_same_yes_by_the_same_code_is_answered_as_the_first(app) {
        let (scene, _, offer) = offered(app);
        let (said, worker, answers) = (scene.answering(&offer, "accepted"), scene.worker(&offer), format!("{offer}/answers"));
        let first = worker.post(&answers, &said).expect(200);
        assert_eq!(worker.post(&answers, &said).expect(200), first);
        assert_eq!(scene.employer.get(&offer).expect(200)["version"], first["version"]);
        worker.post(&answers, &but(said.clone(), &json!({"answer": "declined"}))).problem(409, "conflict");
        let history = scene.employer.get(&format!("{offer}/history")).expect(200);
        assert_eq!(history["items"].as_array().unwrap().len(), 2, "{history}");
    }

    fn the_database_keeps_offers_as_they_were_made_too(app) {
        let (scene, application, offer) = offered(app);
        let sent = scene.employer.get(&offer).expect(200);
        scene.answer(&offer, "accepted").expect(200);
        let mut sql = Sql::of(app);
        let terms = sql.either(
            "UPDATE offers SET terms = jsonb_set(terms, '{monthly_minimum}', '1')",
            "UPDATE offers SET terms = json_set(terms, '$.monthly_minimum', 1)",
        ).to_owned();
        let again = "INSERT INTO offers (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, application, \
             expires_at, terms, told_by, terms_hash, texts) SELECT :1, owner, agency, vacancy, candidate, 'sent', 1, created_at, \
             created_at, application, expires_at, terms, told_by, terms_hash, texts FROM offers";
        let reserve = sql.either(
            "UPDATE vacancies SET body = jsonb_set(body, '{openings,reserved}', '0')",
            "UPDATE vacancies SET body = json_set(body, '$.openings.reserved', 0)",
        ).to_owned();
        for (refused, by) in [
            (terms.as_str(), "offers_stay_as_they_were_made"),
            ("UPDATE offers SET terms_hash = 'x', accepted_hash = 'x'", "offers_stay_as_they_were_made"),
            ("UPDATE offers SET accepted_hash = NULL, status = 'retracted'", "offers_stay_as_they_were_made"),
            ("UPDATE offers SET word = NULL", "offers_stay_as_they_were_made"),
            (again, "offers_are_made_to_the_chosen"),
            (&reserve, "vacancies_reserve_what_is_held"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        let why = json!({"to": "retracted", "reason": "a mistake"});
        scene.employer.post(&format!("{offer}/transitions"), &why).expect(200);
        let unguarded = sql.either(
            "DROP TRIGGER applications_reopen_by_an_appeal ON applications",
            "DROP TRIGGER applications_reopen_by_an_appeal",
        ).to_owned();
        sql.run(&unguarded).unwrap(); // it refuses the second as well, and appeals have a test of it
        for (refused, by) in [
            ("UPDATE offers SET status = 'accepted'", "offers_stay_as_they_were_made"),
            ("UPDATE applications SET status = 'contract_offered', closing = NULL", "applications_are_offered_something"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        assert_eq!(status(&scene.employer, &application), "closed");
        assert_eq!(scene.employer.get(&offer).expect(200)["terms"], sent["terms"]);
    }

    fn terms_that_somebody_changed_in_the_database_are_not_shown(app) {
        let (scene, _, offer) = offered(app);
        let mut sql = Sql::of(app);
        let drop_guard = sql.either("DROP TRIGGER offers_stay_as_they_were_made ON offers", "DROP TRIGGER offers_stay_as_they_were_made").to_owned();
        sql.run(&drop_guard).unwrap();
        let edit = sql.either(
            "UPDATE offers SET terms = jsonb_set(terms, '{monthly_minimum}', '8999999')",
            "UPDATE offers SET terms = json_set(terms, '$.monthly_minimum', 8999999)",
        ).to_owned();
        sql.run(&edit).unwrap();
        assert_eq!(scene.employer.get(&offer).status, 500);
    }

    fn an_erased_candidate_leaves_no_offer_and_was_told_of_it_before(app) {
        let (scene, application, offer) = offered(app);
        scene.answer(&offer, "accepted").expect(200);
        let candidate = format!("/v1/candidates/{}", scene.agency.get(&application).expect(200)["candidate_id"].as_str().unwrap());
        let export = scene.agency.get(&format!("{candidate}/export")).expect(200);
        assert_eq!(export["offers"], json!([scene.agency.get(&offer).expect(200)]));
        scene.agency.delete(&candidate, "*").expect(204);
        scene.employer.get(&offer).problem(404, "not-found");
        assert_eq!(scene.seats(), ("published".to_owned(), 12, 0));
        let left = Sql::of(app).texts("SELECT status AS text FROM offers UNION SELECT CAST(snapshot AS text) FROM idempotency_keys");
        assert_eq!(left, Vec::<String>::new());
        for side in [&scene.employer, &scene.agency] {
            let feed = side.get("/v1/changes?kind=offer&limit=100").expect(200);
            assert_eq!((&feed["items"][0]["event"], &feed["items"][1]), (&json!("deleted"), &json!(null)));
        }
    }
}
