//! The schema's history: the same names for both databases, and a way back.

use std::collections::BTreeSet;

use crate::{
    store::sql::Sql,
    support::{Database, TestApp, on_both, world::eventually},
};

fn names(backend: &str) -> BTreeSet<String> {
    let folder = format!("{}/migrations/{backend}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

on_both! {
    fn every_migration_goes_up_down_and_up(app) {
        let all = names("sqlite").len();
        assert_eq!(app.server.app.pending_migrations().unwrap(), 0);
        let reverted = app.server.app.revert_migrations(all).unwrap();
        assert_eq!(reverted.len(), all);
        assert_eq!(app.server.app.pending_migrations().unwrap(), all);
        let again = app.server.app.migrate().unwrap();
        assert_eq!(again, reverted.into_iter().rev().collect::<Vec<_>>());
    }
}

#[test]
fn servers_that_start_at_once_migrate_once() {
    for database in
        [Some(Database::empty_sqlite()), Database::empty_postgres()].into_iter().flatten()
    {
        let database = std::sync::Arc::new(database);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| TestApp::spawn_with(std::sync::Arc::clone(&database), &[]));
            }
        });
    }
}

#[test]
fn a_migration_that_others_stand_in_the_way_of_is_tried_again_on_postgres() {
    let Some(database) = Database::postgres() else { return };
    let app = TestApp::spawn(database);
    let (mut sql, migrations) = (Sql::of(&app), &app.server.app);
    while !migrations.revert_migrations(1).unwrap()[0].starts_with("20261204110000") {}
    // It makes triggers on applications, then on job orders: whoever takes them the other way round meets it half way.
    for step in ["BEGIN", "SET LOCAL deadlock_timeout = '1h'", "LOCK TABLE job_orders"] {
        sql.run(step).unwrap();
    }
    std::thread::scope(|scope| {
        let migrating = scope.spawn(|| migrations.migrate());
        eventually("the migration waits", || {
            let waiting = "SELECT pid::text AS text FROM pg_locks WHERE NOT granted";
            migrating.is_finished() || !Sql::of(&app).texts(waiting).is_empty()
        });
        sql.run("LOCK TABLE applications").unwrap();
        sql.run("COMMIT").unwrap();
        assert!(migrating.join().unwrap().unwrap()[0].starts_with("20261204110000"));
    });
}
