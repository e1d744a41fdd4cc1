//! Clocks of complaints: each that is late is counted once and sends the case up, and the worker's silence is no excuse.

use std::time::Duration;

use serde_json::{Value, json};

use super::complaints::{PATH, file, filed, moved};
use crate::{
    store::sql::Sql,
    support::{
        Client, TestApp, on_both,
        world::{but, id},
    },
};

/// From the day on which tests begin to one on which the project's own rules are known: Tuesday, 1 December 2026.
const WEEK: Duration = Duration::from_hours(7 * 24);

fn hours(app: &TestApp, hours: u64) {
    app.pass(Duration::from_hours(hours));
}

/// Time's own changes, as often as servers make them.
fn swept(app: &TestApp) {
    app.server.app.sweep().unwrap();
    app.server.app.sweep().unwrap();
}

fn late(operator: &Client, path: &str) -> Vec<Value> {
    let file = operator.get(&format!("{path}/file")).expect(200);
    file["late"].as_array().unwrap().iter().map(|one| one["clock"].clone()).collect()
}

fn clock(view: &Value, name: &str) -> String {
    let all = view["clocks"].as_array().unwrap();
    all.iter().find(|one| one["clock"] == name).unwrap()["due_at"].as_str().unwrap().to_owned()
}

fn figures(app: &TestApp) -> Vec<Value> {
    let told = app.anonymous().get("/v1/complaints/figures?year=2026").expect(200);
    told["late"].as_array().unwrap().iter().map(|one| one["breaches"].clone()).collect()
}

on_both! {
    fn each_clock_begins_by_the_rules_of_the_day(app) {
        let before = file(&app.anonymous(), &json!({"urgency": "danger"})).expect(201);
        assert_eq!(before["clocks"], json!([]), "no rule was known");
        app.pass(WEEK);
        let receipt = file(&app.anonymous(), &json!({"urgency": "danger"})).expect(201);
        let due = ["person", "acknowledge", "decide", "end"].map(|name| clock(&receipt, name));
        let expected = ["2026-12-01T12:00:00Z", "2026-12-02T21:00:00Z", "2026-12-16T21:00:00Z", "2026-12-31T21:00:00Z"];
        assert_eq!(due, expected);
    }

    fn what_is_late_is_counted_once_and_goes_up(app) {
        app.pass(WEEK);
        let path = filed(&app.anonymous(), &json!({"urgency": "danger"}));
        let calm = filed(&app.anonymous(), &json!({}));
        hours(app, 5);
        swept(app);
        let operator = app.operator();
        assert_eq!(late(&operator, &path), ["person"]);
        assert_eq!(operator.get(&path).expect(200)["level"], "operator");
        assert_eq!((late(&operator, &calm), operator.get(&calm).expect(200)["level"].clone()), (vec![], json!("centre")));
        hours(app, 48);
        let operator = app.operator();
        moved(&operator, &path, &["acknowledged"]);
        assert_eq!(late(&operator, &path), ["person", "acknowledge"], "counted where nobody has swept");
        swept(app);
        assert_eq!(operator.get(&path).expect(200)["level"], "working_group");
        let told = operator.get("/v1/changes?kind=complaint&limit=100").expect(200);
        let up = told["items"].as_array().unwrap().iter().filter(|one| one["action"] == "escalated");
        assert_eq!(up.count(), 3, "{told}");
        swept(app);
        let rows = Sql::of(app).texts("SELECT clock AS text FROM complaint_breaches");
        assert_eq!(rows.len(), 3, "{rows:?}");
    }

    fn everybody_reads_how_many_were_late_unless_they_are_few(app) {
        app.pass(WEEK);
        for _ in 0..4 {
            filed(&app.anonymous(), &json!({}));
        }
        hours(app, 72);
        swept(app);
        assert_eq!(figures(app), [json!(0), Value::Null, json!(0), json!(0)]);
        filed(&app.anonymous(), &json!({"urgency": "danger"}));
        hours(app, 120);
        swept(app);
        assert_eq!(figures(app), [Value::Null, json!(5), json!(0), json!(0)]);
        let other = app.anonymous().get("/v1/complaints/figures?year=2027").expect(200);
        assert!(other["late"].as_array().unwrap().iter().all(|one| one["breaches"] == 0), "{other}");
    }

    fn a_case_that_waits_for_the_worker_stands_still_for_ten_days_in_all_and_shows_it(app) {
        app.pass(WEEK);
        let receipt = file(&app.anonymous(), &json!({})).expect(201);
        let path = format!("{PATH}/{}", id(&receipt));
        let operator = app.operator();
        moved(&operator, &path, &["acknowledged", "in_review"]);
        let pause = |client: &Client, waiting: bool| client.post(&format!("{path}/pauses"), &json!({"waiting_for_worker": waiting}));
        assert!(pause(&operator, true).expect(200)["waiting_since"].is_string());
        pause(&operator, true).problem(409, "conflict");
        hours(app, 48);
        let answer = but(json!({"text": "я здесь"}), &json!({"code": receipt["code"], "pin": receipt["pin"]}));
        let own = app.anonymous().post("/v1/complaints/by-code/messages", &answer).expect(200);
        assert_eq!((&own["waiting_for_you"], &own["waited_hours"]), (&json!(false), &json!(48)));
        assert_eq!((clock(&own, "decide"), clock(&own, "end")), ("2026-12-18T21:00:00Z".to_owned(), "2027-01-02T21:00:00Z".to_owned()));
        let operator = app.operator();
        pause(&operator, true).expect(200);
        hours(app, 24 * 30);
        let operator = app.operator();
        let seen = pause(&operator, false).expect(200);
        assert_eq!((&seen["waited_hours"], clock(&seen, "decide")), (&json!(240), "2026-12-26T21:00:00Z".to_owned()));
        pause(&operator, true).problem(409, "conflict");
        swept(app);
        assert_eq!(late(&operator, &path), ["decide"]);
    }
}
