//! Rule sets: recorded, approved by both sides, active from then on, and never changed.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    store::sql::Sql,
    support::{Client, TestApp, on_both, world::next},
};

/// The project's own rules.
pub(crate) const RULES: &str = include_str!("../../../src/domain/law/data/rules.json");

/// The project's rules under a name of their own.
pub(super) fn named(text: &str) -> Value {
    json!({"text": text.replace("\"ru-ta-uz-2026-11\"", &format!("\"set-{}\"", next()))})
}

/// Records a set and approves it for both sides; gives its path.
pub(crate) fn activate(app: &TestApp, text: &str) -> String {
    let [tt, uz] = [app.operator(), app.operator()];
    let made = tt.post("/v1/rule-sets", &named(text));
    made.expect(201);
    let path = made.header("location").to_owned();
    approve(&tt, &path, "tt").expect(200);
    assert_eq!(approve(&uz, &path, "uz").expect(200)["state"], "active");
    path
}

fn approve(client: &Client, path: &str, side: &str) -> crate::support::Answer {
    let confirmed = client.get(path).json()["to_confirm"].clone();
    client.post(&format!("{path}/approvals"), &json!({"side": side, "confirmed": confirmed}))
}

on_both! {
    fn a_set_is_active_when_both_sides_have_approved_it(app) {
        let [tt, uz] = [app.operator(), app.operator()];
        let made = tt.post("/v1/rule-sets", &named(RULES));
        assert_eq!(made.expect(201)["state"], "draft");
        let path = made.header("location").to_owned();
        assert_eq!(approve(&tt, &path, "tt").expect(200)["state"], "reviewed");
        approve(&tt, &path, "tt").problem(409, "conflict");
        approve(&tt, &path, "uz").problem(409, "conflict");
        let active = approve(&uz, &path, "uz").expect(200);
        assert_eq!(active["state"], "active");
        let sides: Vec<_> = active["approvals"].as_array().unwrap().iter().map(|one| one["side"].clone()).collect();
        assert_eq!(sides, ["tt", "uz"]);
        app.pass(Duration::from_mins(1));
        let later = activate(app, RULES);
        assert_eq!(app.anonymous().get(&path).expect(200)["state"], "superseded");
        let page = app.anonymous().get("/v1/rule-sets?limit=1").expect(200);
        assert!(later.ends_with(page["items"][0]["id"].as_str().unwrap()));
        let next = app.anonymous().get(page["next"].as_str().unwrap().trim_start_matches("http://koprik.test")).expect(200);
        assert!(path.ends_with(next["items"][0]["id"].as_str().unwrap()) && next["next"].is_null());
    }

    fn a_rule_of_memory_decides_only_once_both_sides_have_named_it(app) {
        let operator = app.operator();
        let path = operator.post("/v1/rule-sets", &named(RULES)).header("location").to_owned();
        let (set, approvals) = (operator.get(&path).expect(200), format!("{path}/approvals"));
        let doubtful = set["to_confirm"].as_array().unwrap();
        assert!(doubtful.contains(&json!("dl.patent.paid")) && !doubtful.contains(&json!("share.49")), "{doubtful:?}");
        let silent = operator.post(&approvals, &json!({"side": "tt"}));
        assert_eq!(silent.pointers(), vec!["/confirmed"; doubtful.len()]);
        assert!(silent.json()["errors"][0]["detail"].as_str().unwrap().starts_with(doubtful[0].as_str().unwrap()));
        let [mut others, mut more] = [doubtful.clone(), doubtful.clone()];
        others.pop();
        more.push(json!("share.49"));
        assert_eq!(operator.post(&approvals, &json!({"side": "tt", "confirmed": others})).pointers(), ["/confirmed"]);
        let needless = operator.post(&approvals, &json!({"side": "tt", "confirmed": more}));
        assert_eq!(needless.pointers(), [format!("/confirmed/{}", doubtful.len())]);
        assert_eq!(operator.get(&path).expect(200)["state"], "draft");
        let approved = approve(&operator, &path, "tt").expect(200);
        assert_eq!(approved["approvals"][0]["confirmed"], set["to_confirm"]);
    }

    fn only_operators_record_and_approve(app) {
        let path = activate(app, RULES);
        for client in [app.employer(), app.agency(), app.partner()] {
            client.post("/v1/rule-sets", &named(RULES)).problem(403, "forbidden");
            approve(&client, &path, "tt").problem(403, "forbidden");
        }
        let unknown = format!("/v1/rule-sets/{}", Uuid::now_v7());
        approve(&app.operator(), &unknown, "tt").problem(404, "not-found");
    }

    fn a_bad_file_is_refused_with_the_line_of_every_fault(app) {
        let text = RULES.replace("\"source\": [\"mintrud-62\"]", "\"source\": [\"nobody\"]").replace("2.842 * 2.55", "2.594 * 2.55");
        let refused = app.operator().post("/v1/rule-sets", &named(&text));
        assert_eq!(refused.pointers(), ["/text", "/text"]);
        let details: Vec<_> = refused.json()["errors"].as_array().unwrap().iter().map(|error| error["detail"].to_string()).collect();
        let line = 1 + RULES.lines().position(|line| line.contains("share.counting")).unwrap();
        assert!(details[0].contains(&format!("line {line}: share.counting: there is no source nobody")), "{details:?}");
        assert!(details[1].contains("the formula gives 793764"), "{details:?}");
    }

    fn a_name_is_taken_for_ever_and_the_file_stays_as_it_was_sent(app) {
        let (operator, body) = (app.operator(), named(RULES));
        let path = operator.post("/v1/rule-sets", &body).header("location").to_owned();
        operator.post("/v1/rule-sets", &body).problem(409, "conflict");
        assert_eq!(app.anonymous().get(&path).expect(200)["text"], body["text"]);
        let mut sql = Sql::of(app);
        activate(app, RULES);
        for statement in [
            "UPDATE rule_sets SET text = ''", "DELETE FROM rule_sets",
            "UPDATE rule_set_approvals SET side = 'tt'", "DELETE FROM rule_set_approvals",
        ] {
            assert!(sql.run(statement).unwrap_err().to_string().contains("neither changed nor deleted"), "{statement}");
        }
    }
}
