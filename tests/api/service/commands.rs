//! What the commands refuse, and that they say why.

use std::{
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};

use super::crash::Program;
use crate::{
    store::sql::Sql,
    support::{Client, Database, TestApp, on_both},
};

/// Whether the program succeeds with nobody at the terminal, and what it says on both streams.
pub(crate) fn ask(folder: &Path, url: Option<&str>, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_koprik"));
    command.args(args).arg("--data-dir").arg(folder).stdin(Stdio::null());
    if let Some(url) = url {
        command.env("KOPRIK_DATABASE_URL", url);
    }
    let done = command.output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

fn ask_about(app: &TestApp, args: &[&str]) -> (bool, String) {
    ask(app.database.folder.path(), Some(&app.database.url), args)
}

#[test]
fn a_command_on_a_folder_without_a_database_names_the_path_and_makes_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let (folder, file) = (parent.path().join("nowhere"), parent.path().join("own.csv"));
    std::fs::write(&file, "id,label_en\nown.a,a lace\n").unwrap();
    let file = file.display().to_string();
    let commands: [&[&str]; 7] = [
        &["taxonomy", "export"],
        &["clients", "list"],
        &["clients", "create", "--role", "operator"],
        &["match-run"],
        &["rebuild-check"],
        &["migrate", "--revert", "1", "--yes"],
        &["taxonomy", "import", &file, "--kind", "skill"],
    ];
    for args in commands {
        let (succeeds, said) = ask(&folder, None, args);
        let named = said.contains(&folder.join("koprik.db").display().to_string());
        assert!(!succeeds && named && said.contains("there is no database"), "{args:?}: {said}");
        assert!(!folder.exists(), "{args:?}");
    }
}

#[test]
fn a_command_whose_database_does_not_answer_makes_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("nowhere");
    let nobody = "postgres://koprik@127.0.0.1:1/koprik";
    let (succeeds, said) = ask(&folder, Some(nobody), &["clients", "list"]);
    assert!(!succeeds && said.contains("check KOPRIK_DATABASE_URL"), "{said}");
    assert!(!folder.exists());
}

#[test]
fn a_command_whose_output_nobody_reads_does_its_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_koprik"));
    let migrate = command.args(["migrate", "--data-dir"]).arg(folder.path());
    let mut migrating = migrate.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(migrating.stdout.take());
    let done = migrating.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let (succeeds, said) = ask(folder.path(), None, &["clients", "list"]);
    assert!(succeeds, "{said}");
}

#[test]
fn a_name_can_be_listened_on() {
    let port = TcpListener::bind("localhost:0").unwrap().local_addr().unwrap().port();
    let (database, bind) = (Database::sqlite(), format!("localhost:{port}"));
    let program = Program::start_at(&database, &bind, &[]);
    let ready = Client::new(&format!("http://{bind}"), None).get("/readyz");
    assert_eq!(ready.status, 200);
    program.kill();
    let (succeeds, said) = ask(database.folder.path(), None, &["serve", "--bind", "nowhere"]);
    assert!(!succeeds && said.contains("expected an address and a port"), "{said}");
}

on_both! {
    fn a_database_of_a_newer_release_is_refused(app) {
        Sql::of(app).run("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')").unwrap();
        let commands: [&[&str]; 6] = [
            &["doctor", "--bind", "127.0.0.1:0"],
            &["serve", "--bind", "127.0.0.1:0"],
            &["serve", "--bind", "127.0.0.1:0", "--no-migrate"],
            &["migrate"],
            &["migrate", "--revert", "1", "--yes"],
            &["clients", "list"],
        ];
        for args in commands {
            let (succeeds, said) = ask_about(app, args);
            let named = said.contains("newer release") && said.contains("29991231000000");
            assert!(!succeeds && named, "{args:?}: {said}");
        }
    }

    fn taking_migrations_back_asks_first(app) {
        let (succeeds, said) = ask_about(app, &["migrate", "--revert", "1"]);
        assert!(!succeeds && said.contains("nothing was taken back"), "{said}");
        let ran = app.server.app.migrations_that_ran().unwrap();
        let (succeeds, said) = ask_about(app, &["migrate", "--revert", "999", "--yes"]);
        assert!(!succeeds && said.contains(&format!("{ran} migrations have run")), "{said}");
        assert_eq!(app.server.app.pending_migrations().unwrap(), 0);
        let (succeeds, said) = ask_about(app, &["migrate", "--revert", "1", "--yes"]);
        assert!(succeeds && said.contains("1 migrations reverted"), "{said}");
        assert_eq!(app.server.app.pending_migrations().unwrap(), 1);
    }
}
