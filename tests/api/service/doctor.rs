//! The doctor: it finds what is wrong, names how to mend it, and changes nothing.

use std::{fs, net::TcpListener};

use super::commands::ask;
use crate::{
    store::sql::Sql,
    support::{Database, TestApp, bodies::vacancy, on_both},
};

/// What the doctor says, and whether all is well.
fn look(app: &TestApp, args: &[&str]) -> (bool, String) {
    let asked = [&["doctor", "--bind", "127.0.0.1:0"], args].concat();
    ask(app.database.folder.path(), Some(&app.database.serving()), &asked)
}

/// Checks that the doctor finds one fault, in this part and in these words.
fn finds(app: &TestApp, part: &str, words: &str) {
    let (well, said) = look(app, &[]);
    let wrong: Vec<&str> = said.lines().filter(|line| line.starts_with("WRONG")).collect();
    assert!(!well && wrong.len() == 1, "{said}");
    assert!(wrong[0].starts_with(&format!("WRONG  {part}:")) && wrong[0].contains(words), "{said}");
}

on_both! {
    fn a_server_that_is_well_has_nothing_to_mend(app) {
        let (well, said) = look(app, &[]);
        assert!(well && said.lines().count() == 9, "{said}");
        assert!(said.lines().all(|line| line.starts_with("ok ")), "{said}");
    }

    fn a_schema_of_another_release_is_found(app) {
        app.server.app.revert_migrations(1).unwrap();
        finds(app, "schema", "koprik migrate");
    }

    fn a_key_that_is_gone_is_found_and_not_made_anew(app) {
        let key = app.database.folder.path().join("keys/cursor.key");
        fs::remove_file(&key).unwrap();
        finds(app, "keys", "lacks cursor.key");
        assert!(!key.exists());
    }

    fn a_row_that_cannot_be_read_is_found(app) {
        let path = app.published(&app.employer(), &vacancy());
        Sql::of(app).run("UPDATE vacancies SET status = 'lost'").unwrap();
        finds(app, "records", path.rsplit('/').next().unwrap());
    }

    fn a_database_that_does_not_hold_together_is_found(app) {
        app.published(&app.employer(), &vacancy());
        let sqlite = app.database.url.starts_with("sqlite");
        let spoil: &[&str] = if sqlite {
            &["PRAGMA foreign_keys = OFF", "DELETE FROM employers"]
        } else {
            &["ALTER TABLE vacancies ADD CONSTRAINT doubtful CHECK (version > 1000000) NOT VALID"]
        };
        let mut sql = Sql::of(app);
        for statement in spoil {
            sql.run(statement).unwrap();
        }
        finds(app, "wholeness", if sqlite { "points to nothing" } else { "doubtful was never checked" });
    }
}

#[test]
fn an_address_that_is_taken_is_found() {
    let app = TestApp::spawn(Database::sqlite());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let (well, said) =
        ask(app.database.folder.path(), Some(&app.database.url), &["doctor", "--bind", &bind]);
    assert!(!well && said.contains(&format!("cannot listen on {bind}")), "{said}");
}

#[cfg(unix)]
#[test]
fn a_key_that_everybody_reads_is_found() {
    use std::os::unix::fs::PermissionsExt;
    let app = TestApp::spawn(Database::sqlite());
    let key = app.database.folder.path().join("keys/audit.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    finds(&app, "keys", "chmod 600");
}

#[test]
fn a_folder_without_a_database_is_named_and_nothing_is_made() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("nowhere");
    let (well, said) = ask(&folder, None, &["doctor", "--bind", "127.0.0.1:0"]);
    assert!(!well && said.contains("WRONG  database: there is no database at"), "{said}");
    assert!(said.contains("ok     keys: the first start makes"), "{said}");
    assert!(!folder.exists());
}
