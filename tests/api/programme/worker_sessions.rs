//! The worker's own channel: a code reaches the worker alone, and serves for one thing, once.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    scene::{Scene, close, last},
    seats::{AT_ONCE, at_once},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, on_both,
        worker::{beginning, code, in_person, person, phone, sent, shown},
    },
};

const SESSIONS: &str = "/v1/worker-sessions";

/// A scene with an offer to a worker who has a telephone: the paths of the candidate and of the offer.
struct Reached {
    scene: Scene,
    candidate: String,
    application: String,
    offer: String,
}

impl Reached {
    fn on(app: &TestApp) -> Self {
        let scene = Scene::with_openings(app, 12);
        let candidate = scene.candidate(app);
        scene.agency.put(&format!("{candidate}/identity"), &[], &person(&phone())).expect(200);
        let application = scene.chosen(&candidate);
        let offer = scene.offered(&application, &scene.terms());
        Self { scene, candidate, application, offer }
    }

    /// The agency, or somebody else, has a code sent by which the worker answers.
    fn begin(&self, who: &Client, channel: &str) -> Answer {
        let about = ("answer_offer", last(&self.offer));
        who.post(SESSIONS, &beginning(channel, about, last(&self.candidate)))
    }

    /// A worker who was sent a code and has shown it.
    fn worker(&self, app: &TestApp) -> Client {
        let session = self.begin(&self.scene.agency, "sms").expect(201);
        shown(&app.anonymous(), &session, &code(app, &session))
    }

    fn answer(&self, worker: &Client, answer: &str) -> Answer {
        let said = json!({"answer": answer, "terms_hash": self.hash(), "language": "uz-Latn"});
        worker.post(&format!("{}/answers", self.offer), &said)
    }

    fn hash(&self) -> Value {
        self.scene.agency.get(&self.offer).expect(200)["terms_hash"].clone()
    }

    fn confirm(&self, who: &Client) -> Answer {
        who.post(&format!("{}/contact-confirmations", self.candidate), &json!({"way": "phone"}))
    }
}

/// What a session is answered to a code.
fn open(client: &Client, session: &Value, code: &Value) -> Answer {
    let path = format!("{SESSIONS}/{}/tokens", session["id"].as_str().unwrap());
    client.post(&path, &json!({"code": code}))
}

/// A code that is not this one.
fn other(code: &Value) -> Value {
    let number: u64 = code.as_str().unwrap().parse().unwrap();
    json!(format!("{:08}", (number + 1) % 100_000_000))
}

on_both! {
    fn a_worker_reads_and_accepts_an_offer_by_a_code_that_nobody_else_saw(app) {
        let reached = Reached::on(app);
        let agency = &reached.scene.agency;
        let session = reached.begin(agency, "sms").expect(201);
        let names: Vec<&String> = session.as_object().unwrap().keys().collect();
        assert_eq!(names, [
            "act", "begun_at", "candidate_id", "channel", "delivery", "expires_at", "id", "opened_at", "record_id", "used_at",
        ]);
        assert_eq!((&session["delivery"], &session["expires_at"]), (&json!("pending"), &json!("2026-11-24T08:15:00Z")));
        let told = sent(app, &session);
        assert!(told["text"].as_str().unwrap().contains("ish taklifiga javob berish"), "{told}");
        let number = code(app, &session);
        let of_session = format!("{SESSIONS}/{}", session["id"].as_str().unwrap());
        crate::support::world::eventually("it is noted", || agency.get(&of_session).expect(200)["delivery"] == "sent");
        app.agency().get(&of_session).problem(404, "not-found");
        let kept = Sql::of(app).texts("SELECT coalesce(sealed_code, code_hash) AS text FROM worker_sessions");
        assert!(kept.iter().all(|text| !text.contains(number.as_str().unwrap())), "{kept:?}");

        let worker = shown(&app.anonymous(), &session, &number);
        let offer = worker.get(&reached.offer).expect(200);
        assert_eq!((&offer["texts"][1]["language"], &offer["agency_id"]), (&json!("uz-Latn"), &agency.get(&reached.offer).expect(200)["agency_id"]));
        let mine = worker.get("/v1/applications").expect(200);
        let [one] = mine["items"].as_array().unwrap().as_slice() else { panic!("{mine}") };
        assert_eq!((&one["worker_status"], &one["next_step"]), (&json!("chosen"), &json!("answer_offer")));

        reached.answer(&worker, "accepted").problem(409, "contact-not-confirmed");
        reached.confirm(agency).problem(403, "forbidden");
        reached.confirm(&reached.scene.employer).problem(403, "forbidden");
        assert_eq!(reached.confirm(&app.partner()).expect(200)["confirmed_by"], "staff");
        let accepted = reached.answer(&worker, "accepted").expect(200);
        let word = &accepted["answer"];
        assert_eq!((&word["channel"], &word["code_id"], &word["read_seconds"]), (&json!("sms"), &session["id"], &json!(0)));
        assert_eq!(reached.answer(&worker, "accepted").expect(200), accepted, "the same again is the first");
        reached.answer(&worker, "declined").problem(409, "conflict");
        assert_eq!(agency.get(&of_session).expect(200)["used_at"], "2026-11-24T08:00:00Z");
    }

    fn an_agency_does_not_accept_for_the_worker(app) {
        let reached = Reached::on(app);
        let said = reached.scene.answering(&reached.offer, "accepted");
        let refused = reached.scene.agency.post(&format!("{}/answers", reached.offer), &said).problem(403, "forbidden");
        assert!(refused["detail"].as_str().unwrap().contains("/v1/worker-sessions"), "{refused}");
        let unproved = json!({"answer": "declined", "terms_hash": reached.hash(), "language": "ru"});
        let refused = reached.scene.agency.post(&format!("{}/answers", reached.offer), &unproved);
        assert_eq!(refused.pointers(), ["/evidence"]);
        reached.begin(&reached.scene.agency, "in_person").problem(403, "forbidden");
        reached.begin(&reached.scene.employer, "sms").problem(403, "forbidden");
        reached.begin(&app.agency(), "sms").problem(404, "not-found");
        for who in [app.partner(), app.operator()] {
            let session = reached.begin(&who, "in_person").expect(201);
            assert_eq!((session["delivery"].as_str(), session["code"].as_str().unwrap().len()), (Some("handed_over"), 8));
        }
    }

    fn a_code_is_for_one_act_and_one_record_alone(app) {
        let (reached, another) = (Reached::on(app), Reached::on(app));
        let worker = in_person(&reached.scene.operator, "answer_offer", &reached.offer);
        another.answer(&worker, "declined").problem(404, "not-found");
        worker.get(&another.offer).problem(404, "not-found");
        worker.get(&another.application).problem(404, "not-found");
        assert_eq!(worker.get("/v1/contracts").expect(200)["items"], json!([]));
        close(&worker, &reached.application, "withdrawn_by_worker").problem(403, "forbidden");
        let made = json!({"application_id": last(&reached.application), "terms": reached.scene.terms(), "expires_at": "2026-12-02T08:00:00Z"});
        worker.post("/v1/offers", &made).problem(401, "unauthenticated");
        for path in ["/v1/me", "/v1/candidates", "/v1/changes", &reached.candidate, &format!("{}/history", reached.offer)] {
            worker.get(path).problem(401, "unauthenticated");
        }
        let about = ("answer_offer", last(&another.offer));
        let foreign = beginning("in_person", about, last(&reached.candidate));
        assert_eq!(reached.scene.operator.post(SESSIONS, &foreign).pointers(), ["/record_id"]);
        let about = ("agree_to_contract", last(&reached.offer));
        let wrong = beginning("in_person", about, last(&reached.candidate));
        assert_eq!(reached.scene.operator.post(SESSIONS, &wrong).pointers(), ["/record_id"]);
        reached.answer(&worker, "declined").expect(200);
    }

    fn a_worker_withdraws_in_the_own_channel(app) {
        let reached = Reached::on(app);
        let worker = in_person(&reached.scene.operator, "move_application", &reached.application);
        let seen = worker.get(&reached.application).expect(200);
        assert_eq!((&seen["allowed_transitions"], &seen["closing_reasons"]), (&json!(["closed"]), &json!(["withdrawn_by_worker"])));
        assert_eq!(close(&worker, &reached.application, "rejected_by_employer").pointers(), ["/reason"]);
        close(&worker, &reached.application, "withdrawn_by_worker").expect(200);
        let left = reached.scene.agency.get(&reached.application).expect(200);
        assert_eq!((&left["closing_reason"], &left["next_step"]), (&json!("withdrawn_by_worker"), &json!("nothing")));
        close(&worker, &reached.application, "withdrawn_by_worker").problem(409, "conflict");
    }

    fn three_wrong_codes_end_a_session_and_all_that_is_wrong_is_answered_alike(app) {
        let reached = Reached::on(app);
        let begun = || reached.begin(&reached.scene.agency, "sms").expect(201);
        let (first, second, anybody) = (begun(), begun(), app.anonymous());
        let [one, two] = [&first, &second].map(|session| code(app, session));
        let mut told = Vec::new();
        for wrong in [&other(&one), &two, &json!("00000000")] {
            told.push(open(&anybody, &first, if *wrong == one { &two } else { wrong }).problem(404, "not-found"));
        }
        told.push(open(&anybody, &first, &one).problem(404, "not-found"));
        told.push(open(&anybody, &json!({"id": uuid::Uuid::now_v7().to_string()}), &one).problem(404, "not-found"));
        open(&anybody, &second, &two).expect(200);
        told.push(open(&anybody, &second, &two).problem(404, "not-found"));
        let third = begun();
        let late = code(app, &third);
        app.pass(Duration::from_mins(15));
        told.push(open(&anybody, &third, &late).problem(404, "not-found"));
        assert!(told.iter().all(|one| one["detail"] == told[0]["detail"]), "{told:?}");
        assert_eq!(open(&anybody, &second, &json!("123")).pointers(), ["/code"]);
    }

    fn what_was_shown_counts_for_half_an_hour(app) {
        let reached = Reached::on(app);
        let worker = in_person(&reached.scene.operator, "answer_offer", &reached.offer);
        let hash = reached.hash();
        app.pass(Duration::from_secs(30 * 60 - 1));
        worker.get(&reached.offer).expect(200);
        app.pass(Duration::from_secs(1));
        worker.get(&reached.offer).problem(401, "unauthenticated");
        let said = json!({"answer": "accepted", "terms_hash": hash, "language": "ru"});
        worker.post(&format!("{}/answers", reached.offer), &said).problem(401, "unauthenticated");
    }

    fn of_many_who_show_a_code_at_once_one_is_the_worker(app) {
        let reached = Reached::on(app);
        let session = reached.begin(&reached.scene.operator, "in_person").expect(201);
        let second = app.another();
        let there = [app.anonymous(), second.anonymous()];
        let statuses = at_once(|n| open(&there[n % 2], &session, &session["code"]));
        assert_eq!((statuses[0], &statuses[1..]), (200, [404; AT_ONCE - 1].as_slice()));
    }

    fn of_many_same_answers_by_one_code_at_once_one_counts(app) {
        let reached = Reached::on(app);
        let worker = reached.worker(app);
        reached.confirm(&app.operator()).expect(200);
        let (second, hash) = (app.another(), reached.hash());
        let there = [worker.clone(), second.anonymous().with_token(worker.token())];
        let said = json!({"answer": "accepted", "terms_hash": hash, "language": "ru"});
        let before = reached.scene.agency.get(&reached.offer).expect(200)["version"].as_i64().unwrap();
        let statuses = at_once(|n| there[n % 2].post(&format!("{}/answers", reached.offer), &said));
        assert_eq!(statuses, [200; AT_ONCE], "each is told of the first");
        assert_eq!(reached.scene.agency.get(&reached.offer).expect(200)["version"], before + 1);
    }

    fn an_erased_candidate_leaves_no_session_and_was_told_of_it_before(app) {
        let reached = Reached::on(app);
        reached.worker(app);
        let agency = &reached.scene.agency;
        let export = agency.get(&format!("{}/export", reached.candidate)).expect(200);
        assert_eq!(export["worker_sessions"][0]["channel"], "sms");
        agency.delete(&reached.candidate, "*").expect(204);
        let left = "SELECT act AS text FROM worker_sessions UNION SELECT mark FROM worker_contacts";
        assert_eq!(Sql::of(app).texts(left), [""; 0]);
    }
}
