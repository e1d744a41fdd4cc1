//! At work: the worker tells of the first day and of the pay, the employer of its notice, and nobody else reads of the pay.

use serde_json::{Value, json};

use super::{
    checks::{WEEK, offering},
    departure::{Signed, cleared},
    scene::{Scene, close, last},
    seats::{AT_ONCE, at_once},
};
use crate::{
    store::sql::Sql,
    support::{Answer, Client, TestApp, on_both, worker, world::but},
};

fn tell(client: &Client, application: &str, more: &Value) -> Answer {
    client.post(&format!("{application}/employment"), more)
}

fn own(signed: &Signed, act: &str) -> Client {
    worker::in_person(&signed.scene.operator, act, &signed.application)
}

fn first_day(signed: &Signed) -> Answer {
    let said = json!({"kind": "first_day", "day": "2026-12-01"});
    tell(&own(signed, "confirm_arrival"), &signed.application, &said)
}

fn check_in(signed: &Signed, month: &str, paid: bool) -> Answer {
    let said = json!({"kind": "check_in", "month": month, "paid_in_full": paid});
    tell(&own(signed, "check_in"), &signed.application, &said)
}

/// At work, with the first day told.
fn at_work(app: &TestApp) -> Signed {
    let signed = Signed::working(app);
    first_day(&signed).expect(201);
    signed
}

/// At work for so long that three months can be told of.
fn months_at_work(app: &TestApp) -> Signed {
    let mut signed = at_work(app);
    signed.scene.pass(app, &signed.application, WEEK * 10);
    signed
}

/// The path of an application that has come to a state, by the steps that lead there.
fn come_to(scene: &Scene, app: &TestApp, state: &str) -> String {
    if state == "draft" {
        return scene.invite(&scene.candidate(app)).header("location").to_owned();
    }
    let before = ["submitted", "shortlisted", "interview", "selected", "closed"];
    if before.contains(&state) {
        let path = scene.applied(&scene.candidate(app));
        for next in before[1..].iter().take(before.iter().position(|one| *one == state).unwrap()) {
            if *next == "closed" {
                close(&scene.agency, &path, "withdrawn_by_worker").expect(200);
            } else {
                scene.employer.transition(&path, next).expect(200);
            }
        }
        return path;
    }
    if state == "contract_offered" {
        let path = cleared(scene, app);
        scene.employer.post("/v1/offers", &offering(scene, &path)).expect(201);
        return path;
    }
    let signed = Signed { scene: scene.clone(), application: Signed::another(scene, app) };
    for next in Signed::STEPS {
        if signed.status() == state {
            break;
        }
        signed.goes_on(app, next);
    }
    signed.application
}

fn kinds(client: &Client, application: &str) -> Vec<String> {
    let all = client.get(&format!("{application}/employment")).expect(200)["items"].clone();
    all.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
}

fn cases(employer: &Client) -> usize {
    employer.get("/v1/complaints/against-us").expect(200)["items"].as_array().unwrap().len()
}

on_both! {
    fn only_the_worker_tells_of_the_first_day_and_only_the_employer_of_its_notice(app) {
        let signed = Signed::working(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let said = json!({"kind": "first_day", "day": "2026-12-01"});
        let notice = json!({"kind": "notice", "day": "2026-12-01"});
        for other in [&scene.employer, &scene.agency, &app.operator()] {
            tell(other, application, &said).problem(403, "forbidden");
            tell(other, application, &json!({"kind": "check_in", "month": "2026-12", "paid_in_full": true})).problem(403, "forbidden");
        }
        for other in [&scene.agency, &app.operator(), &own(&signed, "check_in")] {
            tell(other, application, &notice).problem(403, "forbidden");
        }
        for stranger in [app.employer(), app.agency()] {
            tell(&stranger, application, &notice).problem(404, "not-found");
            stranger.get(&format!("{application}/employment")).problem(404, "not-found");
        }
        tell(&own(&signed, "check_in"), application, &said).problem(403, "forbidden");
        let worker = own(&signed, "confirm_arrival");
        assert_eq!(tell(&worker, application, &json!({"kind": "first_day"})).pointers(), ["/day"]);
        assert_eq!(tell(&worker, application, &but(said.clone(), &json!({"day": "2027-12-01"}))).pointers(), ["/day"]);
        assert_eq!(tell(&worker, application, &but(said.clone(), &json!({"day": "2026-11-30"}))).pointers(), ["/day"], "before the entry");
        let told = worker.post_once(&format!("{application}/employment"), "first", &said).expect(201);
        assert_eq!((&told["entry"]["day"], told["entry"]["session_id"].is_string()), (&json!("2026-12-01"), true));
        assert_eq!(worker.post_once(&format!("{application}/employment"), "first", &said).expect(201)["entry"], told["entry"]);
        first_day(&signed).problem(409, "conflict");
        assert_eq!(tell(&scene.employer, application, &but(notice.clone(), &json!({"month": "2026-12"}))).pointers(), ["/month"]);
        tell(&scene.employer, application, &notice).expect(201);
        tell(&scene.employer, application, &notice).problem(409, "conflict");
        assert_eq!(kinds(&scene.agency, application), ["first_day", "notice"]);
    }

    fn nothing_is_told_of_work_that_has_not_begun_or_is_over(app) {
        let signed = Signed::departed(app);
        first_day(&signed).problem(409, "conflict");
        check_in(&signed, "2026-12", true).problem(409, "conflict");
        let signed = Signed::working(app);
        check_in(&signed, "2026-12", true).problem(409, "conflict");
        first_day(&signed).expect(201);
        let end = json!({
            "ground": "term_over", "last_day": "2026-12-01", "last_pay": "settled", "homeward_paid": true, "certificate_issued": true
        });
        signed.scene.employer.post(&format!("{}/ends", signed.application), &end).expect(201);
        check_in(&signed, "2026-12", true).problem(409, "conflict");
        assert_eq!(cases(&signed.scene.employer), 0, "settled pay opens nothing");
    }

    fn two_unpaid_months_in_a_row_open_a_case_that_the_employer_does_not_read(app) {
        let signed = months_at_work(app);
        let (scene, application) = (&signed.scene, &signed.application);
        assert_eq!(check_in(&signed, "2026-11", true).pointers(), ["/month"], "before the work");
        assert_eq!(check_in(&signed, "2027-03", true).pointers(), ["/month"], "not yet");
        assert_eq!(check_in(&signed, "2026-12", false).expect(201)["case"], json!(null));
        assert_eq!(check_in(&signed, "2026-12", true).pointers(), ["/month"], "told already");
        assert_eq!(cases(&scene.employer), 0);
        let told = check_in(&signed, "2027-01", false).expect(201);
        let key = json!({"code": told["case"]["code"], "pin": told["case"]["pin"]});
        let case = app.anonymous().post("/v1/complaints/by-code", &key).expect(200);
        assert_eq!(case["topic"], "pay", "{case}");
        let against = scene.employer.get("/v1/complaints/against-us").expect(200)["items"].clone();
        assert_eq!((against.as_array().unwrap().len(), &against[0]["topic"]), (1, &json!("pay")));
        let path = format!("/v1/complaints/{}", told["case"]["id"].as_str().unwrap());
        scene.agency.get(&path).problem(404, "not-found");
        assert_eq!(app.operator().get(&path).expect(200)["language"], "uz-Latn", "as the worker reads");
        assert_eq!(kinds(&scene.employer, application), ["first_day"]);
        for side in [&scene.agency, &app.operator()] {
            assert_eq!(kinds(side, application), ["first_day", "check_in", "check_in"]);
        }
        let mut signed = signed; // so many codes are sent on a day
        signed.scene.pass(app, &signed.application, WEEK);
        assert_eq!(kinds(&own(&signed, "check_in"), &signed.application).len(), 3);
        assert_eq!(check_in(&signed, "2027-02", false).expect(201)["case"], json!(null), "the third belongs to the same case");
    }

    fn a_month_that_was_paid_ends_the_row(app) {
        let signed = months_at_work(app);
        for (month, paid) in [("2026-12", false), ("2027-01", true), ("2027-02", false)] {
            assert_eq!(check_in(&signed, month, paid).expect(201)["case"], json!(null));
        }
        assert_eq!(cases(&signed.scene.employer), 0);
    }

    fn of_many_who_tell_of_one_month_at_once_one_is_heard(app) {
        let signed = at_work(app);
        let worker = own(&signed, "check_in");
        let path = format!("{}/employment", signed.application);
        let said = json!({"kind": "check_in", "month": "2026-12", "paid_in_full": true});
        let statuses = at_once(|_| worker.post(&path, &said));
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status < 500).count(), AT_ONCE, "{statuses:?}");
    }

    fn disputed_pay_opens_a_case_whoever_tells_of_it(app) {
        for (side, evidence) in [(0, Value::Null), (1, json!("recording 20"))] {
            let signed = Signed::working(app);
            let scene = &signed.scene;
            let end = json!({
                "ground": "term_over", "last_day": "2026-12-01", "last_pay": "disputed", "homeward_paid": true,
                "certificate_issued": true, "evidence": evidence
            });
            let teller = [&scene.employer, &scene.agency][side];
            let told = teller.post(&format!("{}/ends", signed.application), &end).expect(201);
            assert!(told["case"].is_null() && told.to_string().find("pin").is_none(), "{told}");
            assert_eq!(cases(&scene.employer), 1);
            let all = app.operator().get("/v1/complaints?topic=pay").expect(200)["items"].clone();
            let case = all.as_array().unwrap().iter().find(|one| one["against_id"].is_string()).cloned().unwrap();
            let path = format!("/v1/complaints/{}", case["id"].as_str().unwrap());
            app.server.app.sweep().unwrap();
            let file = app.operator().get(&format!("{path}/file")).expect(200);
            assert_eq!(file["retaliation_suspected"], json!([]), "the end came before the complaint of it");
            for reader in [&scene.employer, &scene.agency] {
                assert!(matches!(reader.get(&path).status, 403 | 404), "nobody who took part reads it");
            }
        }
    }

    fn the_worker_tells_of_the_arrival_in_the_own_channel(app) {
        let signed = Signed::departed(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let path = format!("{application}/arrivals");
        let said = json!({"entered_on": "2026-12-01", "border_point": "RUKZN", "place_of_stay": "92701000"});
        own(&signed, "check_in").post(&path, &said).problem(403, "forbidden");
        let worker = own(&signed, "confirm_arrival");
        let told = worker.post(&path, &said).expect(201);
        assert_eq!((&told["told_by"], signed.status()), (&json!("worker"), json!("arrived")));
        worker.post(&path, &said).problem(409, "conflict");
        assert_eq!(scene.agency.get(&path).expect(200)["items"].as_array().unwrap().len(), 1);
    }

    fn the_worker_tells_of_the_end_of_the_work_in_the_own_channel(app) {
        let signed = Signed::working(app);
        let path = format!("{}/ends", signed.application);
        let end = json!({
            "ground": "worker", "last_day": "2026-12-01", "last_pay": "settled", "homeward_paid": false, "certificate_issued": true
        });
        own(&signed, "check_in").post(&path, &end).problem(403, "forbidden");
        assert_eq!(signed.scene.agency.post(&path, &end).pointers(), ["/evidence"]);
        let worker = own(&signed, "move_application");
        assert_eq!(worker.post(&path, &end).expect(201)["told_by"], "worker");
        assert_eq!(signed.status(), "contract_ended");
        worker.post(&path, &end).problem(409, "conflict");
        let told = signed.scene.agency.get(&path).expect(200)["items"][0].clone();
        assert!(told["evidence"].as_str().unwrap().starts_with("in the own channel, session "), "{told}");
    }

    fn a_contract_in_force_starts_what_is_due_after_it_and_the_notice_ends_that(app) {
        let signed = Signed::on(app);
        let (scene, application) = (&signed.scene, &signed.application);
        let candidate = scene.agency.get(application).expect(200)["candidate_id"].clone();
        let candidate = format!("/v1/candidates/{}", candidate.as_str().unwrap());
        let due = || scene.agency.get(&format!("{candidate}/deadlines?limit=100")).expect(200)["items"].clone();
        let kept = |one: &Value| ["rule", "event_on", "due_on", "status", "responsible"].map(|member| one[member].as_str().unwrap().to_owned());
        let before = due();
        let hiring = ["dl.notice.hire", "2026-12-01", "2026-12-04", "open", "employer"].map(str::to_owned);
        assert_eq!(before.as_array().unwrap().iter().map(kept).collect::<Vec<_>>(), [hiring], "three working days");
        let events = scene.agency.get(&format!("{candidate}/events")).expect(200)["items"].clone();
        assert_eq!((&events[0]["event"], &events[0]["event_on"]), (&json!("contract_signed"), &json!("2026-12-01")));
        let told = json!({"event": "contract_signed", "event_on": "2026-12-01"});
        tell(&scene.employer, application, &json!({"kind": "notice", "day": "2026-12-01"})).expect(201);
        assert_eq!(due()[0]["status"], "met");
        scene.agency.post(&format!("{candidate}/events"), &told).problem(409, "conflict");
        assert_eq!(due().as_array().unwrap().len(), 1, "it is kept once");
        tell(&scene.employer, application, &json!({"kind": "notice", "day": "2026-12-01"})).problem(409, "conflict");
    }

    fn of_each_kind_the_one_tells_whose_word_it_is_and_when_it_is_time(app) {
        // For each state of the application which kinds its teller can tell.
        let told_in = [
            ("draft", [false, false, false]),
            ("submitted", [false, false, false]),
            ("shortlisted", [false, false, false]),
            ("interview", [false, false, false]),
            ("selected", [false, false, false]),
            ("contract_offered", [false, false, false]),
            ("contract_signed", [false, false, true]),
            ("predeparture_trained", [false, false, true]),
            ("departed", [false, false, true]),
            ("arrived", [false, false, true]),
            ("migration_registered", [false, false, true]),
            ("work_document_issued", [false, false, true]),
            ("working", [true, true, true]),
            ("contract_ended", [false, false, false]),
            ("returned", [false, false, false]),
            ("closed", [false, false, false]),
        ];
        app.pass(WEEK);
        let scene = Scene::with_openings(app, 100);
        for (state, told) in told_in {
            let signed = Signed { application: come_to(&scene, app, state), scene: scene.clone() };
            assert_eq!(signed.status(), state);
            let stranger = [app.employer(), app.agency()];
            let said = [
                (json!({"kind": "first_day", "day": "2026-12-01"}), Some("confirm_arrival")),
                (json!({"kind": "check_in", "month": "2026-12", "paid_in_full": true}), Some("check_in")),
                (json!({"kind": "notice", "day": "2026-12-01"}), None),
            ];
            for ((body, act), is_time) in said.iter().zip(told) {
                let (operator, kind) = (app.operator(), &body["kind"]);
                for (who, client) in [("agency", &scene.agency), ("operator", &operator), ("employer", &scene.employer)] {
                    let status = tell(client, &signed.application, body).status;
                    let expected = match (who == "employer" && act.is_none(), is_time) {
                        (false, _) => 403,
                        (true, false) => 409,
                        (true, true) => 201,
                    };
                    assert_eq!(status, expected, "{kind} by the {who} while {state}");
                }
                for client in &stranger {
                    tell(client, &signed.application, body).problem(404, "not-found");
                }
                let worker = own(&signed, act.unwrap_or("check_in"));
                let expected = match (act.is_some(), is_time) {
                    (false, _) => 403,
                    (true, false) => 409,
                    (true, true) => 201,
                };
                assert_eq!(tell(&worker, &signed.application, body).status, expected, "{kind} by the worker while {state}");
            }
        }
    }

    fn the_database_holds_what_was_told_of_the_work(app) {
        let signed = at_work(app);
        check_in(&signed, "2026-12", true).expect(201);
        let mut sql = Sql::of(app);
        let again = |kind: &str, day: &str, month: &str, paid: &str, session: &str| format!(
            "INSERT INTO employment_entries (id, candidate, application, kind, day, month, paid_in_full, session, recorded_at) \
             SELECT :1, candidate, application, '{kind}', {day}, {month}, {paid}, {session}, recorded_at FROM employment_entries \
             WHERE kind = 'check_in'"
        );
        for (refused, by) in [
            ("UPDATE employment_entries SET paid_in_full = 0 WHERE kind = 'check_in'".to_owned(), "employment_entries"),
            ("DELETE FROM employment_entries".to_owned(), "employment_entries"),
            (again("check_in", "NULL", "'2026-12'", "0", "session"), "employment_entries"),
            (again("first_day", "'2026-12-01'", "NULL", "NULL", "session"), "employment_entries_are_said_by_the_worker"),
            (again("notice", "'2027-12-01'", "NULL", "NULL", "NULL"), "employment_entries_not_in_the_future"),
            (again("notice", "'2026-12-01'", "'2026-12'", "NULL", "NULL"), "employment_entries_day_or_month"),
            (again("check_in", "NULL", "'2026-11'", "1", "NULL"), "employment_entries_worker_has_a_session"),
            (again("notice", "'2026-12-01'", "NULL", "NULL", "NULL").replace(" application, 'notice'", " candidate, 'notice'"),
                "employment_entries_belong_to_an_application"),
        ] {
            let told = sql.run(&refused).expect_err(&refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
    }

    fn what_was_told_of_the_work_is_exported_and_erased(app) {
        let signed = at_work(app);
        check_in(&signed, "2026-12", true).expect(201);
        let agency = &signed.scene.agency;
        let candidate = agency.get(&signed.application).expect(200)["candidate_id"].clone();
        let candidate = format!("/v1/candidates/{}", candidate.as_str().unwrap());
        let export = agency.get(&format!("{candidate}/export")).expect(200);
        let told = export["employment"].as_array().unwrap();
        assert_eq!(told.len(), 2, "the person's own copy is whole");
        assert_eq!(told[0]["application_id"], last(&signed.application));
        assert_eq!(agency.delete(&candidate, "*").status, 204);
        assert_eq!(Sql::of(app).texts("SELECT 'left' AS text FROM employment_entries"), [""; 0]);
    }
}
