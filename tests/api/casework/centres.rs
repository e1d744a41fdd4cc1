//! What of a centre is taken, and what is told of what is wrong.

use serde_json::{Value, json};

use crate::support::{
    bodies, on_both,
    world::{but, id},
};

on_both! {
    fn a_centre_needs_a_name_and_a_day_and_nothing_else(app) {
        let little = json!({"name": {"en": "Consulate"}, "assured_on": "2026-11-20"});
        let made = app.operator().post("/v1/centres", &little).expect(201);
        assert_eq!((&made["status"], &made["fresh_until"]), (&json!("draft"), &json!("2027-05-19")));
        assert_eq!(made["hours"], Value::Null, "nobody has said");
    }

    fn hours_that_cannot_be_are_named_where_they_stand(app) {
        let span = |opens: &str, closes: &str, next_day: bool| json!({"opens_at": opens, "closes_at": closes, "next_day": next_day});
        let weekly = |span: Value| but(span, &json!({"days": ["monday", "tuesday", "monday"]}));
        let hours = json!({
            "time_zone": "Europe/Moscow",
            "weekly": [weekly(span("18:00", "09:00", false)), weekly(span("09:00", "10:00", true))],
            "exceptions": [{"from": "2027-01-08", "to": "2027-01-01", "open": [span("10:00", "10:00", false)]}]
        });
        let refused = app.operator().post("/v1/centres", &but(bodies::centre(), &json!({"hours": hours})));
        assert_eq!(refused.pointers(), [
            "/hours/exceptions/0/open/0/closes_at", "/hours/exceptions/0/to", "/hours/weekly/0/closes_at",
            "/hours/weekly/0/days/2", "/hours/weekly/1/closes_at", "/hours/weekly/1/days/2",
        ]);
    }

    fn an_unknown_clock_day_or_number_is_refused_in_the_fields_words(app) {
        let wrong = json!({
            "hours": {"time_zone": "Europe/Atlantis", "weekly": [{"days": ["noday"], "opens_at": "9:00", "closes_at": "24:00"}]},
            "phones": ["8 (843) 200-00-00"]
        });
        let refused = app.operator().post("/v1/centres", &but(bodies::centre(), &wrong));
        for pointer in ["/hours/time_zone", "/hours/weekly/0/days/0", "/hours/weekly/0/opens_at", "/phones/0"] {
            assert!(refused.pointers().iter().any(|one| one == pointer), "{pointer}: {}", refused.text);
        }
        let nameless = app.operator().post("/v1/centres", &but(bodies::centre(), &json!({"url": "example.org"})));
        assert_eq!(nameless.pointers(), ["/url"]);
        let nowhere = app.operator().post("/v1/centres", &but(bodies::centre(), &json!({"municipality": "92999999"})));
        assert_eq!(nowhere.pointers(), ["/municipality"]);
        assert_eq!(nowhere.json()["errors"][0]["code"], "unknown_code");
    }

    fn what_operators_publish_everybody_finds_by_place_service_and_language(app) {
        let operator = app.operator();
        let centre = id(&operator.post("/v1/centres", &bodies::centre()).expect(201));
        let path = format!("/v1/centres/{centre}");
        app.anonymous().get(&path).problem(404, "not-found");
        operator.transition(&path, "published").expect(200);
        for found in ["municipality=92701000", "service=legal_advice", "language=uzb", "q=adaptation"] {
            let listed = app.anonymous().get(&format!("/v1/centres?limit=100&{found}")).expect(200);
            assert!(listed["items"].as_array().unwrap().iter().any(|one| one["id"] == json!(centre)), "{found}");
        }
        for other in ["municipality=92730000", "service=consular", "language=tt"] {
            let listed = app.anonymous().get(&format!("/v1/centres?limit=100&{other}")).expect(200);
            assert!(listed["items"].as_array().unwrap().iter().all(|one| one["id"] != json!(centre)), "{other}");
        }
    }
}
