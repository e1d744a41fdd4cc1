//! What is told as time passes and as law changes: that deadlines come nearer, were missed or have moved, and that rules end.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    duties::{DAY, WEEK, Worker, of},
    rule_sets::activate,
};
use crate::{
    store::sql::Sql,
    support::{Client, TestApp, on_both},
};

const RULES: &str = include_str!("../../../src/domain/law/data/rules.json");
const FIFTEEN: &str = "\"value\": 15, \"unit\": \"calendar_day\", \"count\": \"first_day\"";

/// The project's rules with other days until a worker must be registered.
fn registered_within(days: u32) -> String {
    let text = RULES.replacen(FIFTEEN, &FIFTEEN.replace("15", &days.to_string()), 1);
    assert!(days == 15 || text != RULES);
    text
}

/// What the history of a candidate tells of the deadlines of a rule.
fn told(client: &Client, worker: &Worker, rule: &str) -> Vec<String> {
    let history = client.get(&format!("{}/history?limit=100", worker.path)).expect(200);
    let names =
        |reason: &Value| reason.as_str().is_some_and(|why| why.split(' ').any(|one| one == rule));
    let items = history["items"].as_array().unwrap().iter().filter(|one| names(&one["reason"]));
    items.map(|one| one["action"].as_str().unwrap().to_owned()).collect()
}

/// Lets time pass on both servers.
fn later(servers: [&TestApp; 2], time: Duration) {
    for app in servers {
        app.pass(time);
    }
}

/// Lets both servers look at once what there is to tell.
fn sweep(servers: [&TestApp; 2]) {
    std::thread::scope(|scope| {
        for app in servers {
            scope.spawn(|| app.server.app.sweep().unwrap());
        }
    });
}

on_both! {
    fn each_reminder_is_told_once_and_that_it_was_missed_whatever_servers_there_are(app) {
        let other = app.another();
        later([app, &other], WEEK);
        let worker = Worker::of(app);
        worker.tell(&json!({"event_on": "2026-12-01"})).expect(201);
        let mut heard = Vec::new();
        for day in 0..18 {
            sweep([app, &other]);
            heard.resize(told(&app.operator(), &worker, "dl.registration").len(), day);
            later([app, &other], DAY);
        }
        assert_eq!(heard, [0, 7, 11, 13, 15], "made, thrice near, and missed after 15 December");
        let all = told(&app.operator(), &worker, "dl.registration");
        assert_eq!(all[..2], ["deadline_created", "deadline_approaching"]);
        assert_eq!(all[3..], ["deadline_approaching", "deadline_missed"]);
    }

    fn of_what_has_ended_nothing_more_is_told(app) {
        app.pass(WEEK);
        let worker = Worker::of(app);
        let made = worker.tell(&json!({"event_on": "2026-12-01"})).expect(201)["deadlines"].clone();
        let met = json!({"to": "met", "on": "2026-12-01", "evidence": "slip seen"});
        worker.end(&worker.agency, of(&made, "dl.registration"), &met).expect(200);
        let worker = worker.after(app, DAY * 40);
        let late = json!({"to": "met", "on": "2027-01-09", "evidence": "certificate seen"});
        let medical = worker.end(&worker.agency, of(&made, "dl.medical"), &late).expect(200);
        assert_eq!(medical["status"], "missed");
        app.server.app.sweep().unwrap();
        let operator = app.operator();
        assert_eq!(told(&operator, &worker, "dl.registration"), ["deadline_created"]);
        let missed = ["deadline_created", "deadline_missed"];
        assert_eq!(told(&operator, &worker, "dl.medical"), missed, "by whoever told it, not by the sweep");
        assert_eq!(told(&operator, &worker, "dl.patent"), missed, "by the sweep, and no reminder after it");
    }

    fn a_set_that_becomes_active_moves_what_is_open_and_never_into_the_past(app) {
        activate(app, RULES);
        let worker = Worker::of(app);
        let made = worker.tell(&json!({"event_on": "2026-11-24"})).expect(201)["deadlines"].clone();
        let met = json!({"to": "met", "evidence": "certificate seen"});
        worker.end(&worker.agency, of(&made, "dl.medical"), &met).expect(200);
        app.pass(DAY / 1000);
        let shorter = activate(app, &registered_within(7));
        let all = worker.all();
        let days = |one: &Value| ["earlier_legal_on", "legal_on", "due_on"].map(|day| one[day].as_str().map(str::to_owned));
        let registration = of(&all, "dl.registration");
        assert_eq!(days(registration), ["2026-12-08", "2026-11-30", "2026-11-30"].map(|day| Some(day.to_owned())));
        assert!(shorter.ends_with(registration["rule_set_id"].as_str().unwrap()));
        for untouched in ["dl.patent", "dl.medical", "dl.fingerprint"] {
            let (then, now) = (of(&made, untouched), of(&all, untouched));
            assert_eq!((&then["legal_on"], &then["rule_set_id"]), (&now["legal_on"], &now["rule_set_id"]), "{untouched}");
        }
        let worker = worker.after(app, DAY * 5);
        activate(app, &registered_within(3));
        let all = worker.all();
        let expected = ["2026-11-30", "2026-11-29", "2026-11-29"].map(|day| Some(day.to_owned()));
        assert_eq!(days(of(&all, "dl.registration")), expected, "the 26th has passed, and today has not");
        let operator = app.operator();
        assert_eq!(told(&operator, &worker, "dl.registration"), ["deadline_created", "deadline_moved", "deadline_moved"]);
        assert_eq!(told(&operator, &worker, "dl.patent"), ["deadline_created"]);
    }

    fn what_other_rules_do_not_ask_for_is_void_and_what_they_ask_for_anew_is_made(app) {
        let line = RULES.lines().find(|line| line.contains("\"dl.fingerprint\"")).unwrap();
        let without = RULES.replace(line, &line.replace("\"in_force\"", "\"expected\""));
        activate(app, &without);
        let worker = Worker::of(app);
        assert_eq!(worker.tell(&json!({"event_on": "2026-11-24"})).expect(201)["deadlines"].as_array().unwrap().len(), 3);
        app.pass(DAY / 1000);
        activate(app, RULES);
        assert_eq!(of(&worker.all(), "dl.fingerprint")["status"], "open");
        app.pass(DAY / 1000);
        activate(app, &without);
        let all = worker.all();
        let print = of(&all, "dl.fingerprint");
        assert_eq!((&print["status"], &print["evidence"]), (&json!("void"), &json!("no rule of the set that became active asks for it")));
        assert_eq!(told(&app.operator(), &worker, "dl.fingerprint"), ["deadline_created", "deadline_moved"]);
    }

    fn that_rules_end_is_told_sixty_and_thirty_days_before_and_once(app) {
        let other = app.another();
        activate(app, RULES);
        let mut heard = Vec::new();
        for day in 0..40 {
            sweep([app, &other]);
            let feed = app.anonymous().get("/v1/changes?kind=rule_set&limit=100");
            let feed = if feed.status == 200 { feed } else { app.employer().get("/v1/changes?kind=rule_set&limit=100") };
            let told = feed.expect(200);
            heard.resize(told["items"].as_array().unwrap().iter().filter(|one| one["action"] == "rule_expiring").count(), day);
            later([app, &other], DAY);
        }
        assert_eq!(heard, [0, 7], "the year ends 37 days after the first");
        let why = Sql::of(app).texts("SELECT reason AS text FROM changes WHERE action = 'rule_expiring' ORDER BY n");
        assert!(why.iter().all(|why| why.starts_with("end on 2026-12-31: ") && why.split(' ').count() > 12), "{why:?}");
    }
}
