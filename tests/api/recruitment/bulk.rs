//! Whole lists as lines: what the pages have, in one answer.

use koprik::api::openapi;
use serde_json::{Value, json};

use crate::support::{
    Client, bodies,
    client::Answer,
    on_both,
    world::{but, text},
};

const NDJSON: &str = "application/x-ndjson";
const CSV: &str = "text/csv";
/// More than the server reads at a time.
const MANY: usize = 130;

fn asked(client: &Client, path: &str, accept: &str) -> Answer {
    client.send("GET", path, &[("accept", accept)], None)
}

fn lines(client: &Client, path: &str) -> Vec<Value> {
    let answer = asked(client, path, NDJSON);
    answer.expect(200);
    assert_eq!(answer.header("content-type"), NDJSON);
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn rows(client: &Client, path: &str) -> Vec<Vec<String>> {
    let answer = asked(client, path, CSV);
    answer.expect(200);
    assert_eq!(answer.header("content-type"), CSV);
    table(&answer.text)
}

fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let cells = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|row| cells(row.unwrap())).collect()
}

/// The values of a column.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|column| column == name).unwrap();
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

/// What all pages have together.
fn pages(client: &Client, path: &str) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = client.get(path.strip_prefix("http://koprik.test").unwrap_or(&path)).expect(200);
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        next = page["next"].as_str().map(str::to_owned);
    }
    items
}

/// The lists that can be had as lines, as the document says.
fn lists_with_lines() -> Vec<String> {
    let paths = openapi::document()["paths"].as_object().unwrap();
    let offers = |item: &Value| {
        let content = &item["get"]["responses"]["200"]["content"];
        content[NDJSON].is_object() && content[CSV].is_object()
    };
    let offering = paths.iter().filter(|(path, item)| !path.contains('{') && offers(item));
    offering.map(|(path, _)| path.clone()).collect()
}

fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    fn lines_have_what_the_pages_have(app) {
        let (employer, agency) = (app.employer(), app.agency());
        for number in 0..MANY {
            let wanted = json!({"external_ref": format!("V-{number}"), "total_job_openings": number + 1});
            let vacancy = but(bodies::vacancy(), &wanted);
            employer.post("/v1/vacancies", &vacancy).expect(201);
            agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        }
        let published = app.published(&employer, &but(bodies::vacancy(), &json!({"workplace": {"oktmo": "92730000"}})));
        for (client, path) in [
            (&employer, "/v1/vacancies?"),
            (&employer, "/v1/vacancies?status=draft&include=labels&lang=ru"),
            (&employer, "/v1/vacancies?municipality=92730000"),
            (&employer, "/v1/vacancies?external_ref=V-7&fields=total_job_openings"),
            (&employer, "/v1/vacancies?near=92701000&within_km=5"),
            (&employer, "/v1/vacancies?q=no+such+thing"),
            (&agency, "/v1/candidates?"),
            (&agency, "/v1/candidates?home_region=UZ-SA&include=labels"),
            (&app.anonymous(), "/v1/vacancies?"),
        ] {
            let expected = pages(client, path);
            assert_eq!(lines(client, path), expected, "{path}");
            let rows = rows(client, path);
            assert_eq!(rows[0][0], "id", "{path}");
            assert_eq!(column(&rows, "id"), ids(&expected), "{path}");
        }
        let openings = rows(&employer, "/v1/vacancies?external_ref=V-7&fields=total_job_openings");
        assert_eq!(openings[0], ["id", "total_job_openings"]);
        assert_eq!(openings[1][1], "8");
        let all = rows(&employer, "/v1/vacancies");
        let titles = column(&all, "title");
        assert_eq!(serde_json::from_str::<Value>(&titles[0]).unwrap(), bodies::vacancy()["title"]);
        assert!(all.iter().all(|row| row.len() == all[0].len()));
        assert!(published.ends_with(&column(&all, "id")[0]), "the newest comes first");
    }

    fn nobody_reads_more_in_lines_than_on_pages(app) {
        let (agency, employer) = (app.agency(), app.employer());
        agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        for media in [NDJSON, CSV] {
            let found = |client: &Client, path: &str| {
                let answer = asked(client, path, media);
                answer.expect(200);
                answer.text.lines().count() - usize::from(media == CSV)
            };
            assert_eq!(found(&app.agency(), "/v1/candidates"), 0, "another agency");
            assert_eq!(found(&agency, "/v1/candidates"), 1);
            assert_eq!(found(&app.employer(), "/v1/vacancies"), 0, "another employer");
            assert_eq!(found(&app.anonymous(), "/v1/vacancies"), 0, "a draft is not public");
            asked(&app.anonymous(), "/v1/candidates", media).problem(401, "unauthenticated");
        }
        asked(&employer, "/v1/candidates", NDJSON).problem(403, "forbidden");
    }

    fn lines_say_what_is_gone(app) {
        let employer = app.employer();
        let kept = employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let gone = employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let path = format!("/v1/vacancies/{}", gone["id"].as_str().unwrap());
        let etag = employer.get(&path).header("etag").to_owned();
        assert_eq!(employer.delete(&path, &etag).status, 204);
        let asked = "/v1/vacancies?changed_since=2026-11-24T00:00:00Z";
        assert_eq!(lines(&employer, asked), pages(&employer, asked));
        let rows = rows(&employer, asked);
        assert_eq!(column(&rows, "id"), ids(&[gone, kept]));
        assert_eq!(column(&rows, "deleted"), ["true", ""]);
        assert_eq!(column(&rows, "reason"), ["deleted", ""]);
        assert!(!lines(&employer, "/v1/vacancies")[0].as_object().unwrap().contains_key("deleted"));
    }

    fn a_spreadsheet_computes_nothing(app) {
        let employer = app.employer();
        let reference = but(bodies::vacancy(), &json!({"external_ref": "-1+2"}));
        employer.post("/v1/vacancies", &reference).expect(201);
        let path = "/v1/vacancies?fields=external_ref";
        assert_eq!(column(&rows(&employer, path), "external_ref"), ["'-1+2"]);
        assert_eq!(lines(&employer, path)[0]["external_ref"], "-1+2");
        let marked = asked(&employer, &format!("{path}&bom=true"), CSV).text;
        assert!(marked.starts_with("\u{feff}id,external_ref\r\n"), "{marked:?}");
        assert!(!asked(&employer, path, CSV).text.contains('\u{feff}'));
    }

    fn the_form_that_is_liked_best_is_answered(app) {
        let employer = app.employer();
        employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        for (accept, answered) in [
            ("*/*", "application/json"),
            ("application/json", "application/json"),
            ("application/json, text/csv", "application/json"),
            ("text/csv;q=0.4, application/json;q=0.5", "application/json"),
            ("text/csv;q=0, */*", "application/json"),
            ("text/*", "application/json"),
            ("text/csv, */*;q=0.1", CSV),
            ("TEXT/CSV", CSV),
            ("application/json;q=0.1, application/x-ndjson", NDJSON),
            ("text/csv;q=0.8, application/x-ndjson;q=0.9", NDJSON),
        ] {
            let answer = asked(&employer, "/v1/vacancies", accept);
            assert_eq!(answer.header("content-type"), answered, "{accept}");
            assert!(answer.header("vary").contains("Accept") || answered == "application/json");
        }
        let public = app.anonymous().get("/v1/vacancies");
        assert!(public.header("vary").contains("Accept,"), "a cache keeps the forms apart");
        let head = employer.send("HEAD", "/v1/vacancies", &[("accept", CSV)], None);
        assert_eq!((head.status, head.header("content-type"), &*head.text), (200, CSV, ""));
    }

    fn what_makes_sense_of_pages_only_is_refused(app) {
        let employer = app.employer();
        for wrong in ["limit=5", "count=true", "sort=pay", "facets=skill", "limit=5&bom=true"] {
            for media in [NDJSON, CSV] {
                let answer = asked(&employer, &format!("/v1/vacancies?{wrong}"), media);
                let problem = answer.problem(400, "malformed-request");
                assert_ne!(problem["detail"], text(""), "{wrong}");
            }
        }
        asked(&employer, "/v1/vacancies?fields=none", CSV).problem(400, "malformed-request");
        asked(&employer, "/v1/match-runs", CSV).expect(200);
        assert!(asked(&employer, "/v1/match-runs", CSV).json()["items"].is_array(), "has no lines");
    }

    fn every_list_of_records_is_had_as_lines(app) {
        let (operator, employer, agency) = (app.operator(), app.employer(), app.agency());
        app.published(&employer, &bodies::vacancy());
        agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        let lists = lists_with_lines();
        assert!(lists.len() >= 20, "{lists:?}");
        for path in &lists {
            for client in [&operator, &employer, &agency] {
                if client.get(path).status == 403 {
                    asked(client, path, NDJSON).problem(403, "forbidden");
                    continue;
                }
                let expected = pages(client, path);
                assert_eq!(lines(client, path), expected, "{path}");
                assert_eq!(column(&rows(client, path), "id"), ids(&expected), "{path}");
            }
        }
        for path in ["/v1/employers", "/v1/agencies"] {
            assert!(!lines(&operator, path).is_empty(), "{path}");
        }
    }
}
