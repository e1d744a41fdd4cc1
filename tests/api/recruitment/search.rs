//! `q=` of the lists of vacancies and candidates: words of titles and duties, and of the names of occupations and skills.

use serde_json::json;

use crate::{
    store::sql::Sql,
    support::{Client, bodies, on_both, world::but},
};

/// Whether a list that is searched for a text has a record.
fn finds(client: &Client, list: &str, text: &str, path: &str) -> bool {
    let asked: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let page = client.get(&format!("{list}?q={asked}&count=true")).expect(200);
    let items = page["items"].as_array().unwrap();
    assert_eq!(page["total"], items.len(), "{text}: {page}");
    items.iter().any(|item| path.ends_with(item["id"].as_str().unwrap()))
}

on_both! {
    fn a_vacancy_is_found_by_its_title_and_by_what_it_asks_for(app) {
        let employer = app.employer();
        let titled = json!({"title": {"ru": "Звёздный капитан на стройку"}});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &titled));
        for text in [
            "звездные капитаны", "ZVEZDNIY", "капитан звёздный", "стройк", // the title, in any form and order
            "каменщиков", "gʻisht teruvchi", "Bricklayer", "rfvtyobr", // the occupation
            "раствор", "qorishma", "mix mortar", // a skill
        ] {
            assert!(finds(&app.anonymous(), "/v1/vacancies", text, &vacancy), "{text}");
        }
        for text in ["капитан каменщик", "сварщик", "штукатурка", "welder", "капитанский мостик", "%", "zz_%"] {
            let found = finds(&app.anonymous(), "/v1/vacancies", text, &vacancy);
            assert_eq!(found, text == "%", "{text}");
        }
    }

    fn a_question_is_cleaned_as_what_it_looks_for_is(app) {
        let employer = app.employer();
        let vacancy = app.published(&employer, &bodies::vacancy());
        for text in ["<b>Камен</b>щик", "камен\u{ad}щик", "камен\u{200b}щик", "камен&shy;щик", "каменщик&nbsp;"] {
            assert!(finds(&app.anonymous(), "/v1/vacancies", text, &vacancy), "{text}");
        }
        let organisation = app.new_employer();
        let named = app.operator().get("/v1/employers?q=%3Ci%3E%D0%9F%D1%80%D0%B8%3C%2Fi%3E%D0%BC%D0%B5%D1%80").expect(200);
        assert_eq!(named["items"][0]["id"], organisation.to_string(), "{named}");
    }

    fn a_candidate_is_found_by_trade_and_skill_and_by_nothing_else(app) {
        let (agency, stranger) = (app.agency(), app.agency());
        let body = json!({"external_ref": "Rustam-1", "home_region": "UZ-SA"});
        let candidate = app.available(&agency, &but(bodies::candidate(), &body));
        let other = json!({"occupations": [{"trade": "welder_arc", "years": 2}], "skills": []});
        let welder = app.available(&agency, &but(bodies::candidate(), &other));
        for (text, brick, weld) in [
            ("каменщики", true, false), ("g'isht teruvchilar", true, false), ("bricklayers", true, false),
            ("rfvtyobr", true, false), ("кладка", true, false), ("сварщик", false, true), ("cdfhobr", false, true),
            ("payvandchi", false, true), ("Rustam", false, false), ("UZ-SA", false, false), ("Самарканд", false, false),
            ("каменщик сварщик", false, false),
        ] {
            let found = [&candidate, &welder].map(|path| finds(&agency, "/v1/candidates", text, path));
            assert_eq!(found, [brick, weld], "{text}");
            let operator = [&candidate, &welder].map(|path| finds(&app.operator(), "/v1/candidates", text, path));
            assert_eq!(operator, found, "{text}");
            assert!(!finds(&stranger, "/v1/candidates", text, &candidate), "another agency's");
        }
        agency.get("/v1/candidates?q=").expect(200);
    }

    fn a_vacancy_is_found_by_the_words_of_its_duties(app) {
        let employer = app.employer();
        let duties = json!({"responsibilities": {
            "ru": "Расшивка швов, облицовка цоколя; работа с люльки.", "uz-Latn": "Choklarni toʻldirish"
        }});
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &duties));
        let other = app.published(&employer, &bodies::vacancy());
        let finds = |text: &str| [&vacancy, &other].map(|path| finds(&app.anonymous(), "/v1/vacancies", text, path));
        for text in ["расшивка", "швов расшивки", "облицовку цоколей", "RASSHIVKA", "choklar", "toldirish", "каменщик люлька"] {
            assert_eq!(finds(text), [true, false], "{text}");
        }
        for text in ["расшивка штукатурка", "шивка", "цоколь метро"] {
            assert_eq!(finds(text), [false, false], "{text}: all words, and from their beginnings");
        }
        let long = json!({"responsibilities": {"ru": format!("Укладка {} и клинкера", "щ".repeat(300))}});
        let etag = employer.get(&vacancy).header("etag").to_owned();
        employer.patch(&vacancy, &etag, &long).expect(200);
        assert_eq!((finds("расшивка"), finds("клинкер")), ([false, false], [true, false]), "what was said before is gone");
        assert_eq!(finds(&"щ".repeat(90)), [true, false]);
    }

    fn vacancies_that_were_there_before_words_were_kept_are_found_by_them(app) {
        let duties = json!({"responsibilities": {"ru": "Расшивка швов"}});
        let vacancy = app.published(&app.employer(), &but(bodies::vacancy(), &duties));
        let found = || finds(&app.anonymous(), "/v1/vacancies", "расшивка", &vacancy);
        Sql::of(app).run("DELETE FROM vacancy_facets WHERE kind = 'word'").unwrap();
        assert!(!found());
        let _another = app.another();
        assert!(found(), "a server that starts writes them");
    }
}
