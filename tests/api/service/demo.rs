//! The demo: it binds first, is complete or absent, can be served again, and ends with lines to paste.

use std::{
    fs::File,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use super::commands::ask;
use crate::support::{Client, ports::free_address, world::eventually};

/// A running demo.
pub(super) struct Demo {
    child: Child,
    pub(super) base: String,
}

impl Demo {
    /// Starts with `candidates`, and does not wait.
    fn start(folder: &Path, candidates: &str, more: &[&str]) -> Self {
        let bind = free_address();
        let child = Command::new(env!("CARGO_BIN_EXE_koprik"))
            .args(["demo", "--vacancies", "20", "--candidates", candidates, "--bind", &bind])
            .args(more)
            .arg("--data-dir")
            .arg(folder)
            .stdout(File::create(folder.with_extension("out")).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, base: format!("http://{bind}") }
    }

    /// Starts a small one, and waits until it has said all.
    pub(super) fn ready(folder: &Path, more: &[&str]) -> (Self, String) {
        Self::with(folder, "300", more)
    }

    /// Starts one with `candidates`, and waits until it has said all.
    fn with(folder: &Path, candidates: &str, more: &[&str]) -> (Self, String) {
        let demo = Self::start(folder, candidates, more);
        let said = || std::fs::read_to_string(folder.with_extension("out")).unwrap();
        eventually("the demo says what to try", || said().contains("uz-Latn"));
        (demo, said())
    }

    /// Presses Ctrl-C, and waits for the end.
    fn interrupt(mut self) -> Option<i32> {
        self.signal("-INT")
    }

    /// Sends a signal, and waits for the end.
    fn signal(&mut self, name: &str) -> Option<i32> {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.child.kill().unwrap();
        }
    }
}

/// The first client of the demo.
fn first_client(folder: &Path) -> (String, Value) {
    let text = std::fs::read_to_string(folder.join("demo-clients.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    (all["base_url"].as_str().unwrap().to_owned(), all["clients"][0]["client_id"].clone())
}

#[test]
fn a_demo_is_served_again_until_it_shall_be_fresh() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let (demo, said) = Demo::ready(&folder, &[]);
    let lines: Vec<&str> = said.trim_end().lines().rev().take(4).collect();
    assert!(
        lines.iter().all(|line| line.starts_with("curl") || line.starts_with("TOKEN=")),
        "{said}"
    );
    let listed = Client::new(&demo.base, None).get("/v1/vacancies?include=employer").expect(200);
    let employers = listed["items"].as_array().unwrap().iter().map(|one| &one["employer"]);
    assert!(employers.clone().count() > 0, "{listed}");
    for employer in employers {
        assert!(employer["verified_since"].is_string(), "{employer}");
    }
    let log = std::fs::read_to_string(folder.join("demo.log")).unwrap();
    assert!(log.contains("serving") && !said.contains("INFO"), "{log}");
    let (base, made) = first_client(&folder);
    assert_eq!((base, demo.interrupt()), (demo_base(&said), Some(0)));

    let (again, said) = Demo::ready(&folder, &[]);
    assert!(said.contains("is in") && said.contains("already"), "{said}");
    assert_eq!(first_client(&folder), (again.base.clone(), made.clone()));
    again.interrupt();

    let (fresh, _) = Demo::ready(&folder, &["--fresh"]);
    assert_ne!(first_client(&folder).1, made);
    fresh.interrupt();
}

/// The address that the demo says it is at.
fn demo_base(said: &str) -> String {
    let at = said.find("Serving on ").unwrap() + "Serving on ".len();
    said[at..].split_whitespace().next().unwrap().to_owned()
}

#[test]
fn a_demo_that_is_interrupted_or_killed_leaves_nothing_in_the_way() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let filling = || folder.join("koprik.db-wal").exists();
    let demo = Demo::start(&folder, "10000000", &[]);
    eventually("the demo is being filled", filling);
    assert_eq!(demo.interrupt(), Some(130));
    assert!(!folder.exists());

    let mut demo = Demo::start(&folder, "10000000", &[]);
    eventually("the demo is being filled", filling);
    assert_eq!(demo.signal("-TERM"), Some(143));
    assert!(!folder.exists());

    let mut demo = Demo::start(&folder, "10000000", &[]);
    eventually("the demo is being filled", filling);
    demo.child.kill().unwrap();
    demo.child.wait().unwrap();
    let (demo, said) = Demo::ready(&folder, &[]);
    assert!(said.contains("made 20 vacancies"), "{said}");
    drop(demo);
}

#[test]
fn a_demo_that_cannot_begin_changes_nothing() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let (succeeds, said) = ask(&folder, None, &["demo", "--bind", &bind]);
    assert!(!succeeds && said.contains("is another server there?"), "{said}");
    assert!(!folder.exists());

    assert!(ask(&folder, None, &["migrate"]).0);
    let refuses = || {
        for more in [&[][..], &["--fresh"]] {
            let said = refusal(&folder, more);
            assert!(said.contains("that no demo has made"), "{said}");
        }
    };
    refuses();
    std::fs::remove_file(folder.join("koprik.db")).expect("the database is still there");
    refuses();
    assert!(folder.join("keys/audit.key").exists() && !folder.join("demo.lock").exists());
}

#[test]
fn a_folder_is_used_by_one_demo_at_a_time() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let filling = Demo::start(&folder, "10000000", &[]);
    eventually("the demo is being filled", || folder.join("koprik.db-wal").exists());
    for more in [&[][..], &["--fresh"]] {
        let said = refusal(&folder, more);
        assert!(said.contains("another demo uses"), "{said}");
    }
    assert!(folder.join("koprik.db-wal").exists());
    assert_eq!(filling.interrupt(), Some(130));
    assert!(!folder.exists());
}

/// What a demo says that shall not begin in this folder.
fn refusal(folder: &Path, more: &[&str]) -> String {
    let (succeeds, said) =
        ask(folder, None, &[&["demo", "--bind", &free_address()], more].concat());
    assert!(!succeeds, "{said}");
    said
}

/// With so many, the vacancy that is shown is one for which the past has recruited already.
#[test]
fn a_vacancy_that_stands_under_an_order_is_recruited_for_under_it() {
    let parent = tempfile::tempdir().unwrap();
    let (_demo, said) = Demo::with(&parent.path().join("demo"), "800", &[]);
    assert!(said.contains("Fits at"), "{said}");
}
