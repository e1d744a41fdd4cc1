//! A filter tells nothing of what its caller does not see.

use serde_json::json;

use crate::support::{bodies, on_both, world::but};

on_both! {
    fn what_an_owner_calls_a_vacancy_is_not_found_out_by_a_filter(app) {
        let employer = app.employer();
        let path = app.published(&employer, &but(bodies::vacancy(), &json!({"external_ref": "SECRET-7"})));
        assert_eq!(app.anonymous().get(&path).expect(200).get("external_ref"), None);
        for stranger in [app.anonymous(), app.employer(), app.agency(), app.partner()] {
            let found = |query: &str| stranger.get(&format!("/v1/vacancies?{query}")).expect(200)["items"].clone();
            assert_eq!(found("external_ref=SECRET-7"), json!([]));
            assert_eq!(found("external_ref=SECRET-8"), json!([]));
        }
        for seer in [employer, app.operator()] {
            let page = seer.get("/v1/vacancies?external_ref=SECRET-7").expect(200);
            assert_eq!(page["items"].as_array().unwrap().len(), 1);
        }
    }
}
