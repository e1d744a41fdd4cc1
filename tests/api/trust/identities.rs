//! Who a candidate is: sealed, for the agency alone, and once for each person.

use std::{
    os::unix::fs::PermissionsExt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use koprik::api::openapi;
use serde_json::{Value, json};

use super::key_service::KeyService;
use crate::{
    service::commands::ask,
    store::sql::Sql,
    support::{Answer, Client, TestApp, bodies, on_both, world::but},
};

fn person(members: &Value) -> Value {
    let somebody = json!({
        "latin_name": {"family": "Karimov", "given": "Gʻayrat", "patronymic": "Anvarovich"},
        "birth_date": "1990-02-15",
        "passport": {"number": "AA1234567", "expires_on": "2031-05-14"},
        "phone": "+998901234567",
        "clearances": [{"kind": "medical", "result": "passed", "day": "2026-10-20"}]
    });
    but(somebody, members)
}

/// A new candidate's path.
fn candidate(agency: &Client) -> String {
    let made = agency.post("/v1/candidates", &bodies::candidate());
    made.expect(201);
    made.header("location").to_owned()
}

fn put(agency: &Client, candidate: &str, members: &Value) -> Answer {
    agency.put(&format!("{candidate}/identity"), &[], &person(members))
}

fn get(client: &Client, candidate: &str) -> Answer {
    client.get(&format!("{candidate}/identity"))
}

/// How many rows of a table there are.
fn count(app: &TestApp, table: &str) -> usize {
    Sql::of(app).texts(&format!("SELECT 'row' AS text FROM {table}")).len()
}

/// The ids of the master keys that wrap something.
fn masters(app: &TestApp) -> Vec<String> {
    Sql::of(app).texts("SELECT DISTINCT master AS text FROM subject_keys")
}

on_both! {
    fn the_agency_alone_writes_and_reads_who_a_candidate_is(app) {
        let agency = app.agency();
        let path = candidate(&agency);
        get(&agency, &path).problem(404, "not-found");
        let written = put(&agency, &path, &json!({})).expect(200);
        assert_eq!(get(&agency, &path).expect(200), written);
        assert_eq!((&written["version"], &written["latin_name"]["family"]), (&json!(1), &json!("Karimov")));
        for (stranger, status) in [(app.operator(), 403), (app.employer(), 403), (app.agency(), 404), (app.partner(), 403)] {
            for answer in [get(&stranger, &path), put(&stranger, &path, &json!({})), stranger.delete(&format!("{path}/identity"), "*")] {
                assert_eq!(answer.status, status, "{}", answer.text);
            }
        }
        let masters = std::fs::metadata(app.database.folder.path().join("keys/master.key")).unwrap();
        assert_eq!(masters.permissions().mode() & 0o777, 0o600);
    }

    fn a_person_is_registered_once(app) {
        let (agency, other) = (app.agency(), app.agency());
        let first = candidate(&agency);
        put(&agency, &first, &json!({})).expect(200);
        put(&agency, &first, &json!({"phone": "+998900000000"})).expect(200);
        let id = first.rsplit_once('/').unwrap().1;
        let without_documents = |name: Value| json!({"latin_name": null, "cyrillic_name": name, "passport": null});
        let same = [
            json!({"latin_name": {"family": "Rahimov", "given": "Olim"}, "birth_date": "1980-01-01"}),
            without_documents(json!({"family": "Каримов", "given": "Ғайрат"})),
            without_documents(json!({"family": "Ғайрат", "given": "Каримов"})),
            without_documents(json!({"family": "Карmов", "given": "Ғайрат"})),
        ];
        let (second, foreign) = (candidate(&agency), candidate(&other));
        for members in &same {
            let own = put(&agency, &second, members).problem(409, "conflict");
            assert!(own["detail"].as_str().unwrap().contains(id), "{own}");
            let told = put(&other, &foreign, members).problem(409, "conflict").to_string();
            assert!(!told.contains(id) && told.contains("another agency"), "{told}");
        }
        put(&other, &foreign, &without_documents(json!({"family": "Каримов", "given": "Олим"}))).expect(200);
        get(&agency, &second).problem(404, "not-found");

        let numbered = |pinfl: &str, passport: &str| json!({"pinfl": pinfl, "passport": {"number": passport, "expires_on": "2031-05-14"}});
        put(&agency, &first, &numbered("31502901234567", "AA1234567")).expect(200);
        put(&agency, &second, &numbered("31502907654321", "AB7654321")).expect(200);
        agency.delete(&first, "*").expect(204);
        let third = candidate(&other);
        put(&other, &third, &numbered("31502901234567", "AA1234567")).expect(200);
    }

    fn an_identity_is_whole_and_nobody_overwrites_what_they_have_not_seen(app) {
        let agency = app.agency();
        let path = candidate(&agency);
        for (members, pointer) in [
            (json!({"latin_name": null}), "/latin_name"),
            (json!({"pinfl": "31602901234567"}), "/pinfl"),
            (json!({"pinfl": "91502901234567"}), "/pinfl"),
            (json!({"birth_date": "2026-11-25"}), "/birth_date"),
            (json!({"passport": {"number": "aa1234567", "expires_on": "2031-05-14"}}), "/passport/number"),
            (json!({"phone": "8 901"}), "/phone"),
            (json!({"email": "nobody"}), "/email"),
            (json!({"clearances": [{"kind": "medical", "result": "passed", "day": "2026-11-25"}]}), "/clearances/0/day"),
            (json!({"clearances": [{"kind": "medical", "result": "passed", "day": "2026-10-20", "diagnosis": "none"}]}), "/clearances/0/diagnosis"),
            (json!({"photo": "…"}), "/photo"),
        ] {
            let refused = put(&agency, &path, &members);
            assert_eq!(refused.pointers(), [pointer]);
        }
        let first = put(&agency, &path, &json!({}));
        first.expect(200);
        let etag = first.header("etag").to_owned();
        let address = format!("{path}/identity");
        agency.put(&address, &[("if-match", &etag)], &person(&json!({"phone": "+998900000001"}))).expect(200);
        agency.put(&address, &[("if-match", &etag)], &person(&json!({}))).problem(412, "precondition-failed");
        assert_eq!(get(&agency, &path).expect(200)["phone"], "+998900000001");
    }

    fn a_deleted_identity_takes_its_key_along(app) {
        let agency = app.agency();
        let (path, other) = (candidate(&agency), candidate(&agency));
        put(&agency, &path, &json!({})).expect(200);
        assert_eq!((count(app, "identities"), count(app, "subject_keys")), (1, 2), "its key, and that of the marks");
        agency.send("DELETE", &format!("{path}/identity"), &[], None).expect(204);
        get(&agency, &path).problem(404, "not-found");
        agency.send("DELETE", &format!("{path}/identity"), &[], None).problem(404, "not-found");
        assert_eq!((count(app, "identities"), count(app, "subject_keys"), count(app, "identity_marks")), (0, 1, 0));
        put(&agency, &other, &json!({})).expect(200);
        agency.delete(&other, "*").expect(204);
        assert_eq!((count(app, "identities"), count(app, "subject_keys"), count(app, "identity_marks")), (0, 1, 0));
    }

    fn what_is_sealed_opens_at_its_place_alone(app) {
        let agency = app.agency();
        let paths = [candidate(&agency), candidate(&agency)];
        put(&agency, &paths[0], &json!({})).expect(200);
        let another = json!({"latin_name": {"family": "Rahimov", "given": "Olim"}, "passport": null});
        put(&agency, &paths[1], &another).expect(200);
        let mut sql = Sql::of(app);
        for (table, column, row) in [("identities", "sealed", "candidate"), ("subject_keys", "wrapped", "subject")] {
            let rows = [0, 1].map(|at: usize| {
                let hex = paths[at].rsplit_once('/').unwrap().1.replace('-', "");
                sql.either("'{}'", "x'{}'").replace("{}", &hex)
            });
            let value = |sql: &mut Sql, id: &str| {
                sql.texts(&format!("SELECT {column} AS text FROM {table} WHERE {row} = {id}")).pop().unwrap()
            };
            let swap = |sql: &mut Sql| {
                let values = rows.clone().map(|id| value(sql, &id));
                for (id, value) in rows.iter().zip(values.iter().rev()) {
                    let set = format!("UPDATE {table} SET {column} = '{value}' WHERE {row} = {id}");
                    assert_eq!(sql.run(&set).unwrap(), 1);
                }
            };
            swap(&mut sql);
            for path in &paths {
                assert_eq!(get(&agency, path).status, 500, "{table}.{column} of another row");
            }
            swap(&mut sql);
            for path in &paths {
                get(&agency, path).expect(200);
            }
        }
    }

    fn the_command_renews_master_keys_while_everybody_reads(app) {
        let agency = app.agency();
        let paths: Vec<String> = (0..12).map(|n| {
            let path = candidate(&agency);
            let born = json!({"birth_date": format!("1990-01-{:02}", n + 1), "passport": null});
            put(&agency, &path, &born).expect(200);
            path
        }).collect();
        let before = masters(app);
        let (done, second) = (Arc::new(AtomicBool::new(false)), app.another());
        let clients = [agency.clone(), second.anonymous().with_token(agency.token())];
        let readers: Vec<_> = clients.into_iter().map(|client| {
            let (done, paths) = (Arc::clone(&done), paths.clone());
            std::thread::spawn(move || {
                let mut read = 0;
                while !done.load(Ordering::Relaxed) {
                    get(&client, &paths[read % paths.len()]).expect(200);
                    read += 1;
                }
                read
            })
        }).collect();
        for _ in 0..3 {
            let (folder, url) = (app.database.folder.path(), Some(app.database.url.as_str()));
            let (succeeds, said) = ask(folder, url, &["vault", "rotate"]);
            assert!(succeeds && said.contains("13 keys are wrapped anew"), "{said}");
        }
        done.store(true, Ordering::Relaxed);
        for reader in readers {
            assert!(reader.join().unwrap() > 0);
        }
        let after = masters(app);
        assert_eq!((before.len(), after.len()), (1, 1));
        assert_ne!(before, after);
        put(&agency, &paths[0], &json!({"birth_date": "1990-01-01", "passport": null})).expect(200);
    }

    fn an_outside_service_may_hold_the_master_keys(app) {
        let service = KeyService::start("s.token");
        let settings = ["--key-service-url", &service.url, "--key-service-token", "s.token"];
        let app = TestApp::spawn_with(Arc::clone(&app.database), &settings);
        let agency = app.agency();
        let path = candidate(&agency);
        put(&agency, &path, &json!({})).expect(200);
        assert_eq!(masters(&app), ["koprik:v1"]);
        service.rotate();
        get(&agency, &path).expect(200);
        assert_eq!(app.server.app.rotate_master_key().unwrap(), 2);
        assert_eq!(masters(&app), ["koprik:v2"]);
        get(&agency, &path).expect(200);
        assert!(service.answered() > 4);
        drop(service);
        get(&agency, &path).problem(503, "temporary-reduced-capacity");
        agency.get(&path).expect(200);
    }
}

#[test]
fn no_schema_asks_for_a_diagnosis_or_for_biometrics() {
    let document = openapi::document();
    let mut names = Vec::new();
    members(&document["components"]["schemas"], &mut names);
    assert!(names.contains(&"passport".to_owned()) && names.len() > 100);
    let banned = [
        "diagnos",
        "disease",
        "illness",
        "hiv",
        "biometr",
        "finger",
        "face_",
        "facial",
        "photo",
        "iris",
        "dna",
        "blood",
        "pregnan",
        "religio",
        "ethnic",
        "nationalit",
    ];
    let asked: Vec<&String> =
        names.iter().filter(|name| banned.iter().any(|word| name.contains(word))).collect();
    assert!(asked.is_empty(), "{asked:?}");
}

/// The names of all members within a part of the document.
fn members(part: &Value, names: &mut Vec<String>) {
    match part {
        Value::Array(items) => items.iter().for_each(|item| members(item, names)),
        Value::Object(object) => {
            let properties = object.get("properties").and_then(Value::as_object);
            names.extend(properties.into_iter().flat_map(|properties| properties.keys().cloned()));
            object.values().for_each(|value| members(value, names));
        }
        _ => {}
    }
}
