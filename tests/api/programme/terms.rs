//! A contract that arrives worse than what was promised is told apart from one that is as good, term by term.

use koprik::domain::programme::terms::compare::Term;
use serde_json::{Value, json};

use crate::support::{TestApp, bodies, on_both, world::but};

/// The terms that break the promises, and whether all are kept.
fn compared(app: &TestApp, promised: &[Value], offered: &Value) -> (Vec<(String, String)>, bool) {
    let body = json!({"promised": promised, "offered": offered});
    let answer = app.agency().post("/v1/terms/comparisons", &body).expect(200);
    let terms = answer["terms"].as_array().unwrap();
    assert_eq!(terms.len(), Term::ALL.len());
    let word = |one: &Value, member: &str| one[member].as_str().unwrap().to_owned();
    let told = terms.iter().map(|one| (word(one, "term"), word(one, "comparison")));
    let broken = told.filter(|(_, how)| how != "same" && how != "better").collect();
    (broken, answer["kept"].as_bool().unwrap())
}

on_both! {
    fn each_worse_term_of_a_contract_is_named(app) {
        let promised = bodies::terms();
        assert_eq!(compared(app, std::slice::from_ref(&promised), &promised), (vec![], true));
        for (change, term, how) in [
            (json!({"monthly_minimum": 8_999_999}), "monthly_minimum", "worse"),
            (json!({"weekly_hours": 48}), "weekly_hours", "worse"),
            (json!({"people_per_room": 6}), "people_per_room", "worse"),
            (json!({"homeward_travel": "worker"}), "homeward_travel", "worse"),
            (json!({"deductions": [{"kind": "documents", "amount_minor": 1, "period": "once"}]}), "deductions", "worse"),
            (json!({"housing": "none", "housing_cost": 0}), "housing", "missing"),
            (json!({"address": "Naberezhnye Chelny"}), "address", "not_comparable"),
        ] {
            let contract = but(promised.clone(), &change);
            let broken = vec![(term.to_owned(), how.to_owned())];
            assert_eq!(compared(app, std::slice::from_ref(&promised), &contract), (broken, false), "{change}");
        }
        let offer = but(promised.clone(), &json!({"monthly_minimum": 9_500_000}));
        assert_eq!(compared(app, std::slice::from_ref(&promised), &offer), (vec![], true));
        let taken_back = vec![("monthly_minimum".to_owned(), "worse".to_owned())];
        assert_eq!(compared(app, &[promised.clone(), offer], &promised), (taken_back, false));
    }

    fn terms_are_told_in_the_five_languages_with_one_hash(app) {
        let texts = ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"].map(|language| {
            let body = json!({"terms": bodies::terms(), "language": language});
            app.employer().post("/v1/terms/texts", &body).expect(200)
        });
        assert!(texts.iter().all(|text| text["terms_hash"] == texts[0]["terms_hash"]));
        let uzbek = texts[1]["lines"].as_array().unwrap();
        assert!(uzbek.contains(&json!("Haftasiga ish soatlari: 40")), "{uzbek:?}");
        let other = json!({"terms": but(bodies::terms(), &json!({"duties": "lays bricks"})), "language": "ru"});
        let other = app.employer().post("/v1/terms/texts", &other).expect(200);
        assert_ne!(other["terms_hash"], texts[0]["terms_hash"]);
    }

    fn terms_that_no_contract_may_have_are_refused(app) {
        let send = |change: Value| {
            let body = json!({"terms": but(bodies::terms(), &change), "language": "ru"});
            app.agency().post("/v1/terms/texts", &body).pointers()
        };
        assert_eq!(send(json!({"passport_holder": "employer"})), ["/terms/passport_holder"]);
        assert_eq!(send(json!({"trial_months": 4})), ["/terms/trial_months"]);
        assert_eq!(send(json!({"pay_days": 1})), ["/terms/pay_days"]);
        assert_eq!(send(json!({"end_day": "2027-03-01"})), ["/terms/end_day"]);
        assert_eq!(send(json!({"recruitment_fee": 1})), ["/terms/recruitment_fee"]);
    }
}
