//! Measurements: not for everybody, on an address of their own for who wants that, and what is watched is there.

use std::collections::BTreeSet;

use super::crash::Program;
use crate::support::{Client, Database, on_both, ports::free_address};

/// What an installation is watched by.
const WATCHED: [&str; 2] = [
    include_str!("../../../operations/alerts.yaml"),
    include_str!("../../../operations/dashboard.json"),
];

/// The measurements that a text names.
fn named(text: &str) -> BTreeSet<&str> {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    let words = text.split(|letter| !is_part(letter));
    words.filter(|word| word.starts_with("koprik_")).collect()
}

on_both! {
    fn measurements_are_for_operators(app) {
        app.anonymous().get("/metrics").problem(401, "unauthenticated");
        app.partner().get("/metrics").problem(403, "forbidden");
        assert!(app.operator().get("/metrics").text.contains("\nkoprik_ready 1\n"));
    }

    fn what_is_watched_is_measured(app) {
        app.operator().get("/v1/me").expect(200);
        let employer = app.employer();
        let vacancy = app.published(&employer, &crate::support::bodies::vacancy());
        employer.get(&format!("{vacancy}/matches")).expect(200);
        let text = app.operator().get("/metrics").text;
        let measured = named(&text);
        let watched: BTreeSet<&str> = WATCHED.into_iter().flat_map(named).collect();
        assert!(watched.len() > 10, "{watched:?}");
        let missing: Vec<_> = watched.difference(&measured).collect();
        assert!(missing.is_empty(), "{missing:?} of {measured:?}");
    }
}

#[test]
fn an_address_of_their_own_answers_measurements_and_nothing_else() {
    let apart = free_address();
    let program = Program::start_with(&Database::sqlite(), &["--metrics-bind", &apart]);
    let scraper = Client::new(&format!("http://{apart}"), None);
    assert!(scraper.get("/metrics").text.contains("koprik_build_info{version=\""));
    assert_eq!(scraper.get("/docs/").status, 404);
    Client::new(&program.base, None).get("/metrics").problem(401, "unauthenticated");
}
