//! What qualifications count as: dated, public, with a source, and never chained.

use serde_json::{Value, json};

use crate::support::{
    Client, bodies, on_both,
    world::{but, id},
};

fn published(operator: &Client, more: &Value) -> String {
    let made = operator.post("/v1/equivalences", &but(bodies::equivalence(), more)).expect(201);
    let path = format!("/v1/equivalences/{}", id(&made));
    operator.transition(&path, "published").expect(200);
    path
}

on_both! {
    fn everybody_reads_what_counts_on_a_day_and_for_what(app) {
        let (operator, anybody) = (app.operator(), app.anonymous());
        let work = published(&operator, &json!({}));
        let both = published(&operator, &json!({"purpose": "both", "valid_from": "2019-05-30", "valid_to": null}));
        published(&operator, &json!({"purpose": "study"}));
        let found = |query: &str| {
            let page = anybody.get(&format!("/v1/equivalences?{query}")).expect(200);
            let ids = page["items"].as_array().unwrap().iter().map(|one| format!("/v1/equivalences/{}", id(one)));
            ids.collect::<Vec<_>>()
        };
        assert_eq!(found("purpose=work&on=2026-11-24"), [both.clone(), work.clone()]);
        assert_eq!(found("purpose=work&on=2028-12-31"), [both.clone(), work.clone()]);
        assert_eq!(found("purpose=work&on=2029-01-01"), std::slice::from_ref(&both));
        assert_eq!(found("purpose=work&on=2025-12-31"), std::slice::from_ref(&both));
        assert_eq!(found("on=2019-05-29"), Vec::<String>::new());
        assert_eq!(found("from_country=RU"), Vec::<String>::new());
        assert_eq!(found("q=%D1%80%D0%B0%D0%B7%D1%80%D1%8F%D0%B4&purpose=both"), std::slice::from_ref(&both));
        let seen = anybody.get(&work).expect(200);
        assert_eq!((&seen["source"], &seen["relation"]), (&json!("agreement of 2019-05-30"), &json!("partial")));
        operator.transition(&work, "withdrawn").expect(200);
        anybody.get(&work).problem(404, "not-found");
        operator.patch(&both, "*", &json!({"relation": "exact"})).problem(409, "conflict");
    }

    fn from_two_of_them_no_third_follows(app) {
        let operator = app.operator();
        let there = json!({"country": "RU", "title": {"ru": "B"}});
        published(&operator, &json!({"from": {"country": "UZ", "title": {"ru": "A"}}, "to": there, "relation": "exact"}));
        published(&operator, &json!({"from": there, "to": {"country": "UZ", "title": {"ru": "C"}}, "relation": "exact"}));
        let all = app.anonymous().get("/v1/equivalences").expect(200);
        let pairs: Vec<(&Value, &Value)> = all["items"].as_array().unwrap().iter()
            .map(|one| (&one["from"]["title"]["ru"], &one["to"]["title"]["ru"])).collect();
        assert_eq!(pairs, [(&json!("B"), &json!("C")), (&json!("A"), &json!("B"))]);
    }

    fn what_contradicts_itself_is_refused_and_operators_alone_write(app) {
        let operator = app.operator();
        let refused = |more: Value| operator.post("/v1/equivalences", &but(bodies::equivalence(), &more)).pointers();
        assert_eq!(refused(json!({"valid_to": "2025-12-31"})), ["/valid_to"]);
        assert_eq!(refused(json!({"to": bodies::equivalence()["from"]})), ["/to/country"]);
        assert_eq!(refused(json!({"source": "x"})), ["/source"]);
        assert_eq!(refused(json!({"to": {"country": "RU", "title": {}}})), ["/to/title"]);
        for other in [app.agency(), app.partner()] {
            other.post("/v1/equivalences", &bodies::equivalence()).problem(403, "forbidden");
        }
    }
}
