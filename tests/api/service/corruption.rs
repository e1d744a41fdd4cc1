//! A database that cannot be read to its end is told of once, with the place and what to do.

use std::{
    fs::File,
    process::{Command, Stdio},
};

use super::commands::ask;
use crate::{
    store::sql::Sql,
    support::{Client, Database, TestApp, bodies, on_both, ports::free_address, world::eventually},
};

on_both! {
    fn a_corrupt_row_stops_the_loading_and_is_named_once(app) {
        let path = app.published(&app.employer(), &bodies::vacancy());
        let id = path.rsplit('/').next().unwrap();
        let corrupt = r#"{"format": 1}"#;
        Sql::of(app).run(&format!("UPDATE vacancies SET body = '{corrupt}'")).unwrap();
        let log = app.database.folder.path().join("log");
        let bind = free_address();
        let mut server = Command::new(env!("CARGO_BIN_EXE_koprik"))
            .args(["serve", "--bind", &bind, "--data-dir"])
            .arg(app.database.folder.path())
            .env("KOPRIK_DATABASE_URL", &app.database.url)
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let client = Client::new(&format!("http://{bind}"), None);
        eventually("the server says that somebody must mend it", || {
            client.try_send("GET", "/readyz", &[], None).is_ok_and(|answer| answer.text.contains("mends it"))
        });
        server.kill().unwrap();
        server.wait().unwrap();
        let log = std::fs::read_to_string(log).unwrap();
        let told: Vec<&str> = log.lines().filter(|line| line.contains("cannot be loaded")).collect();
        assert_eq!(told.len(), 1, "{log}");
        assert!(told[0].contains(&format!("the row {id} of vacancies is corrupt")) && told[0].contains("mend or delete"), "{log}");
    }
}

#[test]
fn a_file_that_is_damaged_in_the_middle_says_from_which_row_on() {
    let app = TestApp::spawn(Database::sqlite());
    let path = app.published(&app.employer(), &bodies::vacancy());
    let mut sql = Sql::of(&app);
    sql.copy_vacancies(path.rsplit('/').next().unwrap(), 500);
    sql.run("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let file = app.database.folder.path().join("koprik.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let pages: Vec<usize> = (0..bytes.len() / PAGE)
        .filter(|page| is_leaf_of_vacancies(&bytes[page * PAGE..(page + 1) * PAGE]))
        .collect();
    let damaged = pages[pages.len() / 2] * PAGE;
    bytes[damaged..damaged + PAGE].fill(0x55);
    std::fs::write(&file, bytes).unwrap();
    let (succeeds, said) = ask(app.database.folder.path(), None, &["rebuild-check"]);
    assert!(!succeeds, "{said}");
    assert!(said.contains("the rows of vacancies after ") && said.contains("malformed"), "{said}");
    assert!(
        said.contains("restore a backup") && !said.contains(&uuid::Uuid::nil().to_string()),
        "{said}"
    );
}

/// Bytes of a page of an SQLite file.
const PAGE: usize = 4096;

/// Whether a page holds rows, and those of vacancies.
fn is_leaf_of_vacancies(page: &[u8]) -> bool {
    let holds = |text: &[u8]| page.windows(text.len()).any(|some| some == text);
    matches!(page[0], 0x0a | 0x0d) && holds(b"job_start_date")
}
