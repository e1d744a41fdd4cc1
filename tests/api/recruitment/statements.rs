//! What people say of themselves in different words means the same.

use serde_json::{Value, json};

use crate::support::{
    Client, TestApp, bodies, on_both,
    world::{but, id},
};

/// Whether a candidate with these members is eligible for a vacancy with those.
fn eligible(app: &TestApp, vacancy: &Value, candidate: &Value) -> bool {
    let (employer, agency) = (app.employer(), app.agency());
    let vacancy = app.published(&employer, &but(bodies::vacancy(), vacancy));
    let candidate = app.available(&agency, &but(bodies::candidate(), candidate));
    let candidate = candidate.rsplit('/').next().unwrap();
    employer.get(&format!("{vacancy}/matches/{candidate}")).expect(200)["eligible"] == true
}

fn languages(agency: &Client, languages: &Value) -> Value {
    let made =
        agency.post("/v1/candidates", &but(bodies::candidate(), &json!({"languages": languages})));
    made.expect(201)["languages"].clone()
}

on_both! {
    fn every_code_of_a_language_means_that_language(app) {
        let asked = json!({"languages": [{"language": "ru", "level": "A2", "kind": "must"}]});
        assert!(eligible(app, &asked, &json!({"languages": [{"language": "rus", "level": "B2"}]})));
        assert!(!eligible(app, &asked, &json!({"languages": [{"language": "uzb", "level": "B2"}]})));
        let agency = app.agency();
        let spoken = json!([{"language": "uzb", "level": "C1"}, {"language": "tat", "level": "A1"}, {"language": "kaa", "level": "B1"}]);
        let kept = json!([{"language": "uz", "level": "C1"}, {"language": "tt", "level": "A1"}, {"language": "kaa", "level": "B1"}]);
        assert_eq!(languages(&agency, &spoken), kept);
        let twice = json!({"languages": [{"language": "ru", "level": "B2"}, {"language": "rus", "level": "A2"}]});
        let answer = agency.post("/v1/candidates", &but(bodies::candidate(), &twice));
        assert_eq!(answer.pointers(), ["/languages/1/language"]);
    }

    fn ones_own_language_is_above_every_level_and_nobody_asks_for_it(app) {
        let own = json!([{"language": "uz", "level": "native"}]);
        assert_eq!(languages(&app.agency(), &own), own);
        let asked = json!({"languages": [{"language": "uz", "level": "C2", "kind": "must"}]});
        assert!(eligible(app, &asked, &json!({"languages": own})));
        let origin = json!({"languages": [{"language": "uz", "level": "native", "kind": "must"}]});
        let answer = app.employer().post("/v1/vacancies", &but(bodies::vacancy(), &origin));
        assert_eq!(answer.pointers(), ["/languages/0/level"]);
    }

    fn a_wider_licence_holds_the_narrower(app) {
        for (asked, held, expected) in [
            ("C", "CE", true), ("BE", "CE", true), ("D", "DE", true), ("B", "BE", true), ("C", "B", false), ("B", "C", false),
            ("CE", "C", false), ("D", "CE", false), ("C1", "C", true), ("C", "C1", false), ("M", "B", true), ("A1", "A", true),
            ("C1E", "CE", true), ("D1", "DE", true), ("B", "M", false),
        ] {
            let (asked, held) = (json!({"driving_licences": [asked]}), json!({"driving_licences": [held]}));
            assert_eq!(eligible(app, &asked, &held), expected, "{asked} {held}");
        }
        let (two, four) = (json!({"certificates": ["electrical_safety_2"]}), json!({"certificates": ["electrical_safety_4"]}));
        assert!(eligible(app, &two, &four));
        assert!(!eligible(app, &four, &two));
        let (one, five) = (json!({"certificates": ["electrical_safety_1"]}), json!({"certificates": ["electrical_safety_5"]}));
        assert!(eligible(app, &one, &two));
        assert!(eligible(app, &four, &five));
        assert!(!eligible(app, &five, &four));
    }

    fn a_category_in_cyrillic_letters_is_the_one_that_it_looks_like(app) {
        let cyrillic = json!({"driving_licences": ["А", "В1", "С", "СЕ", "С1E", "Д", "М", "Тm"]});
        let latin = json!(["A", "B1", "C", "CE", "C1E", "D", "M", "Tm"]);
        let vacancy = app.employer().post("/v1/vacancies", &but(bodies::vacancy(), &cyrillic)).expect(201);
        assert_eq!(vacancy["driving_licences"], latin);
        let candidate = app.agency().post("/v1/candidates", &but(bodies::candidate(), &cyrillic)).expect(201);
        assert_eq!(candidate["driving_licences"], latin);
        let twice = but(bodies::vacancy(), &json!({"driving_licences": ["C", "С"]}));
        assert_eq!(app.employer().post("/v1/vacancies", &twice).pointers(), ["/driving_licences/1"]);
    }

    fn the_best_of_several_statements_of_a_skill_counts_in_any_order(app) {
        let (little, much) = (
            json!({"text": "кладка кирпича", "level": 2}),
            json!({"text": "gʻisht terish", "level": 5, "years": 8, "evidence": "assessed"}),
        );
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let mut scores = Vec::new();
        for texts in [json!([little, much]), json!([much, little]), json!([little, much, little])] {
            let body = but(bodies::candidate(), &json!({"skills": [], "skill_texts": texts}));
            let made = agency.post("/v1/candidates", &body).expect(201);
            agency.transition(&format!("/v1/candidates/{}", id(&made)), "available").expect(200);
            let found = employer.get(&format!("{vacancy}/matches/{}", id(&made))).expect(200);
            assert_eq!(found["eligible"], true, "{found}");
            scores.push(found["score"].clone());
        }
        assert!(scores.windows(2).all(|pair| pair[0] == pair[1]), "{scores:?}");
    }

    fn a_skill_that_a_vacancy_names_thrice_is_asked_for_once(app) {
        let texts = json!([{"text": "кладка кирпича"}, {"text": "кирпичная кладка"}, {"text": "gʻisht terish"}]);
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &json!({"requirements": [], "skill_texts": texts})));
        let candidate = app.available(&agency, &bodies::candidate());
        let found = employer.get(&format!("{vacancy}/matches/{}", candidate.rsplit('/').next().unwrap())).expect(200);
        assert_eq!(found["requirements"].as_array().unwrap().len(), 1, "{found}");
    }

    fn a_title_of_nothing_that_can_be_read_is_refused(app) {
        let employer = app.employer();
        for title in ["\u{200b}\u{ad}", "<b></b>", "&nbsp;", "&#8203;", " \u{feff} ", "&zwnj;", "<!-- x -->", "\u{3164}\u{2800}", "\u{fe0f}", "\u{e0041}", "\u{e0100}",
            "\u{17b4}", "\u{fff9}", "\u{1d173}", "\u{7}", "\u{301}", "\u{e000}"] {
            let body = but(bodies::vacancy(), &json!({"title": {"ru": title}}));
            let refused = employer.post("/v1/vacancies", &body);
            assert_eq!(refused.pointers(), ["/title/ru"], "{title:?}");
            assert!(refused.text.contains("expected a text that somebody can read"), "{}", refused.text);
        }
    }

    fn words_are_found_with_soft_hyphens_tags_and_entities_in_them(app) {
        let employer = app.employer();
        for title in ["Кровель\u{ad}щик-жестян\u{ad}щик", "<b>Кро</b>вельщик", "Кровель&shy;щик", "Кровель\u{200b}щик"] {
            let made = employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"title": {"ru": title}}))).expect(201);
            let shown = made["title"]["ru"].as_str().unwrap();
            assert!(!shown.contains(['<', '&', '\u{ad}', '\u{200b}']), "it is shown without them: {shown}");
            let asked: String = form_urlencoded::byte_serialize("кровельщик".as_bytes()).collect();
            let found = employer.get(&format!("/v1/vacancies?q={asked}")).expect(200);
            assert_eq!(found["items"][0]["id"], made["id"], "{title}");
        }
    }
}
