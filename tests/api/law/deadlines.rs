//! What is due after an event, over HTTP: by the rules of its day, as they were known at a moment.

use std::time::Duration;

use serde_json::{Value, json};

use super::rule_sets::activate;
use crate::support::{Client, on_both, world::but};

const RULES: &str = include_str!("../../../src/domain/law/data/rules.json");
/// From the day on which tests begin to one on which the project's own rules are known.
const WEEK: Duration = Duration::from_hours(7 * 24);

fn entered() -> Value {
    json!({"event": "entered", "event_on": "2027-01-02", "citizenship": "UZ", "route": "patent"})
}

fn due(client: &Client, body: &Value) -> Value {
    client.post("/v1/deadlines/compute", body).expect(200)
}

fn of<'d>(answer: &'d Value, rule: &str) -> &'d Value {
    answer["deadlines"].as_array().unwrap().iter().find(|one| one["rule"] == rule).unwrap()
}

on_both! {
    fn a_worker_who_has_entered_is_told_what_is_due_and_why(app) {
        app.pass(WEEK);
        let answer = due(&app.agency(), &entered());
        assert_eq!((&answer["result"], &answer["rule_set"]), (&json!("due"), &json!("ru-ta-uz-2026-11")));
        assert_eq!(answer.get("rule_set_id"), None, "nobody has approved the project's own rules");
        let registration = of(&answer, "dl.registration");
        assert_eq!((&registration["legal_on"], &registration["due_on"]), (&json!("2027-01-16"), &json!("2027-01-15")));
        assert_eq!(registration["responsible"], "host");
        assert!(registration["sources"][0]["url"].as_str().unwrap().contains("mvdrus.ru"));
        let rules: Vec<_> = answer["deadlines"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
        assert_eq!(rules.len(), 4, "{rules:?}");
        let citizen = but(entered(), &json!({"citizenship": "KG"}));
        assert_eq!(due(&app.agency(), &citizen)["deadlines"].as_array().unwrap().len(), 3);
    }

    fn what_was_not_yet_known_is_unknown(app) {
        app.pass(WEEK);
        let early = but(entered(), &json!({"known_at": "2026-11-27T12:00:00Z"}));
        let answer = due(&app.agency(), &early);
        assert_eq!((&answer["result"], &answer["deadlines"]), (&json!("unknown"), &json!([])));
        assert_eq!(answer.get("rule_set"), None);
    }

    fn an_expected_rule_alone_leaves_the_result_unknown(app) {
        app.pass(WEEK);
        let planned = json!({"event": "entry_planned", "event_on": "2027-03-10"});
        let answer = due(&app.agency(), &planned);
        assert_eq!(answer["result"], "unknown");
        let ruid = of(&answer, "dl.ruid");
        assert_eq!((&ruid["status"], &ruid["due_on"], &ruid["earliest_on"]), (&json!("expected"), &json!("2027-03-07"), &json!("2026-12-10")));
    }

    fn yesterdays_answer_is_replayed_after_the_rules_have_changed(app) {
        let first = activate(app, RULES);
        let agency = app.agency();
        let then = due(&agency, &entered());
        assert!(first.ends_with(then["rule_set_id"].as_str().unwrap()));
        app.pass(Duration::from_mins(10));
        let text = RULES.replacen("\"value\": 15, \"unit\": \"calendar_day\", \"count\": \"first_day\"", "\"value\": 7, \"unit\": \"calendar_day\", \"count\": \"first_day\"", 1);
        assert_ne!(text, RULES);
        activate(app, &text);
        let now = due(&agency, &entered());
        assert_eq!(of(&now, "dl.registration")["legal_on"], "2027-01-08");
        let unchanged = |answer: &Value| of(answer, "dl.patent").clone();
        assert_eq!(unchanged(&now), unchanged(&then), "only what cites the number changes");
        let replayed = but(entered(), &json!({"known_at": then["known_at"]}));
        assert_eq!(due(&agency, &replayed).to_string(), then.to_string());
    }

    fn a_year_without_a_calendar_and_an_unknown_event_are_told(app) {
        app.pass(WEEK);
        let agency = app.agency();
        let late = json!({"event": "contract_signed", "event_on": "2027-12-30"});
        let refused = agency.post("/v1/deadlines/compute", &late);
        refused.problem(409, "conflict");
        assert!(refused.text.contains("no calendar of RU for 2028"), "{}", refused.text);
        let unknown = json!({"event": "landed", "event_on": "2027-01-02"});
        assert_eq!(agency.post("/v1/deadlines/compute", &unknown).pointers(), ["/event"]);
    }
}
