//! The words that records are described with, in five languages.

use serde_json::json;

use crate::support::on_both;

on_both! {
    fn concepts_are_listed_in_the_readers_language(app) {
        let reader = app.anonymous();
        let label = |lang: &str| reader.get(&format!("/v1/taxonomy/occupations/bricklayer?lang={lang}")).expect(200)["label"].clone();
        assert_eq!(label("ru"), "каменщик");
        assert_eq!(label("uz-Latn"), "gʻisht teruvchi");
        assert_eq!(label("uz-Cyrl"), "ғишт терувчи");
        let all = ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"].map(label);
        assert!(all.iter().all(|label| label.as_str().is_some_and(|text| !text.is_empty())));
        reader.get("/v1/taxonomy/occupations/bricklayer?lang=de").problem(400, "malformed-request");
        reader.get("/v1/taxonomy/occupations/sorcerer").problem(404, "not-found");
        reader.get("/v1/taxonomy/skills/sorcery").problem(404, "not-found");
    }

    fn every_list_can_be_walked_and_searched(app) {
        let reader = app.anonymous();
        for (list, least) in [("occupations", 250), ("skills", 600), ("regions", 14), ("municipalities", 45)] {
            let (mut count, mut path) = (0, format!("/v1/taxonomy/{list}?limit=100"));
            loop {
                let page = reader.get(&path).expect(200);
                count += page["items"].as_array().unwrap().len();
                let Some(next) = page["next"].as_str() else { break };
                next.strip_prefix("http://koprik.test").unwrap().clone_into(&mut path);
            }
            assert!(count >= least, "{list}: {count}");
        }
        let found = reader.get("/v1/taxonomy/skills?q=g%27isht").expect(200);
        assert!(found["items"].as_array().unwrap().iter().any(|item| item["id"] == "con.lay_bricks"), "{found}");
    }

    fn an_unchanged_taxonomy_is_304(app) {
        let first = app.anonymous().get("/v1/taxonomy/skills?lang=ru");
        let again = app.anonymous().send("GET", "/v1/taxonomy/skills?lang=ru", &[("if-none-match", first.header("etag"))], None);
        assert_eq!(again.status, 304);
        assert_ne!(app.anonymous().get("/v1/taxonomy/skills?lang=tt").header("etag"), first.header("etag"));
    }

    fn words_in_any_script_become_the_concept(app) {
        let texts = ["Каменщик 4 разряда", "gʻisht teruvchi", "g'isht teruvchi", "ғишт терувчи", "кирпеч салучы", "bricklayer"];
        let items: Vec<_> = texts.iter().map(|text| json!({"text": text, "kind": "occupation"})).collect();
        let resolved = app.partner().post("/v1/taxonomy/resolve", &json!({"items": items})).expect(200);
        for (item, text) in resolved["items"].as_array().unwrap().iter().zip(texts) {
            assert_eq!((&item["outcome"], &item["concepts"][0]["id"]), (&json!("resolved"), &json!("bricklayer")), "{text}: {item}");
        }
        assert_eq!(resolved["items"][0]["attributes"], json!([{"name": "grade", "value": "4"}]));
        let unknown = json!({"items": [{"text": "космонавт", "kind": "occupation"}]});
        assert_ne!(app.partner().post("/v1/taxonomy/resolve", &unknown).expect(200)["items"][0]["outcome"], "resolved");
        app.anonymous().post("/v1/taxonomy/resolve", &unknown).problem(401, "unauthenticated");
        app.partner().post("/v1/taxonomy/resolve", &json!({"items": []})).problem(422, "invalid");
    }

    fn the_texts_of_a_request_have_a_bound_together(app) {
        let items = |count| vec![json!({"text": "ш".repeat(2000), "kind": "occupation"}); count];
        let (fits, exceeds) = (json!({"items": items(1)}), json!({"items": items(51)}));
        app.partner().post("/v1/taxonomy/resolve", &fits).expect(200);
        assert_eq!(app.partner().post("/v1/taxonomy/resolve", &exceeds).pointers(), ["/items"]);
    }

    fn as_many_concepts_are_answered_as_asked_for(app) {
        let count = |limit: usize| {
            let asked = json!({"items": [{"text": "монтаж", "kind": "skill"}], "limit": limit});
            app.partner().post("/v1/taxonomy/resolve", &asked).expect(200)["items"][0]["concepts"].as_array().unwrap().len()
        };
        assert_eq!((count(1), count(15)), (1, 15));
    }

    fn names_are_suggested_while_somebody_types(app) {
        let first = |q: &str| app.anonymous().get(&format!("/v1/taxonomy/suggest?kind=occupation&q={q}")).expect(200)["items"][0]["id"].clone();
        for typed in ["bricklay", "bricklayr", "%D0%BA%D0%B0%D0%BC%D0%B5%D0%BD%D1%89", "%D2%93%D0%B8%D1%88%D1%82%20%D1%82%D0%B5%D1%80%D1%83"] {
            assert_eq!(first(typed), "bricklayer", "{typed}");
        }
        app.anonymous().get("/v1/taxonomy/suggest").problem(400, "malformed-request");
        app.anonymous().get("/v1/taxonomy/suggest?q=x&kind=planet").problem(400, "malformed-request");
    }
}
