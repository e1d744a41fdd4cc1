//! A new ban lists what runs in what it closes, and whoever it is about is told until when it may.

use std::time::Duration;

use serde_json::{Value, json};

use super::rule_sets::{RULES, activate};
use crate::{
    programme::{
        departure::Signed,
        scene::{close, last},
    },
    support::{Client, on_both},
};

/// The project's rules with a ban that closes building too, from a day on.
fn closing_building() -> String {
    let text = RULES.replace(
        "{\"name\": \"veterinary\", \"okved\": \"75\"}",
        "{\"name\": \"veterinary\", \"okved\": \"75\"}, {\"name\": \"building\", \"okved\": \"41\"}",
    );
    assert_ne!(text, RULES);
    text
}

fn bans(client: &Client) -> Value {
    client.get("/v1/activity-bans").expect(200)["items"].clone()
}

/// How often it was told of an application that its activity is closed.
fn told(client: &Client, application: &str) -> Vec<Value> {
    let history = client.get(&format!("{application}/history?limit=100")).expect(200);
    let items = history["items"].as_array().unwrap().iter();
    items
        .filter(|one| one["action"] == "activity_closed")
        .map(|one| one["reason"].clone())
        .collect()
}

on_both! {
    fn a_new_ban_lists_what_runs_in_it_and_tells_it_once(app) {
        activate(app, RULES);
        let signed = Signed::on(app);
        let ended = Signed::another(&signed.scene, app);
        close(&signed.scene.agency, &ended, "withdrawn_by_worker").expect(200);
        signed.scene.chosen(&signed.scene.candidate(app));
        let operator = app.operator();
        let [before] = bans(&operator).as_array().unwrap().clone().try_into().unwrap();
        assert_eq!((&before["placements"], &before["rule"]["id"]), (&json!(0), &json!("ban.rt.patent")));
        assert_eq!(told(&signed.scene.agency, &signed.application), [Value::Null; 0]);
        app.pass(Duration::from_mins(1));
        activate(app, &closing_building());
        let [after] = bans(&operator).as_array().unwrap().clone().try_into().unwrap();
        assert_eq!((&after["placements"], &after["employers"], &after["compliance_day"]), (&json!(1), &json!(1), &json!("2026-04-01")));
        let list = operator.get("/v1/activity-bans/ban.rt.patent/placements").expect(200);
        let [one] = list["items"].as_array().unwrap().clone().try_into().unwrap();
        assert_eq!((&one["application_id"], &one["okved"], &one["status"]), (&json!(last(&signed.application)), &json!("41.20"), &json!("contract_signed")));
        let names: Vec<&String> = one.as_object().unwrap().keys().collect();
        assert_eq!(names, ["application_id", "compliance_day", "employer_id", "okved", "status", "vacancy_id"], "nothing of a person");
        for client in [&signed.scene.agency, &signed.scene.employer] {
            assert_eq!(told(client, &signed.application), [json!("ban.rt.patent closes 41.20: work ends by 2026-04-01")]);
        }
        assert_eq!(told(&signed.scene.agency, &ended), [Value::Null; 0]);
        app.pass(Duration::from_mins(1));
        activate(app, &closing_building());
        assert_eq!(told(&signed.scene.agency, &signed.application).len(), 1, "it was known");
    }

    fn only_operators_read_what_runs_in_a_ban(app) {
        app.pass(Duration::from_hours(7 * 24));
        for client in [app.employer(), app.agency(), app.partner()] {
            client.get("/v1/activity-bans").problem(403, "forbidden");
            client.get("/v1/activity-bans/ban.rt.patent/placements").problem(403, "forbidden");
        }
        let operator = app.operator();
        assert_eq!(bans(&operator)[0]["placements"], 0, "the project's own rules");
        operator.get("/v1/activity-bans/nobody/placements").problem(404, "not-found");
    }
}
