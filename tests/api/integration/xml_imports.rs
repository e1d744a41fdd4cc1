//! Files of XML: what HR systems exchange becomes records, and what no system writes is refused by name.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::imports::{NDJSON, import, kept_texts, outcomes, rows, send};
use crate::support::on_both;

const XML: &str = "application/xml";
const HR_XML: &str = "vacancies&format=hr_xml";
const OLD: &str = include_str!("../../data/imports/hr-xml-2.xml");
const NEW: &str = include_str!("../../data/imports/hr-xml-3.xml");

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
}
