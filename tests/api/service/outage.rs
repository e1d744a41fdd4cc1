//! The database goes away and comes back: short refusals meanwhile, no restart, nothing lost.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use koprik::domain::access::scope::Role;
use uuid::Uuid;

use crate::{
    store::sql::Sql,
    support::{
        Client, Database, TestApp, bodies, on_both, postgres,
        world::{self, eventually},
    },
};

/// A way to a database on which nothing moves while it is stalled: connections are taken and not answered.
struct Way {
    url: String,
    stalled: Arc<AtomicBool>,
}

impl Way {
    fn to(url: &str) -> Self {
        let (head, rest) = url.split_once("127.0.0.1:").unwrap();
        let (port, database) = rest.split_once('/').unwrap();
        let upstream = format!("127.0.0.1:{port}");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let stalled = Arc::new(AtomicBool::new(false));
        let of_all = Arc::clone(&stalled);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (client, server) = (client.unwrap(), TcpStream::connect(&upstream).unwrap());
                for (from, to) in [(&client, &server), (&server, &client)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let stalled = Arc::clone(&of_all);
                    std::thread::spawn(move || carry(from, to, &stalled));
                }
            }
        });
        Self { url: format!("{head}127.0.0.1:{port}/{database}"), stalled }
    }

    fn stall(&self, stalled: bool) {
        self.stalled.store(stalled, Ordering::Relaxed);
    }
}

/// Carries bytes one way until that ends.
fn carry(mut from: TcpStream, mut to: TcpStream, stalled: &AtomicBool) {
    let mut bytes = [0; 16 << 10];
    while let Ok(n @ 1..) = from.read(&mut bytes) {
        while stalled.load(Ordering::Relaxed) {
            std::thread::park_timeout(Duration::from_millis(5));
        }
        if to.write_all(&bytes[..n]).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both)); // the other way ends with it
}

fn ask_for_token(client: &Client, id: Uuid, secret: &str) -> u16 {
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    client.send("POST", "/oauth/token", &headers, Some(form.as_bytes())).status
}

#[test]
fn a_database_that_takes_connections_and_does_not_answer_is_503_everywhere() {
    let Some(mut database) = Database::postgres() else { return };
    let way = Way::to(&database.url);
    database.url.clone_from(&way.url);
    let app = TestApp::spawn_with(Arc::new(database), &["--request-deadline", "2"]);
    let (id, secret) = app.credentials(Role::Agency, app.new_agency(), "");
    let agency = app.anonymous().with_token(&app.token(id, &secret));
    let candidate = app.available(&agency, &bodies::candidate());

    way.stall(true);
    assert_eq!(ask_for_token(&app.anonymous(), id, &secret), 503);
    for answer in [agency.get(&candidate), agency.get("/v1/candidates"), agency.get("/v1/me")] {
        answer.problem(503, "temporary-reduced-capacity");
        assert!(!answer.header("retry-after").is_empty());
    }
    for change in [
        agency.post("/v1/candidates", &bodies::candidate()),
        agency.transition(&candidate, "paused"),
    ] {
        change.expect(503);
        assert!(!change.header("retry-after").is_empty());
    }
    eventually("it is not ready", || app.anonymous().get("/readyz").status == 503);
    app.anonymous().get("/healthz").expect(200);

    way.stall(false);
    eventually("it is ready again", || app.anonymous().get("/readyz").status == 200);
    eventually("it answers", || ask_for_token(&app.anonymous(), id, &secret) == 200);
    agency.get(&candidate).expect(200);
}

on_both! {
    fn a_server_whose_schema_was_taken_back_is_not_ready(app) {
        let ready = || app.anonymous().get("/readyz").status;
        let mut sql = Sql::of(app);
        let newest = "SELECT max(version) AS text FROM __diesel_schema_migrations";
        let newest = sql.texts(newest).remove(0);
        sql.run(&format!("DELETE FROM __diesel_schema_migrations WHERE version = '{newest}'")).unwrap();
        eventually("it is not ready", || ready() == 503);
        sql.run(&format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{newest}')")).unwrap();
        eventually("it is ready again", || ready() == 200);
    }
}

#[test]
fn a_server_whose_database_takes_no_writes_is_not_ready() {
    let app = TestApp::spawn(Database::sqlite());
    let ready = || app.anonymous().get("/readyz").status;
    app.anonymous().get("/v1/vacancies").expect(200); // what ended with the day before is written by then
    let mut sql = Sql::of(&app);
    sql.run("BEGIN IMMEDIATE").unwrap();
    eventually("it is not ready", || ready() == 503);
    app.anonymous().get("/v1/vacancies").expect(200);
    sql.run("ROLLBACK").unwrap();
    eventually("it is ready again", || ready() == 200);
}

#[test]
fn an_outage_of_the_database_is_503_and_heals_by_itself() {
    let Some(database) = Database::postgres() else { return };
    let app = TestApp::spawn(database);
    let (employer, agency) = (app.employer(), app.agency());
    let vacancy = app.published(&employer, &bodies::vacancy());
    let candidate = app.available(&agency, &bodies::candidate());

    postgres::let_in(&app.database.url, false);
    for answer in [
        agency.get(&candidate),
        agency.get("/v1/candidates"),
        agency.post("/v1/candidates", &bodies::candidate()),
    ] {
        answer.problem(503, "temporary-reduced-capacity");
        assert!(!answer.header("retry-after").is_empty());
    }
    app.anonymous().get("/healthz").expect(200);
    eventually("the server says that it is not ready", || {
        app.anonymous().get("/readyz").status == 503
    });

    postgres::let_in(&app.database.url, true);
    eventually("the server is ready again", || app.anonymous().get("/readyz").status == 200);
    agency.get(&candidate).expect(200);
    let another = app.available(&agency, &bodies::candidate());
    let page = employer.get(&format!("{vacancy}/matches")).expect(200);
    let mut found: Vec<String> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("/v1/candidates/{}", item["candidate_id"].as_str().unwrap()))
        .collect();
    found.sort();
    assert_eq!(found, [candidate, another]);
}

#[test]
fn a_write_that_was_refused_while_the_file_was_locked_never_happens() {
    let app = TestApp::spawn(Database::sqlite());
    let agency = app.agency();
    let mut other = Sql::of(&app);
    other.run("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|scope| {
        let posts: Vec<_> = (0..10)
            .map(|_| scope.spawn(|| agency.post("/v1/candidates", &bodies::candidate())))
            .collect();
        for post in posts {
            post.join().unwrap().problem(503, "temporary-reduced-capacity");
        }
    });
    other.run("ROLLBACK").unwrap();
    let written = app.available(&agency, &bodies::candidate());
    let page = agency.get("/v1/candidates?limit=100").expect(200);
    let found: Vec<_> = page["items"].as_array().unwrap().iter().map(world::id).collect();
    assert_eq!(found.len(), 1, "{page}");
    assert!(written.ends_with(&found[0].to_string()));
}
