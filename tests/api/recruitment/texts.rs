//! What people read holds no tags, entities or invisible signs, and what prose names counts where nothing else is said.

use koprik::api::openapi;
use serde_json::{Value, json};

use crate::support::{Client, bodies, on_both, world::but};

/// The members of a request in which somebody writes freely, as pointers; `0` stands for an item.
fn free_texts(schema: &Value, pointer: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return free_texts(&openapi::document()["components"]["schemas"][name], pointer, found);
    }
    for options in ["oneOf", "anyOf"] {
        let all = schema[options].as_array().into_iter().flatten();
        all.for_each(|option| free_texts(option, pointer, found));
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        free_texts(member, &format!("{pointer}/{name}"), found);
    }
    if schema["items"].is_object() {
        free_texts(&schema["items"], &format!("{pointer}/0"), found);
    }
    let is_text = schema["type"] == "string"
        || schema["type"].as_array().is_some_and(|all| all.contains(&json!("string")));
    let is_free = ["enum", "pattern", "format"].iter().all(|name| schema[*name].is_null());
    if is_text && is_free {
        found.push(pointer.to_owned());
    }
}

/// The body with a text at a pointer, and what has to stand around it.
fn with_text(mut body: Value, pointer: &str, text: &str) -> Value {
    let names: Vec<&str> = pointer.split('/').skip(1).collect();
    let mut at = &mut body;
    for (n, name) in names.iter().enumerate() {
        let next = if names.get(n + 1) == Some(&"0") { json!([]) } else { json!({}) };
        at = match name.parse::<usize>() {
            Ok(_) => {
                let items = at.as_array_mut().unwrap();
                if items.is_empty() {
                    items.push(next);
                }
                &mut items[0]
            }
            Err(_) => at.as_object_mut().unwrap().entry(*name).or_insert(next),
        };
    }
    *at = json!(text);
    body
}

fn each_is_cleaned(client: &Client, list: &str, (schema, body): (&str, &Value)) -> usize {
    let mut pointers = Vec::new();
    free_texts(&openapi::document()["components"]["schemas"][schema], "", &mut pointers);
    for pointer in &pointers {
        for text in [
            "<p>Мир &amp;amp; <b>тру</b>д&nbsp;</p>",
            "&lt;i&gt;Мир &amp; тр\u{ad}у\u{200b}д&lt;/i&gt;",
            "Мир &#38; <span class=x>труд",
        ] {
            let made = client.post(list, &with_text(body.clone(), pointer, text));
            assert_eq!(made.status, 201, "{pointer} {text}: {}", made.text);
            assert_eq!(
                made.json().pointer(pointer),
                Some(&json!("Мир & труд")),
                "{pointer} {text}"
            );
        }
        let nothing = client.post(list, &with_text(body.clone(), pointer, "<br/>&nbsp;"));
        assert_eq!(nothing.status, 422, "{pointer}: {}", nothing.text);
        assert!(
            nothing.pointers().iter().any(|wrong| wrong == pointer),
            "{pointer}: {}",
            nothing.text
        );
    }
    pointers.len()
}

on_both! {
    fn tags_and_entities_reach_no_shown_text(app) {
        let vacancy = but(bodies::vacancy(), &json!({"travel": {"daily_transport": true}}));
        assert!(each_is_cleaned(&app.employer(), "/v1/vacancies", ("VacancyInput", &vacancy)) > 25);
        assert!(each_is_cleaned(&app.agency(), "/v1/candidates", ("CandidateInput", &bodies::candidate())) >= 3);
    }

    fn a_text_is_the_same_by_every_way_in(app) {
        let employer = app.employer();
        let tagged = json!({"external_ref": "<1>&amp;", "title": {"ru": "<b>Камен</b>щик"}});
        let batch = employer.post("/v1/vacancies/batch", &json!({"items": [but(bodies::vacancy(), &tagged)]})).expect(207);
        assert_eq!(batch["items"][0]["external_ref"], "<1>&amp;", "a reference is its owner's");
        let path = format!("/v1/vacancies/{}", batch["items"][0]["id"].as_str().unwrap());
        assert_eq!(employer.get(&path).expect(200)["title"]["ru"], "Каменщик");
        let etag = employer.get(&path).header("etag").to_owned();
        let patched = employer.patch(&path, &etag, &json!({"title": {"ru": "Маляр&shy;"}})).expect(200);
        assert_eq!(patched["title"]["ru"], "Маляр");
        let url = json!({"frame": {"source_url": "https://jobs.example/?a=1&lt=2"}});
        let made = employer.post("/v1/vacancies", &but(bodies::vacancy(), &url)).expect(201);
        assert_eq!(made["frame"], url["frame"], "an address is kept as it is");
    }

    fn prose_names_skills_where_nobody_says_them(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        let prose = json!({
            "title": {"ru": "Мастер чистоты и света"}, "workplace": {"oktmo": "92701000"},
            "responsibilities": {"ru": "Что делать: кладка кирпича; мечтать о море."}
        });
        let created = employer.post("/v1/vacancies", &prose);
        let draft = created.expect(201);
        let read: Vec<_> = draft["resolutions"].as_array().unwrap().iter()
            .filter(|one| one["kind"] == "skill").map(|one| (one["text"].clone(), one["concept_id"].clone())).collect();
        assert_eq!(read, [(json!("кладка кирпича"), json!("con.lay_bricks"))], "{draft}");
        assert!(draft["unmapped"].as_array().unwrap().iter().all(|one| one["kind"] == "occupation"), "prose is no question: {draft}");
        assert!(draft["missing"].as_array().unwrap().iter().all(|one| one["pointer"] != "/requirements"), "{draft}");
        let path = created.header("location").to_owned();
        employer.transition(&path, "published").expect(200);
        let pair = employer.get(&format!("{path}/matches/{}", candidate.rsplit('/').next().unwrap())).expect(200);
        assert_eq!((&pair["eligible"], &pair["requirements"][0]["kind"]), (&json!(true), &json!("preferred")), "{pair}");
        let said = but(prose, &json!({"skill_texts": [{"text": "штукатурные работы"}]}));
        let said = employer.post("/v1/vacancies", &said).expect(201);
        let texts: Vec<_> = said["resolutions"].as_array().unwrap().iter().filter(|one| one["kind"] == "skill").map(|one| &one["text"]).collect();
        assert_eq!(texts, ["штукатурные работы"], "what is said goes before prose");
    }

    fn every_code_of_a_language_is_taken_wherever_one_is(app) {
        let employer = app.employer();
        let body = but(bodies::vacancy(), &json!({
            "title": {"rus": "Каменщик", "uzb": "Gʻisht teruvchi", "tat": "Ташчы", "eng": "Bricklayer"},
            "skill_texts": [{"text": "кладка кирпича", "lang": "rus"}, {"text": "suvoq ishlari", "lang": "uzb"}]
        }));
        let made = employer.post("/v1/vacancies", &body).expect(201);
        assert_eq!(made["title"], json!({"ru": "Каменщик", "uz-Latn": "Gʻisht teruvchi", "tt": "Ташчы", "en": "Bricklayer"}));
        assert_eq!(made["skill_texts"][0]["lang"], "ru");
        assert_eq!(made["skill_texts"][1]["lang"], "uz-Latn");
        let twice = employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"title": {"ru": "а", "rus": "б"}})));
        assert_eq!(twice.pointers(), ["/title/ru"], "{}", twice.text);
        for (code, same) in [("rus", "ru"), ("uzb", "uz-Latn"), ("uzb-Cyrl", "uz-Cyrl"), ("tat", "tt"), ("eng", "en")] {
            let of = |lang: &str| employer.get(&format!("/v1/vacancies?include=labels&lang={lang}")).expect(200)["items"].clone();
            assert_eq!(of(code), of(same), "{code}");
        }
        employer.get("/v1/vacancies?include=labels&lang=kaz").problem(400, "malformed-request");
        let consent = json!({"matching_consent": {"text_version": "2026-09", "language": "uzb", "given_at": "2026-11-02T09:30:00Z"}});
        let candidate = app.agency().post("/v1/candidates", &but(bodies::candidate(), &consent)).expect(201);
        assert_eq!(candidate["matching_consent"]["language"], "uz-Latn");
    }

    fn what_was_published_elsewhere_was_so_by_today(app) {
        let employer = app.employer();
        let posted = |day: &str| employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"frame": {"date_posted": day}})));
        posted("2026-11-24").expect(201);
        for day in ["2026-11-25", "2100-12-31", "2101-01-01", "1899-12-31"] {
            assert_eq!(posted(day).pointers(), ["/frame/date_posted"], "{day}");
        }
        posted("1900-01-01").expect(201);
    }
}
