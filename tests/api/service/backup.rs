//! A backup is made while others write, and holds what was acknowledged before it began.

use std::{
    os::unix::fs::PermissionsExt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use koprik::domain::access::scope::Role;

use crate::{
    store::sql::Sql,
    support::{Database, TestApp, bodies, on_both},
};

on_both! {
    fn a_backup_under_load_holds_all_that_was_acknowledged_before(app) {
        let organisation = app.new_agency();
        let agency = app.client(Role::Agency, organisation, "");
        let copy = |n: u8| app.database.folder.path().join(format!("copy-{n}.db"));
        if !app.database.url.starts_with("sqlite:") {
            let refused = app.server.app.backup(&copy(0)).unwrap_err().to_string();
            assert!(refused.contains("pg_dump"), "{refused}");
            return;
        }
        let done = Arc::new(AtomicBool::new(false));
        let (writing, until) = (agency.clone(), Arc::clone(&done));
        let writer = std::thread::spawn(move || {
            while !until.load(Ordering::Relaxed) {
                writing.post("/v1/candidates", &bodies::candidate()).expect(201);
            }
        });
        for n in 0..4 {
            let made = agency.post("/v1/candidates", &bodies::candidate());
            made.expect(201);
            let id = made.header("location").rsplit_once('/').unwrap().1.replace('-', "");
            let position = app.server.app.backup(&copy(n)).unwrap();
            let mut sql = Sql::open(&format!("sqlite://{}", copy(n).display()));
            let known = format!("SELECT status AS text FROM candidates WHERE id = x'{id}'");
            assert_eq!(sql.texts(&known), ["draft"]);
            let newest = sql.texts("SELECT CAST(max(n) AS text) AS text FROM changes");
            assert_eq!(newest, [position.to_string()]);
            assert_eq!(std::fs::metadata(copy(n)).unwrap().permissions().mode() & 0o777, 0o600);
        }
        done.store(true, Ordering::Relaxed);
        writer.join().unwrap();
        let url = format!("sqlite://{}", copy(3).display());
        let restored = TestApp::spawn_with(Arc::new(Database::at(url)), &[]);
        let known = restored.client(Role::Agency, organisation, "").get("/v1/candidates?limit=100");
        assert!(known.expect(200)["items"].as_array().unwrap().len() >= 4, "a copy is served");
        let twice = app.server.app.backup(&copy(0)).unwrap_err().to_string();
        assert!(twice.contains("copy-0.db"), "nothing is overwritten: {twice}");
    }
}
