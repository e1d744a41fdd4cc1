//! Guides say what the rules say, and none is shown as current once they say something else.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    law::rule_sets::{RULES, activate},
    support::{
        Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const ALL: &str = "/v1/guides";

/// A published guide that tells of a rule; gives its path.
fn published(operator: &Client, rule: &str) -> String {
    let more = json!({"rules": [rule], "article": {"en": format!("Within {{{rule}}}."), "ru": format!("{{{rule}}}")}});
    let made = operator.post(ALL, &but(bodies::guide(), &more)).expect(201);
    let path = format!("{ALL}/{}", id(&made));
    operator.transition(&path, "published").expect(200);
    path
}

fn text(app: &TestApp, path: &str) -> Value {
    app.anonymous().get(path).expect(200)["text"]["en"].clone()
}

fn with_other_registration() -> String {
    let other =
        RULES.replace(r#""event": "entered", "value": 15"#, r#""event": "entered", "value": 16"#);
    assert_ne!(other, RULES);
    other
        .lines()
        .filter(|line| !line.contains(r#"{"rule": "dl.registration""#))
        .collect::<Vec<_>>()
        .join("\n")
}

on_both! {
    fn a_guide_says_what_the_rule_says_with_its_days_and_sources(app) {
        let operator = app.operator();
        activate(app, RULES);
        let path = published(&operator, "dl.registration");
        assert_eq!(text(app, &path), "Within 15 calendar day(s).");
        let seen = app.anonymous().get(&path).expect(200);
        let fact = &seen["facts"][0];
        assert_eq!((&fact["rule"], &fact["valid_from"]), (&json!("dl.registration"), &json!("2022-06-04")));
        assert!(fact["sources"][0].as_str().is_some_and(|title| !title.is_empty()));
        assert_eq!((&seen["article"]["en"], &seen["external_ref"]), (&json!("Within {dl.registration}."), &Value::Null));
        let found = app.anonymous().get(&format!("{ALL}?topic=registration&language=ru")).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        let none = app.anonymous().get(&format!("{ALL}?language=tt")).expect(200);
        assert!(none["items"].as_array().unwrap().is_empty());
    }

    fn a_changed_rule_takes_exactly_its_guides_from_the_public(app) {
        let operator = app.operator();
        activate(app, RULES);
        let (changed, same) = (published(&operator, "dl.registration"), published(&operator, "dl.patent"));
        app.pass(Duration::from_mins(1));
        activate(app, &with_other_registration());
        app.anonymous().get(&changed).problem(404, "not-found");
        assert_eq!(text(app, &same), "Within 30 calendar day(s).");
        let shown = app.anonymous().get(ALL).expect(200);
        assert_eq!(shown["items"].as_array().unwrap().len(), 1, "an outdated one is not shown as current");
        assert_eq!(operator.get(&changed).expect(200)["status"], "outdated");
        operator.transition(&changed, "published").problem(409, "conflict");
        operator.patch(&changed, "*", &json!({"title": {"en": "Registration, read again"}})).expect(200);
        operator.transition(&changed, "published").expect(200);
        assert_eq!(text(app, &changed), "Within 16 calendar day(s).");
        let history = operator.get(&format!("{changed}/history")).expect(200);
        let reached: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|one| &one["action"]).collect();
        assert_eq!(reached, ["create", "published", "outdated", "replace", "published"]);
    }

    fn a_rule_that_ends_takes_its_guides_along(app) {
        activate(app, RULES);
        let path = published(&app.operator(), "patent.price");
        app.pass(Duration::from_hours(24 * 39));
        app.anonymous().get(&path).problem(404, "not-found");
        let operator = app.operator();
        assert_eq!(operator.get(&path).expect(200)["status"], "outdated");
        operator.transition(&path, "published").problem(409, "conflict");
        let refused = operator.patch(&path, "*", &json!({"reviewed_on": "2026-12-31"}));
        assert_eq!(refused.pointers(), ["/rules/0"]);
    }

    fn what_is_wrong_is_named(app) {
        let operator = app.operator();
        let unknown = operator.post(ALL, &but(bodies::guide(), &json!({"rules": ["dl.registration"]})));
        assert_eq!(unknown.pointers(), ["/rules/0"], "no rule set is known yet");
        activate(app, RULES);
        for (more, pointer) in [
            (json!({"rules": ["dl.nothing"]}), "/rules/0"),
            (json!({"rules": ["share.2027"]}), "/rules/0"),
            (json!({"rules": ["dl.patent", "dl.patent"]}), "/rules/1"),
            (json!({"article": {"en": "Within {dl.patent}."}}), "/article/en"),
            (json!({"rules": ["end.regional_limit"], "article": {"en": "{end.regional_limit}"}}), "/article/en"),
            (json!({"reviewed_on": "2026-11-25"}), "/reviewed_on"),
            (json!({"title": {}}), "/title"),
        ] {
            let answer = operator.post(ALL, &but(bodies::guide(), &more));
            assert_eq!(answer.pointers(), [pointer], "{more}");
        }
        for other in [app.partner(), app.agency(), app.employer()] {
            other.post(ALL, &bodies::guide()).problem(403, "forbidden");
        }
    }
}
