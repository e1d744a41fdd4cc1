//! Files of vacancies and candidates: each row becomes a record or says what is wrong with it, whatever spreadsheets and
//! crashes do to them.

use std::{sync::Arc, time::Duration};

use koprik::{
    app::{job_types::JOB_TYPES, jobs::work::Effort},
    domain::access::scope::Role,
    store::{Store, jobs::texts},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    Answer, Client, Database, TestApp, bodies, on_both,
    world::{but, eventually},
};

pub(super) const NDJSON: &str = "application/x-ndjson";
const CSV: &str = "text/csv";

pub(super) fn send(client: &Client, of: &str, media: &str, body: impl AsRef<[u8]>) -> Answer {
    let headers = [("content-type", media)];
    client.send("POST", &format!("/v1/imports?of={of}"), &headers, Some(body.as_ref()))
}

/// Imports a file to its end; its address.
pub(super) fn import(client: &Client, of: &str, media: &str, body: impl AsRef<[u8]>) -> String {
    let answer = send(client, of, media, body);
    answer.expect(202);
    let path = answer.header("location").to_owned();
    eventually("the import ends", || client.get(&path).expect(200)["status"] == "finished");
    path
}

pub(super) fn rows(client: &Client, import: &str) -> Vec<Value> {
    let answer = client.send("GET", &format!("{import}/results"), &[("accept", NDJSON)], None);
    answer.expect(200);
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What became of each row.
pub(super) fn outcomes(client: &Client, import: &str) -> Vec<String> {
    let word = |row: &Value| row["outcome"].as_str().unwrap().to_owned();
    rows(client, import).iter().map(word).collect()
}

/// What all pages of a list have together.
pub(super) fn walk(client: &Client, path: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), Some(format!("{path}?limit={limit}")));
    while let Some(path) = next {
        let page = client.get(path.strip_prefix("http://koprik.test").unwrap_or(&path)).expect(200);
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        next = page["next"].as_str().map(str::to_owned);
    }
    items
}

pub(super) fn lines(records: &[Value]) -> String {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    lines.join("\n") + "\n"
}

pub(super) fn vacancy(reference: &str) -> Value {
    but(bodies::vacancy(), &json!({"external_ref": reference}))
}

pub(super) fn candidate(reference: &str) -> Value {
    but(bodies::candidate(), &json!({"external_ref": reference}))
}

/// How many texts are kept of an organisation.
pub(super) fn kept_texts(app: &TestApp, owner: Uuid) -> i64 {
    let store = Store::open(app.database.url.parse().unwrap()).unwrap();
    store.read(|conn| texts::count(conn, owner)).unwrap()
}

/// A server of its own database, of the same make, that works on no job.
fn idle_alone(app: &TestApp) -> TestApp {
    let is_postgres = app.database.url.starts_with("postgres");
    let database = if is_postgres { Database::postgres() } else { Some(Database::sqlite()) };
    TestApp::spawn_with(Arc::new(database.unwrap()), &["--match-run-batch", "0"])
}

/// A server that works on no job by itself.
fn idle(app: &TestApp) -> TestApp {
    TestApp::spawn_with(Arc::clone(&app.database), &["--match-run-batch", "0"])
}

on_both! {
    fn each_row_becomes_a_record_or_says_what_is_wrong(app) {
        let owner = app.new_employer();
        let employer = app.client(Role::Employer, owner, "");
        employer.put("/v1/vacancies/by-ref/V-2", &[], &vacancy("V-2")).expect(201);
        employer.put("/v1/vacancies/by-ref/V-3", &[], &vacancy("V-3")).expect(201);
        let changed = but(vacancy("V-3"), &json!({"total_job_openings": 3}));
        let wrong = but(vacancy("V-4"), &json!({"total_job_openings": "many", "colour": 1}));
        let body = [
            lines(&[vacancy("V-1"), vacancy("V-2"), changed, wrong]),
            "\n  \r\n{broken\n".to_owned(),
            lines(&[but(vacancy(""), &json!({"external_ref": null})), vacancy("V-1")]),
            vacancy("V-9").to_string(),
        ].concat();
        let path = import(&employer, "vacancies", NDJSON, body);
        let expected = ["created", "unchanged", "replaced", "refused", "refused", "refused", "refused", "created"];
        assert_eq!(outcomes(&employer, &path), expected);
        let all = rows(&employer, &path);
        let lines: Vec<u64> = all.iter().map(|row| row["line"].as_u64().unwrap()).collect();
        assert_eq!(lines, [1, 2, 3, 4, 7, 8, 9, 10]);
        let pointers = |row: &Value| {
            let mut pointers: Vec<_> = row["errors"].as_array().unwrap().iter()
                .map(|error| format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())).collect();
            pointers.sort();
            pointers
        };
        assert_eq!(pointers(&all[3]), ["/colour unknown_field", "/total_job_openings type"]);
        assert_eq!(pointers(&all[4]), [" not_json"]);
        assert_eq!(pointers(&all[5]), ["/external_ref required"]);
        assert_eq!(pointers(&all[6]), ["/external_ref duplicate"]);
        assert_eq!(all[3].get("id"), None);
        let first = employer.get("/v1/vacancies/by-ref/V-1").expect(200);
        assert_eq!((&all[0]["id"], &all[0]["version"]), (&first["id"], &json!(1)));
        assert_eq!(employer.get("/v1/vacancies/by-ref/V-3").expect(200)["total_job_openings"], 3);
        employer.get("/v1/vacancies/by-ref/V-4").problem(404, "not-found");
        let done = employer.get(&path).expect(200);
        assert_eq!((&done["total"], &done["done"], &done["of"]), (&json!(8), &json!(8), &json!("vacancies")));
        assert_eq!(kept_texts(app, owner), 0, "what was sent is gone");
        assert_eq!(outcomes(&employer, &import(&employer, "vacancies", NDJSON, vacancy("V-1").to_string())), ["unchanged"]);
        assert_eq!(walk(&employer, &format!("{path}/results"), 3).len(), 8);
    }

    fn what_spreadsheets_do_to_values_survives(app) {
        let employer = app.employer();
        employer.put("/v1/vacancies/by-ref/V-1", &[], &vacancy("V-1")).expect(201);
        let expected = employer.get("/v1/vacancies/by-ref/V-1").expect(200);
        let names = "external_ref;title.ru;title.uz-Latn;occupation.trade;requirements.0.skill;requirements.0.kind;\
            requirements.0.min_level;requirements.0.min_years;requirements.0.weight;requirements.1.skill;requirements.1.kind;\
            requirements.1.min_level;languages.0.language;languages.0.level;languages.0.kind;workplace.oktmo;employment_type;\
            work_hours.hours_per_week;work_hours.schedule;base_salary.currency;base_salary.unit;base_salary.min;base_salary.max;\
            base_salary.gross;total_job_openings;job_start_date;valid_through;id;";
        let row = |start: &str, until: &str, title: &str| format!(
            "V-1;\" Каменщик \";{title};bricklayer;con.lay_bricks;must;3;1;5;con.mix_mortar;preferred;2;ru;ТБУ;preferred;\
             92701000;full_time;40;six_one;RUB;month;90 000,00;120000;да;12;{start};{until};7;"
        );
        let utf8 = |title: &str, start: &str, until: &str| format!("{names}\r\n{}\r\n;;;\r\n", row(start, until, title));
        let plain = utf8("Gʻisht teruvchi", "01.03.2027", "46433");
        let tabs = plain.replace(';', "\t");
        let commas = plain.replace("90 000,00", "90000").replace(';', ",");
        let marked = format!("\u{feff}{plain}");
        for (media, body) in [(CSV, &plain), (CSV, &tabs), (CSV, &commas), (CSV, &marked), ("text/csv; charset=utf-8", &plain)] {
            let path = import(&employer, "vacancies", media, body);
            assert_eq!(outcomes(&employer, &path), ["unchanged"], "{:?}", rows(&employer, &path));
        }
        assert_eq!(employer.get("/v1/vacancies/by-ref/V-1").expect(200), expected);
        let cyrillic = utf8("G'isht teruvchi", "2027-03-01", "15.02.2027 0:00:00");
        let (old, _, unmapped) = encoding_rs::WINDOWS_1251.encode(&cyrillic);
        assert!(!unmapped);
        for media in [CSV, "text/csv; charset=windows-1251"] {
            let path = import(&employer, "vacancies", media, &old);
            let title = &employer.get("/v1/vacancies/by-ref/V-1").expect(200)["title"];
            assert_eq!(title["ru"], "Каменщик", "{media} {:?}", rows(&employer, &path));
        }
    }

    fn a_row_of_a_table_names_its_column(app) {
        let employer = app.employer();
        let path = "/v1/imports?of=vacancies&columns=%D0%9E%D0%BA%D0%BB%D0%B0%D0%B4%3Dbase_salary.min,No%3Dexternal_ref";
        let table = "No;Оклад;title.ru\r\nV-1;90,000;\"Каменщик\r\nкаменщик\"\r\n=V;;;x\r\nV-3;;Каменщик\r\n";
        let answer = employer.send("POST", path, &[("content-type", CSV)], Some(table.as_bytes()));
        answer.expect(202);
        let path = answer.header("location").to_owned();
        eventually("the import ends", || employer.get(&path).expect(200)["status"] == "finished");
        let all = rows(&employer, &path);
        assert_eq!(all[0]["errors"][0]["column"], "Оклад", "{all:?}");
        assert_eq!(all[0]["errors"][0]["pointer"], "/base_salary/min");
        assert_eq!(all[1]["errors"][0]["code"], "cells");
        assert_eq!((&all[1]["line"], &all[2]["line"]), (&json!(4), &json!(5)), "a cell may have lines");
        assert_eq!(all[2]["outcome"], "created");
        let report = employer.send("GET", &format!("{path}/results"), &[("accept", CSV)], None);
        report.expect(200);
        let mut reader = csv::Reader::from_reader(report.text.as_bytes());
        let table: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(reader.headers().unwrap(), vec!["line", "external_ref", "outcome", "id", "pointer", "column", "code", "detail"]);
        let cells: Vec<_> = table.iter().map(|row| (row[0].to_owned(), row[2].to_owned(), row[5].to_owned())).collect();
        let cell = |line: &str, outcome: &str, column: &str| (line.to_owned(), outcome.to_owned(), column.to_owned());
        assert!(cells.contains(&cell("2", "refused", "Оклад")) && cells.contains(&cell("5", "created", "")), "{cells:?}");
    }

    fn what_was_exported_can_be_imported(app) {
        let employer = app.employer();
        for number in 0..3 {
            let more = json!({"external_ref": format!("=V-{number}"), "home_regions": ["UZ-SA", "UZ-TK"], "driving_licences": ["B"]});
            employer.post("/v1/vacancies", &but(bodies::vacancy(), &more)).expect(201);
        }
        for media in [CSV, NDJSON] {
            let exported = employer.send("GET", "/v1/vacancies?bom=true", &[("accept", media)], None).text;
            let path = import(&employer, "vacancies", media, exported);
            assert_eq!(outcomes(&employer, &path), ["unchanged"; 3], "{:?}", rows(&employer, &path));
        }
    }

    fn a_dry_run_writes_nothing(app) {
        let agency = app.agency();
        agency.put("/v1/candidates/by-ref/C-1", &[], &candidate("C-1")).expect(201);
        let changed = but(candidate("C-1"), &json!({"readiness": "ready"}));
        let unknown = but(candidate("C-3"), &json!({"occupations": [{"trade": "no_such_trade", "years": 1}]}));
        let body = lines(&[changed, candidate("C-2"), unknown]);
        let path = import(&agency, "candidates&dry_run=true", NDJSON, &body);
        assert_eq!(agency.get(&path).expect(200)["dry_run"], true);
        assert_eq!(outcomes(&agency, &path), ["replaced", "created", "refused"], "{:?}", rows(&agency, &path));
        assert_eq!(rows(&agency, &path)[0].get("id"), None);
        assert_eq!(agency.get("/v1/candidates/by-ref/C-1").expect(200)["version"], 1);
        agency.get("/v1/candidates/by-ref/C-2").problem(404, "not-found");
        let path = import(&agency, "candidates", NDJSON, &body);
        assert_eq!(outcomes(&agency, &path), ["replaced", "created", "refused"]);
        assert_eq!(agency.get("/v1/candidates/by-ref/C-1").expect(200)["version"], 2);
    }

    fn a_long_file_is_read_piece_by_piece(app) {
        let employer = app.employer();
        let many: Vec<Value> = (0..800).map(|number| vacancy(&format!("Длинная ссылка {number}"))).collect();
        let path = import(&employer, "vacancies", NDJSON, lines(&many));
        assert!(outcomes(&employer, &path).iter().all(|outcome| outcome == "created"));
        assert_eq!(walk(&employer, "/v1/vacancies", 100).len(), 800);
        let long = but(vacancy("V-1"), &json!({"responsibilities": {"ru": "к".repeat(300_000)}}));
        let path = import(&employer, "vacancies", NDJSON, lines(&[long, vacancy("V-2")]));
        assert_eq!(outcomes(&employer, &path), ["refused", "created"]);
        assert_eq!(rows(&employer, &path)[0]["errors"][0]["code"], "too_long");
        let open = format!("external_ref,title.ru\nV-3,Каменщик\nV-4,\"{}", "к".repeat(300_000));
        let path = import(&employer, "vacancies", CSV, open);
        assert_eq!(outcomes(&employer, &path), ["created", "refused"]);
        assert_eq!(rows(&employer, &path)[1]["errors"][0]["code"], "unreadable");
    }

    fn an_import_goes_on_behind_its_last_step(app) {
        let one = idle_alone(app);
        let another = idle(&one);
        let sender = one.employer();
        let many: Vec<Value> = (0..7).map(|number| vacancy(&format!("V-{number}"))).collect();
        let path = send(&sender, "vacancies", NDJSON, lines(&many)).header("location").to_owned();
        let effort = Effort { step: 3, rest: Duration::ZERO, lease: Duration::from_secs(30) };
        for (server, done) in [(&one, 3), (&another, 6), (&one, 7)] {
            server.server.app.work_on_jobs(JOB_TYPES, &effort, &|| true).unwrap();
            assert_eq!(sender.get(&path).expect(200)["done"], done);
        }
        assert_eq!(sender.get(&path).expect(200)["status"], "finished");
        assert_eq!(outcomes(&sender, &path), ["created"; 7]);
        let lines: Vec<u64> = rows(&sender, &path).iter().map(|row| row["line"].as_u64().unwrap()).collect();
        assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7], "each row once");
        for record in walk(&sender, "/v1/vacancies", 100) {
            assert_eq!(record["version"], 1, "each row was written once");
        }
    }

    fn nothing_is_left_of_what_was_not_imported(app) {
        let owner = app.new_agency();
        let agency = app.client(Role::Agency, owner, "");
        send(&agency, "candidates", CSV, "external_ref;colour\n").problem(422, "invalid");
        send(&agency, "candidates", CSV, "title.ru\n").problem(422, "invalid");
        send(&agency, "candidates", CSV, "").problem(400, "malformed-request");
        send(&agency, "candidates", NDJSON, b"{\"a\": \"\xff\"}\n").problem(400, "malformed-request");
        send(&agency, "candidates", NDJSON, "{\"a\": \"\0\"}\n").problem(400, "malformed-request");
        send(&agency, "candidates", "text/csv; charset=klingon", "a").problem(400, "malformed-request");
        send(&agency, "candidates", "application/json", "{}").problem(415, "unsupported-media-type");
        send(&agency, "centres", NDJSON, "{}").problem(400, "malformed-request");
        send(&agency, "candidates&columns=x", CSV, "external_ref").problem(400, "malformed-request");
        assert_eq!(kept_texts(app, owner), 0);
    }

    fn a_cancelled_import_writes_no_more(app) {
        let database = crate::support::Database::sqlite();
        let alone = TestApp::spawn_with(Arc::new(database), &["--match-run-batch", "0"]);
        let owner = alone.new_employer();
        let employer = alone.client(Role::Employer, owner, "");
        let path = send(&employer, "vacancies", NDJSON, lines(&[vacancy("V-1")])).header("location").to_owned();
        assert_eq!(kept_texts(&alone, owner), 1);
        employer.transition(&path, "cancelled").expect(200);
        assert_eq!(kept_texts(&alone, owner), 0);
        let etag = employer.get(&path).header("etag").to_owned();
        assert_eq!(employer.delete(&path, &etag).status, 204);
        employer.get(&path).problem(404, "not-found");
        for _ in 0..5 {
            send(&employer, "vacancies", NDJSON, "{}\n").expect(202);
        }
        send(&employer, "vacancies", NDJSON, "{}\n").problem(409, "conflict");
        assert_eq!(kept_texts(&alone, owner), 5, "the sixth was not kept");
        assert!(app.server.not_ready().is_none());
    }

    fn the_same_file_with_the_same_key_is_imported_once(app) {
        let employer = app.employer();
        let post = |body: &str| {
            let headers = [("content-type", NDJSON), ("idempotency-key", "once")];
            employer.send("POST", "/v1/imports?of=vacancies", &headers, Some(body.as_bytes()))
        };
        let body = lines(&[vacancy("V-1")]);
        let (first, second) = (post(&body), post(&body));
        assert_eq!(first.expect(202)["id"], second.expect(202)["id"]);
        assert_eq!(second.header("idempotency-replayed"), "true");
        post(&lines(&[vacancy("V-2")])).problem(422, "idempotency-key-reused");
    }

    fn who_imports_what_is_told_apart(app) {
        let (employer, agency) = (app.employer(), app.agency());
        send(&employer, "candidates", NDJSON, "{}\n").problem(403, "forbidden");
        send(&agency, "vacancies", NDJSON, "{}\n").problem(403, "forbidden");
        send(&app.operator(), "vacancies", NDJSON, "{}\n").problem(403, "forbidden");
        send(&app.partner(), "vacancies", NDJSON, "{}\n").problem(403, "forbidden");
        send(&app.anonymous(), "vacancies", NDJSON, "{}\n").problem(401, "unauthenticated");
        let narrow = app.client(Role::Employer, app.new_employer(), "imports:write");
        send(&narrow, "vacancies", NDJSON, "{}\n").problem(403, "forbidden");
        let path = import(&employer, "vacancies", NDJSON, lines(&[vacancy("V-1")]));
        for stranger in [app.employer(), agency] {
            stranger.get(&path).problem(404, "not-found");
            stranger.get(&format!("{path}/results")).problem(404, "not-found");
            stranger.send("GET", &format!("{path}/results"), &[("accept", CSV)], None).problem(404, "not-found");
            stranger.transition(&path, "cancelled").problem(404, "not-found");
            assert_eq!(stranger.get("/v1/imports").expect(200)["items"], json!([]));
        }
        assert_eq!(employer.get("/v1/imports").expect(200)["items"][0]["status"], "finished");
    }

    fn an_erased_candidate_leaves_nothing_in_reports(app) {
        let agency = app.agency();
        let path = import(&agency, "candidates", NDJSON, lines(&[candidate("C-1"), candidate("C-2")]));
        let record = format!("/v1/candidates/{}", rows(&agency, &path)[0]["id"].as_str().unwrap());
        let export = agency.get(&format!("{record}/export")).expect(200);
        assert_eq!(export["match_runs"], json!([]), "an import is no match run");
        let etag = agency.get(&record).header("etag").to_owned();
        assert_eq!(agency.delete(&record, &etag).status, 204);
        let left = rows(&agency, &path);
        assert_eq!(left.len(), 1, "{left:?}");
        assert_eq!(left[0]["external_ref"], "C-2");
    }

    fn records_of_other_systems_are_translated(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let of_hh = |id: u32, address: &Value| json!({
            "id": id.to_string(), "name": "Каменщик", "description": "<p>Кладка стен</p>", "address": address,
            "salary": {"from": 90_000, "to": null, "currency": "RUR", "gross": true}, "employment": {"id": "full"},
            "key_skills": [{"name": "Кладка кирпича"}], "contacts": {"name": "Иван Иванов"}
        });
        let body = lines(&[
            of_hh(1, &json!({"city": "Казань", "raw": "Казань, Баумана, 1"})),
            of_hh(2, &json!({"city": "Москва", "raw": "Москва, Арбат, 1"})),
            json!({"title": "no vacancy of hh"}),
        ]);
        let path = import(&employer, "vacancies&format=hh", NDJSON, &body);
        assert_eq!(outcomes(&employer, &path), ["created", "created", "refused"], "{:?}", rows(&employer, &path));
        let codes: Vec<Value> = rows(&employer, &path).iter().map(|row| row["errors"][0]["code"].clone()).collect();
        assert_eq!(codes, [Value::Null, json!("doubtful"), json!("other_format")]);
        let first = employer.get("/v1/vacancies/by-ref/1").expect(200);
        assert_eq!((&first["workplace"]["oktmo"], &first["base_salary"]["min"]), (&json!("92701000"), &json!(90_000)));
        assert_eq!(first["resolutions"][0]["concept_id"], "bricklayer", "the title goes through the resolver");
        assert!(!first.to_string().contains("Иван"));
        assert_eq!(employer.get("/v1/vacancies/by-ref/2").expect(200)["workplace"].get("oktmo"), None);
        assert_eq!(employer.get(&path).expect(200)["format"], "hh");
        let of_portal = json!({"vacancy": {
            "id": "a1", "job-name": "Каменщик", "region": {"name": "г. Москва"},
            "addresses": {"address": [{"location": "Республика Татарстан, г Казань, ул Баумана, д 1"}]}
        }});
        import(&employer, "vacancies&format=trudvsem", NDJSON, lines(&[of_portal]));
        assert_eq!(employer.get("/v1/vacancies/by-ref/a1").expect(200)["workplace"]["oktmo"], "92701000");
        let resume = json!({"external_ref": "C-1", "basics": {"name": "Иван", "label": "Каменщик"}, "skills": [{"name": "кладка кирпича"}]});
        let path = import(&agency, "candidates&format=json_resume", NDJSON, lines(&[resume]));
        assert_eq!(outcomes(&agency, &path), ["created"], "{:?}", rows(&agency, &path));
        for wrong in ["candidates&format=hh", "candidates&format=word"] {
            send(&agency, wrong, NDJSON, "{}\n").problem(400, "malformed-request");
        }
        send(&agency, "candidates&format=europass", CSV, "external_ref\n").problem(400, "malformed-request");
    }

    fn what_one_export_says_another_import_reads(app) {
        let employer = app.employer();
        let path = app.published(&employer, &vacancy("V-1"));
        let posting = app.anonymous().get(&format!("{path}/job-posting")).expect(200);
        let import = import(&employer, "vacancies&format=job_posting", NDJSON, lines(&[posting]));
        assert_eq!(outcomes(&employer, &import), ["created"], "{:?}", rows(&employer, &import));
    }
}
