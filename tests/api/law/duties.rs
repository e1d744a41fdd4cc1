//! Deadlines that are kept for candidates: made by an event, corrected, met with evidence, missed, voided.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rule_sets::activate;
use crate::support::{
    Answer, Client, TestApp, bodies, on_both,
    world::{but, id},
};

/// From the day on which tests begin to one on which the project's own rules are known.
pub(super) const WEEK: Duration = Duration::from_hours(7 * 24);
pub(super) const DAY: Duration = Duration::from_hours(24);

/// A worker of an agency.
pub(super) struct Worker {
    organisation: Uuid,
    pub(super) agency: Client,
    pub(super) path: String,
}

impl Worker {
    pub(super) fn of(app: &TestApp) -> Self {
        Self::at(app, app.new_agency())
    }

    /// A worker of this agency.
    fn at(app: &TestApp, organisation: Uuid) -> Self {
        let agency = app.client(Role::Agency, organisation, "");
        let candidate = id(&agency.post("/v1/candidates", &bodies::candidate()).expect(201));
        Self { organisation, agency, path: format!("/v1/candidates/{candidate}") }
    }

    /// The same after some time, with a new token.
    pub(super) fn after(self, app: &TestApp, time: Duration) -> Self {
        app.pass(time);
        Self { agency: app.client(Role::Agency, self.organisation, ""), ..self }
    }

    pub(super) fn tell(&self, more: &Value) -> Answer {
        let entered = json!({"event": "entered", "event_on": "2027-01-02", "citizenship": "UZ", "route": "patent"});
        self.agency.post(&format!("{}/events", self.path), &but(entered, more))
    }

    pub(super) fn all(&self) -> Value {
        self.agency.get(&format!("{}/deadlines", self.path)).expect(200)["items"].clone()
    }

    pub(super) fn end(&self, client: &Client, deadline: &Value, ending: &Value) -> Answer {
        let deadline = deadline["id"].as_str().unwrap();
        client.post(&format!("{}/deadlines/{deadline}/transitions", self.path), ending)
    }
}

pub(crate) fn of<'d>(deadlines: &'d Value, rule: &str) -> &'d Value {
    deadlines.as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap()
}

on_both! {
    fn a_document_ends_the_deadline_that_it_shows_to_be_kept(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        worker.tell(&json!({"event_on": "2026-11-25"})).expect(201);
        let paper = |kind: &str| json!({"kind": kind, "issued_on": "2026-11-30", "authority": "МВД", "region": "RU-TA"});
        let keep = |kind: &str| worker.agency.post(&format!("{}/documents", worker.path), &paper(kind)).expect(201);
        for (kind, rule) in [("registration", "dl.registration"), ("patent", "dl.patent"), ("medical_certificate", "dl.medical")] {
            assert_eq!(of(&worker.all(), rule)["status"], "open");
            keep(kind);
            let all = worker.all();
            let met = of(&all, rule);
            assert_eq!((&met["status"], &met["ended_on"]), (&json!("met"), &json!("2026-11-30")), "{met}");
        }
        keep("patent");
        keep("diploma");
        assert_eq!(of(&worker.all(), "dl.fingerprint")["status"], "open");
    }

    fn what_is_due_after_an_event_is_kept_with_its_reminder_in_five_languages(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        let made = worker.tell(&json!({})).expect(201);
        assert_eq!(made["deadlines"].as_array().unwrap().len(), 4);
        let registration = of(&made["deadlines"], "dl.registration");
        let days = (&registration["status"], &registration["legal_on"], &registration["due_on"], &registration["remind_on"]);
        assert_eq!(days, (&json!("open"), &json!("2027-01-16"), &json!("2027-01-15"), &json!(["2027-01-08", "2027-01-12", "2027-01-14"])));
        let reminder = &registration["reminder"];
        assert_eq!(reminder.as_object().unwrap().len(), 5);
        assert_eq!(
            reminder["uz-Latn"],
            "Yashash joyi boʻyicha migratsiya hisobiga turish. Ishonchli muddat: 2027-01-15 gacha. Qonun boʻyicha: 2027-01-16 gacha."
        );
        assert_eq!(worker.all(), made["deadlines"]);
        worker.tell(&json!({})).problem(409, "conflict");
        worker.tell(&json!({"event": "landed"})).problem(422, "invalid");
    }

    fn the_active_rule_set_decides_and_is_named(app) {
        let set = activate(app, include_str!("../../../src/domain/law/data/rules.json"));
        let worker = Worker::of(app);
        let made = worker.tell(&json!({})).expect(201);
        assert_eq!(of(&made["deadlines"], "dl.patent")["rule_set_id"], set.rsplit('/').next().unwrap());
    }

    fn what_is_announced_is_not_kept_and_a_repeated_key_has_one_effect(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        let planned = worker.tell(&json!({"event": "entry_planned", "event_on": "2027-03-10"}));
        assert_eq!(planned.expect(201)["deadlines"], json!([]));
        let body = json!({"event": "entered", "event_on": "2027-01-02"});
        let path = format!("{}/events", worker.path);
        let first = worker.agency.post_once(&path, "once", &body).expect(201);
        assert_eq!(worker.agency.post_once(&path, "once", &body).expect(201), first);
    }

    fn a_corrected_day_moves_what_is_open_and_the_first_day_is_kept(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        let made = worker.tell(&json!({"event_on": "2026-11-25"})).expect(201);
        let medical = of(&made["deadlines"], "dl.medical");
        worker.end(&worker.agency, medical, &json!({"to": "met", "evidence": "certificate seen"})).expect(200);
        let wrong = made["event"]["id"].clone();
        let later = worker.tell(&json!({"event_on": "2027-01-11", "corrects": wrong})).expect(201);
        let registration = of(&later["deadlines"], "dl.registration");
        assert_eq!(registration["id"], of(&made["deadlines"], "dl.registration")["id"]);
        let days = (&registration["event_on"], &registration["told_on"], &registration["legal_on"]);
        assert_eq!(days, (&json!("2027-01-11"), &json!("2026-11-25"), &json!("2027-01-25")));
        let all = worker.all();
        assert_eq!(all.as_array().unwrap().len(), 4, "what was met is not asked for again");
        assert_eq!((&of(&all, "dl.medical")["event_on"], &of(&all, "dl.medical")["status"]), (&json!("2026-11-25"), &json!("met")));
        assert_eq!(worker.agency.get(&format!("{}/events", worker.path)).expect(200)["items"].as_array().unwrap().len(), 2);
        worker.tell(&json!({"event_on": "2027-01-12", "corrects": wrong})).problem(409, "conflict");
        worker.tell(&json!({"event_on": "2027-01-12", "corrects": Uuid::now_v7()})).problem(422, "invalid");
    }

    fn a_deadline_is_met_with_evidence_and_voided_by_operators(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        let made = worker.tell(&json!({})).expect(201);
        let (registration, patent) = (of(&made["deadlines"], "dl.registration"), of(&made["deadlines"], "dl.patent"));
        let end = |client: &Client, one: &Value, ending: Value| worker.end(client, one, &ending);
        assert_eq!(end(&worker.agency, registration, json!({"to": "met", "evidence": ""})).pointers(), ["/evidence"]);
        assert_eq!(end(&worker.agency, registration, json!({"to": "met", "on": "2027-01-03", "evidence": "slip"})).pointers(), ["/on"]);
        let met = end(&worker.agency, registration, json!({"to": "met", "evidence": "slip seen"})).expect(200);
        assert_eq!((&met["status"], &met["ended_on"], &met["evidence"]), (&json!("met"), &json!("2026-12-01"), &json!("slip seen")));
        end(&worker.agency, registration, json!({"to": "met", "evidence": "again"})).problem(409, "conflict");
        let void = json!({"to": "void", "evidence": "holds a residence permit"});
        end(&worker.agency, patent, void.clone()).problem(403, "forbidden");
        assert_eq!(end(&app.operator(), patent, void).expect(200)["status"], "void");
    }

    fn a_deadline_is_missed_when_its_last_legal_day_has_passed(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        worker.tell(&json!({"event_on": "2026-11-24"})).expect(201);
        let worker = worker.after(app, DAY * 7);
        assert_eq!(of(&worker.all(), "dl.registration")["status"], "open", "8 December is the last day");
        let worker = worker.after(app, DAY);
        let all = worker.all();
        let registration = of(&all, "dl.registration");
        assert_eq!(registration["status"], "missed");
        let done = json!({"to": "met", "on": "2026-12-08", "evidence": "the slip is of the 8th"});
        assert_eq!(worker.end(&worker.agency, registration, &done).expect(200)["status"], "met", "told late, done in time");
    }

    fn what_is_still_to_be_done_for_all_is_listed_the_most_urgent_first(app) {
        app.pass(WEEK);
        let (first, other) = (Worker::of(app), Worker::of(app));
        let second = Worker::at(app, first.organisation);
        first.tell(&json!({"event_on": "2027-01-10"})).expect(201);
        let sooner = second.tell(&json!({})).expect(201)["deadlines"].clone();
        other.tell(&json!({})).expect(201);
        let all = |client: &Client, more: &str| client.get(&format!("/v1/deadlines?limit=100{more}")).expect(200)["items"].as_array().unwrap().clone();
        let found = all(&first.agency, "");
        let days: Vec<_> = found.iter().map(|one| one["due_on"].as_str().unwrap()).collect();
        assert!(days.is_sorted() && days.len() == 2 * sooner.as_array().unwrap().len(), "{days:?}");
        assert_eq!(all(&app.operator(), "").len(), 3 * sooner.as_array().unwrap().len());
        let registration = of(&sooner, "dl.registration");
        let due_by = registration["due_on"].as_str().unwrap();
        assert_eq!(all(&first.agency, &format!("&due_by={due_by}")), std::slice::from_ref(registration));
        assert!(all(&first.agency, "&responsible=host").iter().all(|one| one["rule"] == "dl.registration"));
        first.end(&first.agency, &json!({"id": "x"}), &json!({"to": "met", "evidence": "e"})).problem(404, "not-found");
        second.end(&second.agency, registration, &json!({"to": "met", "evidence": "seen"})).expect(200);
        assert_eq!(all(&first.agency, &format!("&due_by={due_by}")), [Value::Null; 0]);
        let (mut walked, mut next) = (Vec::new(), "/v1/deadlines?limit=2".to_owned());
        loop {
            let page = first.agency.get(&next).expect(200);
            walked.extend(page["items"].as_array().unwrap().clone());
            let Some(more) = page["next"].as_str() else { break };
            more.trim_start_matches("http://koprik.test").clone_into(&mut next);
        }
        assert_eq!(walked, all(&first.agency, ""));
        app.employer().get("/v1/deadlines").problem(403, "forbidden");
        first.agency.get("/v1/deadlines?responsible=").problem(400, "malformed-request");
    }

    fn deadlines_are_the_agencys_own_and_go_with_the_candidate(app) {
        app.pass(WEEK);
        let (worker, other) = (Worker::of(app), Worker::of(app));
        let made = worker.tell(&json!({})).expect(201);
        let path = format!("{}/deadlines", worker.path);
        other.agency.get(&path).problem(404, "not-found");
        app.employer().get(&path).problem(403, "forbidden");
        other.agency.post(&format!("{}/events", worker.path), &json!({"event": "entered", "event_on": "2027-01-05"})).problem(404, "not-found");
        app.operator().post(&format!("{}/events", worker.path), &json!({"event": "entered", "event_on": "2027-01-05"})).problem(403, "forbidden");
        assert_eq!(app.operator().get(&path).expect(200)["items"], made["deadlines"]);
        let export = worker.agency.get(&format!("{}/export", worker.path)).expect(200);
        assert_eq!((&export["deadlines"], &export["events"][0]), (&made["deadlines"], &made["event"]));
        assert_eq!(worker.agency.delete(&worker.path, "*").status, 204);
        worker.agency.get(&path).problem(404, "not-found");
    }
}
