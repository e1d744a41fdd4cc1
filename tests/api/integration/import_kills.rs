//! An import writes each of its rows once, however often the program is killed while it reads.

use koprik::domain::access::scope::Role;
use serde_json::Value;

use super::imports::{NDJSON, lines, outcomes, rows, vacancy, walk};
use crate::{
    service::crash::{Login, Program, shared},
    support::{Database, TestApp, world::eventually},
};

/// How often the program is killed.
const KILLS: u64 = 4;
/// Rows of the file.
const ROWS: usize = 60;

fn each_row_is_written_once_however_often_the_program_is_killed(database: &Database) {
    let setup = TestApp::spawn_with(shared(database), &["--match-run-batch", "0"]);
    let (id, secret) = setup.credentials(Role::Employer, setup.new_employer(), "");
    drop(setup);
    let slow = ["--match-run-batch", "2", "--match-run-rest", "50", "--match-run-lease", "1"];
    let mut running = Program::start_with(database, &slow);
    let login = Login(id, secret);
    let file: Vec<Value> = (0..ROWS).map(|row| vacancy(&format!("V-{row}"))).collect();
    let headers = [("content-type", NDJSON)];
    let sent = login.on(&running.base).send(
        "POST",
        "/v1/imports?of=vacancies",
        &headers,
        Some(lines(&file).as_bytes()),
    );
    sent.expect(202);
    let import = sent.header("location").to_owned();
    for kill in 1..=KILLS {
        let client = login.on(&running.base);
        let done = || client.get(&import).expect(200)["done"].as_u64().unwrap();
        eventually("the import goes on", || done() > 6 * kill);
        assert_ne!(
            client.get(&import).expect(200)["status"],
            "finished",
            "it is killed in the middle"
        );
        running.kill();
        running = Program::start_with(database, &slow);
    }
    let client = login.on(&running.base);
    eventually("the import ends", || client.get(&import).expect(200)["status"] == "finished");
    assert_eq!(client.get(&import).expect(200)["done"], ROWS);
    assert_eq!(outcomes(&client, &import), vec!["created"; ROWS], "no row met itself");
    let told: Vec<u64> =
        rows(&client, &import).iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(told, (1..=ROWS as u64).collect::<Vec<_>>(), "each row is told of once");
    let written = walk(&client, "/v1/vacancies", 100);
    assert_eq!(written.len(), ROWS);
    assert!(written.iter().all(|record| record["version"] == 1), "each was written once");
}

#[test]
fn each_row_is_written_once_however_often_the_program_is_killed_on_sqlite() {
    each_row_is_written_once_however_often_the_program_is_killed(&Database::sqlite());
}

#[test]
fn each_row_is_written_once_however_often_the_program_is_killed_on_postgres() {
    if let Some(database) = Database::postgres() {
        each_row_is_written_once_however_often_the_program_is_killed(&database);
    }
}
