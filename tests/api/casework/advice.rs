//! What centres are asked: nobody is named, an answer comes in time, and repeats are counted.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    law::rule_sets::{RULES, activate},
    programme::seats::at_once,
    support::{
        Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const ALL: &str = "/v1/advisory-cases";

fn asked(client: &Client, more: &Value) -> String {
    let made = client.post(ALL, &but(bodies::advisory_case(), more)).expect(201);
    format!("{ALL}/{}", id(&made))
}

/// When a service is due that was asked for on the Tuesday on which tests begin.
fn due(app: &TestApp, service: &str) -> (Value, Value) {
    let path = asked(&app.partner(), &json!({"service": service}));
    let seen = app.operator().get(&path).expect(200);
    assert_eq!(seen["asked_on"], "2026-11-24");
    (seen["due_rule"].clone(), seen["due_on"].clone())
}

on_both! {
    fn what_is_asked_is_due_as_the_rule_for_its_service_says(app) {
        assert_eq!(due(app, "protection"), (Value::Null, Value::Null), "no rule was known yet");
        activate(app, RULES);
        assert_eq!(due(app, "protection"), (json!("dl.advice.protection"), json!("2026-11-25")));
        assert_eq!(due(app, "consular"), (json!("dl.advice"), json!("2026-11-27")));
        app.pass(Duration::from_mins(1));
        activate(app, &RULES.replace(r#""advice_asked", "value": 3"#, r#""advice_asked", "value": 4"#));
        assert_eq!(due(app, "consular").1, json!("2026-11-30"), "one number, one day");
        let late = app.operator().get(&format!("{ALL}?status=open&due_before=2026-11-26")).expect(200);
        assert_eq!(late["items"].as_array().unwrap().len(), 1, "{late}");
        let path = asked(&app.partner(), &json!({"service": "consular"}));
        app.pass(Duration::from_hours(24 * 7));
        let kept = app.operator().patch(&path, "*", &json!({"topic": "fees"})).expect(200);
        assert_eq!(kept["due_on"], "2026-11-30", "what was promised stays");
    }

    fn an_answer_says_what_came_of_it_and_a_referral_whereto(app) {
        let partner = app.partner();
        let path = asked(&partner, &json!({}));
        for to in ["answered", "referred"] {
            partner.transition(&path, to).problem(409, "conflict");
        }
        partner.transition(&path, "closed").problem(409, "conflict");
        let centre = id(&app.operator().post("/v1/centres", &bodies::centre()).expect(201));
        partner.patch(&path, "*", &json!({"referred_to_id": centre})).expect(200);
        partner.transition(&path, "referred").expect(200);
        partner.patch(&path, "*", &json!({"referred_to_id": null})).problem(409, "conflict");
        partner.transition(&path, "closed").problem(409, "conflict");
        partner.patch(&path, "*", &json!({"outcome": "referred", "minutes": 10})).expect(200);
        partner.transition(&path, "closed").expect(200);
        partner.patch(&path, "*", &json!({"minutes": 11})).problem(409, "conflict");
    }

    fn repeats_are_counted_and_none_is_lost(app) {
        let partner = app.partner();
        let path = asked(&partner, &json!({}));
        let again = format!("{path}/repeats");
        for _ in 0..2 {
            partner.post_once(&again, "again", &json!({})).expect(200);
        }
        assert_eq!(partner.get(&path).expect(200)["repeats"], 1, "one request counts once");
        let told = at_once(|_| partner.post(&again, &json!({})));
        assert_eq!(told, [200; 64]);
        assert_eq!(partner.get(&path).expect(200)["repeats"], 65);
        let changed = partner.patch(&path, "*", &json!({"outcome": "informed", "minutes": 5})).expect(200);
        assert_eq!(changed["repeats"], 65, "nobody types it");
        partner.transition(&path, "answered").expect(200);
        partner.transition(&path, "closed").expect(200);
        partner.post(&again, &json!({})).problem(409, "conflict");
        app.partner().post(&again, &json!({})).problem(404, "not-found");
        app.agency().post(&again, &json!({})).problem(403, "forbidden");
    }

    fn what_is_not_there_is_named_and_so_is_nobody(app) {
        let partner = app.partner();
        for (member, pointer) in
            [("centre_id", "/centre_id"), ("referred_to_id", "/referred_to_id"), ("guide_id", "/guide_id")]
        {
            let answer = partner.post(ALL, &but(bodies::advisory_case(), &json!({member: Uuid::now_v7()})));
            assert_eq!(answer.pointers(), [pointer]);
        }
        for member in ["name", "phone", "candidate_id", "text"] {
            let named = but(bodies::advisory_case(), &json!({member: "Somebody"}));
            assert!(partner.post(ALL, &named).status >= 400, "{member}");
        }
        assert_eq!(partner.post(ALL, &but(bodies::advisory_case(), &json!({"minutes": 1441}))).pointers(), ["/minutes"]);
        for other in [app.employer(), app.agency()] {
            other.post(ALL, &bodies::advisory_case()).problem(403, "forbidden");
            other.get(ALL).problem(403, "forbidden");
        }
    }

    fn a_partner_sees_its_own_and_an_operator_all(app) {
        let (partner, other) = (app.partner(), app.partner());
        let path = asked(&partner, &json!({"topic": "housing"}));
        asked(&app.operator(), &json!({"topic": "housing"}));
        other.get(&path).problem(404, "not-found");
        let count = |client: &Client| client.get(&format!("{ALL}?topic=housing")).expect(200)["items"].as_array().unwrap().len();
        assert_eq!((count(&partner), count(&other), count(&app.operator())), (1, 0, 2));
    }
}
