//! A server with a bad setting does not start, and names it.

use std::{os::unix::fs::PermissionsExt, path::Path, process::Command};

use crate::support::{Database, postgres};

/// What a server that shall not start says; it is given another bad setting at last, so that it never does.
fn refusal(folder: &Path, variable: &str, value: &str) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_koprik"))
        .args(["serve", "--bind", "192.0.2.1:1"])
        .env("KOPRIK_DATA_DIR", folder)
        .env(variable, value)
        .output()
        .unwrap();
    assert!(!out.status.success());
    String::from_utf8(out.stderr).unwrap()
}

#[test]
fn a_bad_setting_is_refused_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let fine = refusal(folder.path(), "KOPRIK_WORKERS", "2");
    assert!(fine.contains("cannot listen on 192.0.2.1:1"), "{fine}");
    for (variable, value, named) in [
        ("KOPRIK_WORKERS", "0", "--workers"),
        ("KOPRIK_WORKERS", "100000", "--workers"),
        ("KOPRIK_PUBLIC_URL", "nonsense", "--public-url"),
        ("KOPRIK_OTLP_URL", "collector:4318", "--otlp-url"),
        ("KOPRIK_PUBLIC_URL", "https://koprik.example?x", "--public-url"),
        ("KOPRIK_CORS_ORIGINS", "*", "--cors-origins"),
        ("KOPRIK_CORS_ORIGINS", "https://a.example,b.example", "--cors-origins"),
        ("KOPRIK_TRUSTED_PROXIES", "everybody", "--trusted-proxies"),
        ("KOPRIK_REQUESTS_PER_MINUTE", "0", "--requests-per-minute"),
        ("KOPRIK_DATABASE_URL", "mysql://x", "--database-url"),
        ("KOPRIK_WRITE_BATCH", "0", "--write-batch"),
        ("KOPRIK_MATCH_RUN_LEASE", "0", "--match-run-lease"),
        ("KOPRIK_LOG", "loud", "KOPRIK_LOG"),
        ("KOPRIK_LOG", "koprik=loud", "KOPRIK_LOG"),
    ] {
        let said = refusal(folder.path(), variable, value);
        assert!(said.contains(named), "{variable}={value}: {said}");
        assert!(!said.contains("cannot listen"), "{variable}={value} was taken");
    }
}

#[test]
fn a_key_that_everybody_reads_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    koprik::api::auth::keys::Keys::open(&keys).map(drop).unwrap();
    for name in ["signing-1.pem", "cursor.key"] {
        let set = |mode| {
            let allowed = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(keys.join(name), allowed).unwrap();
        };
        for mode in [0o604, 0o620, 0o644, 0o666] {
            set(mode);
            let refused = koprik::api::auth::keys::Keys::open(&keys).map(drop).unwrap_err();
            assert!(refused.to_string().contains(name), "{refused}");
        }
        set(0o640);
        koprik::api::auth::keys::Keys::open(&keys).map(drop).unwrap();
    }
}

#[test]
fn a_database_that_may_lose_what_it_acknowledged_is_refused() {
    let Some(database) = Database::postgres() else { return };
    let folder = database.folder.path();
    let says = || refusal(folder, "KOPRIK_DATABASE_URL", &database.url);
    assert!(says().contains("cannot listen"), "a database that keeps everything is taken");
    for value in ["off", "local", "remote_write"] {
        postgres::set(&database.url, "synchronous_commit", value);
        let said = says();
        assert!(said.contains(&format!("synchronous_commit = {value}")), "{said}");
        assert!(!said.contains("cannot listen"), "it was taken: {said}");
    }
    let allowed = Command::new(env!("CARGO_BIN_EXE_koprik"))
        .args(["serve", "--bind", "192.0.2.1:1", "--allow-data-loss", "--data-dir"])
        .arg(folder)
        .env("KOPRIK_DATABASE_URL", &database.url)
        .output()
        .unwrap();
    let said = String::from_utf8(allowed.stderr).unwrap();
    assert!(said.contains("cannot listen") && said.contains("may lose"), "{said}");
    postgres::set(&database.url, "synchronous_commit", "remote_apply");
    assert!(says().contains("cannot listen"), "what keeps more is taken");
}
