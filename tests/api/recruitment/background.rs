//! What is asked of a worker's past, and what a candidate says of it.

use serde_json::json;

use crate::support::{bodies, on_both, world::but};

on_both! {
    fn years_and_a_grade_are_kept_as_far_as_they_are_told(app) {
        let agency = app.agency();
        for (occupation, words) in [
            (json!({"trade": "bricklayer", "isco08": "7112", "years": 6, "grade": 4}), json!({"text": "каменщик", "grade": 5})),
            (json!({"trade": "bricklayer", "isco08": "7112"}), json!({"text": "каменщик", "years": 0})),
        ] {
            let told = json!({"occupations": [occupation], "occupation_text": words});
            let made = agency.post("/v1/candidates", &but(bodies::candidate(), &told)).expect(201);
            for (name, value) in told.as_object().unwrap() {
                assert_eq!(&made[name], value, "{made}");
            }
        }
        let ninth = json!({"occupations": [{"trade": "bricklayer", "years": 6, "grade": 9}]});
        let refused = agency.post("/v1/candidates", &but(bodies::candidate(), &ninth));
        assert_eq!(refused.pointers(), ["/occupations/0/grade"]);
    }
}
