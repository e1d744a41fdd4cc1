//! Files of XML: what HR systems exchange becomes records, and what no system writes is refused by name.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::imports::{NDJSON, candidate, import, kept_texts, outcomes, rows, send, vacancy};
use crate::support::{Client, on_both};

const XML: &str = "application/xml";
const HR_XML: &str = "vacancies&format=hr_xml";
const OLD: &str = include_str!("../../data/imports/hr-xml-2.xml");
const NEW: &str = include_str!("../../data/imports/hr-xml-3.xml");

/// The example of an exchange with 1C that the guide shows.
fn example() -> String {
    let guide = include_str!("../../../guide/synchronising.md");
    let (_, rest) = guide.split_once("```xml\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// The record of the first row.
fn record(client: &Client, kind: &str, import: &str) -> Value {
    client
        .get(&format!("/v1/{kind}/{}", rows(client, import)[0]["id"].as_str().unwrap()))
        .expect(200)
}

/// The codes of what is wrong with each row.
fn codes(rows: &[Value]) -> Vec<Value> {
    rows.iter().map(|row| row["errors"][0]["code"].clone()).collect()
}

on_both! {
    fn openings_of_hr_xml_become_vacancies(app) {
        let employer = app.employer();
        let path = import(&employer, HR_XML, XML, OLD);
        let all = rows(&employer, &path);
        assert_eq!(outcomes(&employer, &path), ["created", "created", "refused"], "{all:?}");
        assert_eq!(codes(&all), [Value::Null, json!("doubtful"), json!("other_format")]);
        let lines: Vec<u64> = all.iter().map(|row| row["line"].as_u64().unwrap()).collect();
        let begins: Vec<usize> = OLD.lines().enumerate()
            .filter(|(_, line)| line.contains("<PositionOpening>")).map(|(at, _)| at + 1).collect();
        assert_eq!(lines, begins.iter().map(|line| *line as u64).collect::<Vec<_>>());
        let first = employer.get("/v1/vacancies/by-ref/HR-1").expect(200);
        assert_eq!(first["title"], json!({"ru": "Каменщик"}));
        assert_eq!(first["responsibilities"], json!({"ru": "Кладка стен & перегородок"}));
        assert_eq!((&first["workplace"]["oktmo"], &first["total_job_openings"]), (&json!("92701000"), &json!(4)));
        assert_eq!(first["base_salary"]["max"], 120_000);
        assert_eq!((&first["job_start_date"], &first["valid_through"]), (&json!("2027-03-01"), &json!("2027-02-15")));
        assert_eq!(first["resolutions"][0]["concept_id"], "bricklayer", "the title goes through the resolver");
        let job = employer.get(&path).expect(200);
        assert_eq!((&job["format"], &job["written_in"], &job["total"]), (&json!("hr_xml"), &json!("xml"), &json!(3)));
        assert_eq!(outcomes(&employer, &import(&employer, HR_XML, "text/xml; charset=utf-8", OLD)), ["unchanged", "unchanged", "refused"]);
        let path = import(&employer, HR_XML, XML, NEW);
        assert_eq!(outcomes(&employer, &path), ["created"], "{:?}", rows(&employer, &path));
        let new = employer.get("/v1/vacancies/by-ref/HR-4").expect(200);
        assert_eq!(new["languages"], json!([{"language": "ru", "level": "B1", "kind": "must"}]));
        assert_eq!((&new["background"]["min_years"], &new["base_salary"]["min"]), (&json!(1), &json!(110_000)));
        for told in [first.to_string(), new.to_string(), format!("{all:?}")] {
            assert!(!told.to_lowercase().contains("canary"), "{told}");
        }
    }

    fn hostile_xml_is_refused_by_name(app) {
        let owner = app.new_employer();
        let employer = app.client(Role::Employer, owner, "");
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><PositionOpening>&b;</PositionOpening>";
        let outside = "<!DOCTYPE a SYSTEM 'http://127.0.0.1/canary'><PositionOpening/>";
        let long = format!("<PositionOpening>{}</PositionOpening>", "x".repeat(4 << 20));
        for (body, why) in [
            (laughs, "document type"), (outside, "document type"), ("<PositionOpening>&canary;</PositionOpening>", "entity"),
            (deep.as_str(), "15 levels"), (long.as_str(), "1 MiB"), ("<PositionOpening>", "breaks off"), ("", "breaks off"),
            ("<a><b></a>", "well-formed"), ("<Candidate/>", "PositionOpening"), ("<?xml version='1.0' encoding='klingon'?><a/>", "encoding"),
            ("<PositionOpening>&#0;</PositionOpening>", "entity"), ("<PositionOpening>\u{1}</PositionOpening>", "control"),
        ] {
            let answer = send(&employer, HR_XML, XML, body);
            answer.problem(400, "malformed-request");
            assert!(answer.text.contains(why), "{why}: {}", answer.text);
            assert!(!answer.text.contains("canary") && !answer.text.contains("quick"), "{}", answer.text);
        }
        assert!(send(&employer, HR_XML, XML, vec![b' '; (32 << 20) + 1]).status == 413);
        for (of, media) in [("vacancies", XML), ("vacancies&format=hh", XML), (HR_XML, NDJSON), ("candidates&format=hr_xml", XML)] {
            send(&employer, of, media, NEW).problem(400, "malformed-request");
        }
        assert_eq!(kept_texts(app, owner), 0, "nothing is left of what was refused");
    }

    fn a_long_record_stands_for_no_other(app) {
        let employer = app.employer();
        let long = format!("<Comment>{}</Comment>", "x".repeat(300 << 10));
        let body = NEW.replace("<PositionProfile ", &format!("{long}<PositionProfile "));
        let body = format!("<all>{}{}</all>", body.split_once("?>").unwrap().1, NEW.split_once("?>").unwrap().1);
        let path = import(&employer, HR_XML, XML, &body);
        assert_eq!(outcomes(&employer, &path), ["refused", "created"]);
        assert_eq!(codes(&rows(&employer, &path)), [json!("too_long"), Value::Null]);
    }

    fn what_1c_exchanges_becomes_vacancies_and_candidates(app) {
        let (employer, agency) = (app.employer(), app.agency());
        employer.put("/v1/vacancies/by-ref/V-1", &[], &vacancy("V-1")).expect(201);
        agency.put("/v1/candidates/by-ref/C-1", &[], &candidate("C-1")).expect(201);
        let example = example();
        let path = import(&employer, "vacancies&format=one_c", XML, &example);
        assert_eq!(outcomes(&employer, &path), ["created"], "{:?}", rows(&employer, &path));
        assert_eq!(rows(&employer, &path)[0]["errors"], json!([]));
        let (of_1c, sent) = (record(&employer, "vacancies", &path), employer.get("/v1/vacancies/by-ref/V-1").expect(200));
        for member in ["title", "occupation", "employment_type", "work_hours", "base_salary", "total_job_openings", "job_start_date", "valid_through"] {
            assert_eq!(of_1c[member], sent[member], "{member}");
        }
        assert_eq!(of_1c["workplace"]["oktmo"], sent["workplace"]["oktmo"]);
        assert_eq!(of_1c["skill_texts"][0]["kind"], "must");
        let path = import(&agency, "candidates&format=one_c", XML, &example);
        assert_eq!(outcomes(&agency, &path), ["created"], "{:?}", rows(&agency, &path));
        let (of_1c, sent) = (record(&agency, "candidates", &path), agency.get("/v1/candidates/by-ref/C-1").expect(200));
        for member in ["home_region", "of_age", "education", "destinations", "pay_floor", "available_from", "readiness", "matching_consent"] {
            assert_eq!(of_1c[member], sent[member], "{member}");
        }
    }

    fn a_row_of_1c_tells_what_is_wrong_with_it(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let wrong = "<КоприкОбмен Версия=\"1.0\"><Вакансии><Вакансия><Ид>1</Ид><Наименование>Сварщик</Наименование>\
            <ВидЗанятости>Иная</ВидЗанятости><КоличествоМест>много</КоличествоМест><Оплата><Аванс>1</Аванс></Оплата></Вакансия>\
            <Вакансия><Ид>2</Ид><Наименование>Сварщик</Наименование><МестоРаботы><Адрес>г. Казань, ул. Баумана, 1</Адрес></МестоРаботы>\
            <ДействуетДо>0001-01-01T00:00:00</ДействуетДо></Вакансия></Вакансии></КоприкОбмен>";
        let (bytes, _, unmapped) = encoding_rs::WINDOWS_1251.encode(wrong);
        assert!(!unmapped);
        let declared = [b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>".as_slice(), &bytes].concat();
        for (media, body) in [(XML, wrong.as_bytes().to_vec()), ("text/xml; charset=windows-1251", bytes.to_vec()), (XML, declared)] {
            let path = import(&employer, "vacancies&format=one_c", media, body);
            let all = rows(&employer, &path);
            assert_eq!(all[0]["outcome"], "refused", "{media} {all:?}");
            let mut pointers: Vec<&str> = all[0]["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
            pointers.sort_unstable();
            assert_eq!(pointers, ["/base_salary/Аванс", "/employment_type", "/total_job_openings"], "{all:?}");
            assert_ne!(all[1]["outcome"], "refused", "{all:?}");
            assert_eq!(employer.get("/v1/vacancies/by-ref/2").expect(200)["workplace"]["oktmo"], "92701000");
        }
        let named = "<КоприкОбмен Версия=\"1.0\"><Кандидат><Ид>1</Ид><ФИО>Canary</ФИО></Кандидат></КоприкОбмен>";
        let path = import(&agency, "candidates&format=one_c", XML, named);
        let all = rows(&agency, &path);
        assert_eq!((&all[0]["errors"][0]["pointer"], &all[0]["errors"][0]["code"]), (&json!("/ФИО"), &json!("unknown_field")));
        assert!(!format!("{all:?}").contains("Canary"));
        let nothing = "<КоприкОбмен Версия=\"1.0\"><Вакансии/></КоприкОбмен>";
        assert_eq!(outcomes(&employer, &import(&employer, "vacancies&format=one_c", XML, nothing)), Vec::<String>::new());
        for other in ["<КоприкОбмен Версия=\"2.0\"/>", "<КоприкОбмен/>", "<Вакансия Версия=\"1.0\"/>"] {
            let answer = send(&employer, "vacancies&format=one_c", XML, other);
            answer.problem(400, "malformed-request");
            assert!(answer.text.contains("КоприкОбмен") && answer.text.contains("1.0"), "{}", answer.text);
        }
    }
}
