//! What is asked of a worker's past, and what a candidate says of it.

use serde_json::{Value, json};

use crate::support::{TestApp, bodies, on_both, world::but};

/// What an employer, then an agency, is told of a vacancy that asks this and a candidate who tells that.
fn explained(app: &TestApp, asked: &Value, told: &Value) -> [Value; 2] {
    let (employer, agency) = (app.employer(), app.agency());
    let asked = json!({"background": asked});
    let vacancy = app.published(&employer, &but(bodies::vacancy(), &asked));
    let candidate = app.available(&agency, &but(bodies::candidate(), told));
    let path = format!("{vacancy}/matches/{}?lang=en", candidate.rsplit('/').next().unwrap());
    [employer, agency].map(|caller| caller.get(&path).expect(200))
}

fn failed(explained: &Value) -> Vec<&str> {
    let failed = explained["failed_rules"].as_array().unwrap();
    failed.iter().map(|one| one["rule"].as_str().unwrap()).collect()
}

fn bricklayer(told: &Value) -> Value {
    json!({"occupations": [but(json!({"trade": "bricklayer"}), told)]})
}

on_both! {
    fn a_known_shortfall_is_refused_and_what_is_not_told_is_named(app) {
        let asked = json!({"min_years": 5, "min_grade": 4, "education": "higher"});
        let [of_employer, of_agency] = explained(app, &asked, &bricklayer(&json!({"years": 3, "grade": 2})));
        for told in [&of_employer, &of_agency] {
            assert_eq!(failed(told), ["experience", "grade", "education"], "{told}");
            assert_eq!(told["unknown"], json!([]));
            let steps: Vec<_> = told["path"].as_array().unwrap().iter().map(|step| &step["step"]).collect();
            assert_eq!(steps, ["gain_experience", "raise_grade", "complete_education"]);
        }
        let actual = |told: &Value| [0, 1, 2].map(|at| told["failed_rules"][at]["actual"].as_str().unwrap().to_owned());
        assert_eq!(actual(&of_agency), ["3 years", "grade 2", "vocational"]);
        assert_eq!(actual(&of_employer), ["not enough"; 3]);
        assert!(!of_employer.to_string().contains("vocational"), "{of_employer}");

        let asked = json!({"min_years": 5, "min_grade": 4, "education": "vocational"});
        let [told, _] = explained(app, &asked, &bricklayer(&json!({})));
        assert_eq!((&told["eligible"], &told["unknown"]), (&json!(true), &json!(["experience", "grade"])), "{told}");
        assert!(told["reason"].as_str().unwrap().contains("not told: years in the trade, grade"), "{told}");
    }

    fn a_grade_that_the_title_tells_is_asked_for_unless_it_is_said(app) {
        let employer = app.employer();
        let asked = |title: &str, background: &Value| {
            but(bodies::vacancy(), &json!({"title": {"ru": title}, "background": background}))
        };
        let told = |title: &str, background: &Value| employer.post("/v1/vacancies", &asked(title, background)).expect(201)["grade_in_title"].clone();
        for (title, grade) in [
            ("Каменщик 4 разряда", json!(4)), ("Электросварщик 4-6 разряда", json!(4)), ("Токарь (5, 6 разряд)", json!(5)),
            ("Каменщик", json!(null)), ("Каменщик 12 разряда", json!(null)), ("Каменщик на 5 дней", json!(null)),
        ] {
            assert_eq!(told(title, &json!({})), grade, "{title}");
        }
        assert_eq!(told("Каменщик 4 разряда", &json!({"min_grade": 3})), json!(null), "who says it is asked no title");
        let vacancy = app.published(&employer, &asked("Каменщик 4 разряда", &json!({})));
        let agency = app.agency();
        for (grade, expected) in [(json!(3), json!(["grade"])), (json!(4), json!([])), (json!(null), json!([]))] {
            let candidate = app.available(&agency, &but(bodies::candidate(), &bricklayer(&json!({"grade": grade}))));
            let path = format!("{vacancy}/matches/{}", candidate.rsplit_once('/').unwrap().1);
            assert_eq!(failed(&employer.get(&path).expect(200)), *expected.as_array().unwrap(), "{grade}");
        }
        let renamed = employer.patch(&vacancy, "*", &json!({"title": {"ru": "Каменщик 5 разряда"}})).expect(200);
        assert_eq!((&renamed["grade_in_title"], &renamed["background"]), (&json!(5), &json!(null)));
    }

    fn who_trains_people_takes_beginners(app) {
        let told = bricklayer(&json!({"years": 0, "grade": 1}));
        for (will_train, expected) in [(true, &[][..]), (false, &["experience", "grade"])] {
            let asked = json!({"min_years": 5, "min_grade": 4, "will_train": will_train});
            assert_eq!(failed(&explained(app, &asked, &told)[1]), expected);
        }
    }

    fn lists_leave_out_who_is_known_to_fall_short_in_both_directions(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let asked = json!({"background": {"min_years": 5, "min_grade": 4, "education": "vocational"}});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &asked));
        let expected = [
            (json!({"years": 5, "grade": 4}), "vocational", 1), (json!({"years": 4, "grade": 4}), "vocational", 0),
            (json!({"years": 5, "grade": 3}), "vocational", 0), (json!({"years": 5, "grade": 4}), "secondary", 0),
            (json!({}), "higher", 1),
        ];
        for (occupation, education, count) in &expected {
            let told = but(bricklayer(occupation), &json!({"education": education}));
            let candidate = app.available(&agency, &but(bodies::candidate(), &told));
            let found = agency.get(&format!("{candidate}/matches")).expect(200);
            assert_eq!(found["items"].as_array().unwrap().len(), *count, "{told}");
        }
        let found = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 2, "{found}");
        assert!(!found.to_string().contains("\"higher\""), "{found}");
    }

    fn a_vacancy_of_several_trades_is_near_to_each_of_them(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let further = json!({"min_years": 3, "other_occupations": [{"trade": "seamstress"}]});
        let change = json!({"background": further, "requirements": []});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &change));
        for (trade, years, part) in [("bricklayer", 3, 1000), ("seamstress", 3, 1000), ("seamstress", 2, -1)] {
            let told = json!({"occupations": [{"trade": trade, "years": years}], "skills": []});
            let candidate = app.available(&agency, &but(bodies::candidate(), &told));
            let found = agency.get(&format!("{candidate}/matches")).expect(200);
            let near = found["items"][0]["parts"]["occupation"].as_i64();
            assert_eq!(near.unwrap_or(-1), part, "{trade}: {found}");
        }
        let found = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 2, "{found}");
        let listed = employer.get("/v1/vacancies?occupation=seamstress").expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        let wrong = json!({"background": {"other_occupations": [{"trade": "no_such_trade"}]}});
        let refused = employer.post("/v1/vacancies", &but(bodies::vacancy(), &wrong));
        assert!(refused.pointers()[0].starts_with("/background/other_occupations/0"));
    }

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
