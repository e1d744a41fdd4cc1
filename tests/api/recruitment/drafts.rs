//! Drafts of candidates that say little, and what they miss.

use serde_json::{Value, json};

use crate::support::{bodies, on_both, world::but};

fn pointers(candidate: &Value) -> Vec<&str> {
    let missing = candidate["missing"].as_array().unwrap();
    missing.iter().map(|one| one["pointer"].as_str().unwrap()).collect()
}

on_both! {
    fn a_candidate_needs_an_occupation_its_words_or_one_skill(app) {
        let agency = app.agency();
        for little in [
            json!({"occupations": [{"trade": "bricklayer"}]}),
            json!({"occupation_text": {"text": "каменщик"}}),
            json!({"skills": [{"skill": "con.lay_bricks", "level": 3, "evidence": "assessed"}]}),
            json!({"skill_texts": [{"text": "кладка кирпича"}]}),
        ] {
            let made = agency.post("/v1/candidates", &little).expect(201);
            for absent in ["home_region", "education", "destinations", "available_from", "readiness"] {
                assert_eq!(made[absent], Value::Null, "{made}");
                assert!(pointers(&made).contains(&&*format!("/{absent}")), "{made}");
            }
        }
        let nothing = agency.post("/v1/candidates", &json!({"home_region": "UZ-SA", "of_age": true}));
        assert_eq!(nothing.pointers(), ["/occupations"]);
        let whole = agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        assert_eq!(whole["missing"], json!([]), "{whole}");
    }

    fn the_municipality_is_read_from_an_address_that_names_one_for_sure(app) {
        let employer = app.employer();
        let at = |address: &str| json!({"workplace": {"address": address}});
        for (address, place) in [
            ("г. Казань, ул. Баумана, 1", json!("92701000")),
            ("Набережные Челны, пр. Мира", json!("92730000")),
            ("Казань, Баумана, 1", json!("92701000")),
            ("420111, Россия, Республика Татарстан, Альметьевск, Ленина 40", json!("92608000")),
            ("ул. Казанская, 5, Москва", json!(null)),
            ("Москва, Казанская, 5", json!(null)),
            ("Самара, ул. Казань", json!(null)),
            ("ул. Строителей, 1", json!(null)),
        ] {
            let made = employer.post("/v1/vacancies", &but(bodies::vacancy(), &at(address))).expect(201);
            assert_eq!((&made["workplace"]["oktmo"], &made["workplace_is_read"]), (&place, &json!(!place.is_null())), "{address}");
            assert_eq!(pointers(&made).contains(&"/workplace/oktmo"), place.is_null(), "{made}");
        }
        let path = app.published(&employer, &but(bodies::vacancy(), &at("г. Казань, ул. Баумана, 1")));
        let etag = employer.get(&path).header("etag").to_owned();
        assert_eq!(employer.patch(&path, &etag, &json!({})).header("etag"), etag, "nothing changes");
        let moved = employer.patch(&path, &etag, &at("Набережные Челны, пр. Мира, 3")).expect(200);
        assert_eq!(moved["workplace"]["oktmo"], "92730000", "what was read is read anew");
        let said = json!({"workplace": {"oktmo": "92701000"}});
        let said = employer.patch(&path, "*", &said).expect(200);
        assert_eq!((&said["workplace"]["oktmo"], &said["workplace_is_read"]), (&json!("92701000"), &json!(false)));
    }

    fn what_a_draft_does_not_say_is_no_refusal_and_no_credit(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let asked = json!({"home_regions": ["UZ-SA"], "background": {"education": "higher"}});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &asked));
        let little = json!({
            "of_age": true, "occupations": [{"trade": "bricklayer", "years": 6}],
            "matching_consent": bodies::candidate()["matching_consent"],
        });
        let candidate = app.available(&agency, &little);
        let found = &employer.get(&format!("{vacancy}/matches?lang=en")).expect(200)["items"][0];
        assert_eq!(found["unknown"], json!(["destination", "home_region", "education", "availability"]), "{found}");
        assert_eq!(found["parts"]["region"], 0);
        let kept = employer.get(&format!("{vacancy}/matches?available_by=2027-12-31")).expect(200);
        assert_eq!(kept["items"], json!([]), "nobody knows");
        let back = agency.get(&format!("{candidate}/matches")).expect(200);
        assert_eq!(back["items"][0]["score"], found["score"]);
    }
}
