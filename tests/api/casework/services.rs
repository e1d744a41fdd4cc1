//! What is near, in one's language, open now.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    TestApp, bodies, on_both,
    world::{but, id},
};

/// A published centre, by what is particular to it.
fn centre(app: &TestApp, particular: &Value) -> Uuid {
    let operator = app.operator();
    let centre = id(&operator.post("/v1/centres", &but(bodies::centre(), particular)).expect(201));
    let path = format!("/v1/centres/{centre}");
    operator.transition(&path, "published").expect(200);
    centre
}

/// The services of these centres that answer a question, in the order of the answer.
fn found(app: &TestApp, question: &str, centres: &[Uuid]) -> Vec<Value> {
    let answer = app.anonymous().get(&format!("/v1/services?limit=100&{question}")).expect(200);
    let items = answer["items"].as_array().unwrap().iter();
    items
        .filter(|one| centres.iter().any(|centre| one["centre_id"] == json!(centre)))
        .cloned()
        .collect()
}

fn at(latitude: f64, longitude: f64) -> Value {
    json!({"latitude": latitude, "longitude": longitude})
}

on_both! {
    fn the_nearest_comes_first_and_what_is_somewhere_last(app) {
        let kazan = centre(app, &json!({"position": at(55.79, 49.12)}));
        let chelny = centre(app, &json!({"position": at(55.74, 52.40)}));
        let somewhere = centre(app, &json!({"position": null}));
        let all = [kazan, chelny, somewhere];
        let near = |place: &str| {
            let services = found(app, &format!("near={place}"), &all);
            services.iter().map(|one| (one["centre_id"].clone(), one["distance_km"].clone())).collect::<Vec<_>>()
        };
        let from_chelny = near("92730000");
        assert_eq!(from_chelny[0].0, json!(chelny));
        assert_eq!(from_chelny[2], (json!(somewhere), Value::Null));
        let from_kazan = near("55.79,49.12");
        assert_eq!(from_kazan[0], (json!(kazan), json!(0.0)));
        let km = from_kazan[1].1.as_f64().unwrap();
        assert!((200.0..210.0).contains(&km), "{km}");
    }

    fn a_service_is_given_in_its_own_languages(app) {
        let services = json!([
            {"kind": "legal_advice", "languages": ["ru"]}, {"kind": "translation", "languages": ["uz"]},
        ]);
        let centre = centre(app, &json!({"services": services}));
        assert_eq!(found(app, "service=legal_advice&language=uz", &[centre]), Vec::<Value>::new());
        let uzbek = found(app, "language=uz", &[centre]);
        assert_eq!((uzbek.len(), &uzbek[0]["service"]["kind"]), (1, &json!("translation")));
    }

    fn whether_it_is_open_is_told_and_asked_for(app) {
        app.pass(Duration::from_hours(24 * 7)); // the project's own calendars are known
        let (known, unsaid) = (centre(app, &json!({})), centre(app, &json!({"hours": null})));
        let state = |moment: &str| {
            let services = found(app, &format!("open_at={moment}"), &[known, unsaid]);
            services.iter().map(|one| one["opening"].clone()).collect::<Vec<_>>()
        };
        let open = state("2026-12-01T12:00:00Z"); // a Tuesday, 15:00 in Kazan
        assert!(open.contains(&json!({"state": "open", "until": "2026-12-01T15:00:00Z"})), "{open:?}");
        assert!(open.contains(&json!({"state": "unknown"})));
        assert_eq!(state("2026-12-01T15:00:00Z"), [json!({"state": "unknown"})], "closed on the hour");
        let holiday = state("2027-01-04T12:00:00Z"); // a Monday
        assert_eq!(holiday, [json!({"state": "unknown"})]);
        let now = found(app, "", &[known]);
        assert_ne!(now[0]["opening"]["state"], "unknown");
    }

    fn what_nobody_has_assured_for_long_is_stale(app) {
        let centre = centre(app, &json!({"assured_on": "2026-11-20"}));
        assert_eq!(found(app, "", &[centre])[0]["stale"], false);
        assert_eq!(found(app, "open_at=2027-12-01T12:00:00Z", &[centre])[0]["stale"], false, "now, not then");
        app.pass(Duration::from_hours(24 * 190));
        assert_eq!(found(app, "", &[centre])[0]["stale"], true);
    }

    fn a_question_that_cannot_be_is_refused_by_the_name_of_its_parameter(app) {
        for (question, name) in [
            ("near=92999999", "near"), ("near=91,0", "near"), ("near=here", "near"), ("service=magic", "service"),
            ("language=Uzbek", "language"), ("open_at=now", "open_at"), ("limit=101", "limit"),
        ] {
            let refused = app.anonymous().get(&format!("/v1/services?{question}"));
            refused.problem(400, "malformed-request");
            assert!(refused.json()["detail"].as_str().unwrap().contains(name), "{}", refused.text);
        }
    }
}
