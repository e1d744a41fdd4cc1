//! The guide: its pages lead to each other, and its snippets run and print the same in every language.

use std::{collections::BTreeMap, path::Path, process::Command};

use serde_json::Value;

use super::demo::Demo;
use crate::support::{Database, TestApp};

/// A language of snippets: the word behind the fence, the name of a script, and what runs it.
const LANGUAGES: [(&str, &str, &str); 3] =
    [("sh", "guide.sh", "bash"), ("python", "guide.py", "python3"), ("ts", "guide.mjs", "node")];
/// The pages, in the order in which they are read, and what their snippets print.
const PAGES: [(&str, &str); 10] = [
    ("tokens", "employer\n"),
    ("paging", "5 vacancies\n"),
    ("synchronising", "unchanged\n"),
    ("following", "up to date\ngenuine\n"),
    ("postings", "JobPosting\n5 entries\n"),
    ("states", "published\nsuspended\n"),
    ("matching", "true\n"),
    ("learning", "open to everybody\n"),
    ("verifying", "genuine\nsigned\n"),
    ("errors", "422 /colour\n400\n"),
];

/// The snippets of a page in a language.
fn snippets(page: &str, language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("guide/{page}.md"));
    let text = std::fs::read_to_string(path).unwrap();
    let parts = text.split("```").skip(1).step_by(2);
    let own = parts.filter_map(|part| part.strip_prefix(language)?.strip_prefix('\n'));
    let own: Vec<&str> = own.collect();
    assert!(!own.is_empty(), "{page} has nothing in {language}");
    own.join("\n")
}

/// Whether a program is there; a machine that must have it sets `KOPRIK_TEST_REQUIRE_GUIDE`.
pub(super) fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    assert!(
        there || std::env::var_os("KOPRIK_TEST_REQUIRE_GUIDE").is_none(),
        "{program} is missing"
    );
    there
}

/// What a script prints, with the employer of a demo.
fn run(
    folder: &Path,
    (name, program): (&str, &str),
    script: &str,
    env: &BTreeMap<&str, String>,
) -> String {
    std::fs::write(folder.join(name), script).unwrap();
    let done = Command::new(program).arg(name).current_dir(folder).envs(env).output().unwrap();
    let (out, error) =
        (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    assert!(done.status.success(), "{name}: {out}{error}");
    out
}

#[test]
fn every_snippet_runs_and_prints_the_same_in_every_language() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("demo");
    let (demo, _) = Demo::ready(&folder, &[]);
    let clients: Value =
        serde_json::from_slice(&std::fs::read(folder.join("demo-clients.json")).unwrap()).unwrap();
    let employer = clients["clients"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["role"] == "employer")
        .unwrap();
    let text = |name: &str| employer[name].as_str().unwrap().to_owned();
    let env = BTreeMap::from([
        ("URL", demo.base.clone()),
        ("ID", text("client_id")),
        ("SECRET", text("client_secret")),
    ]);
    if !is_there("curl") {
        return;
    }
    let mut printed: Vec<Vec<String>> = Vec::new();
    for (language, name, program) in LANGUAGES.into_iter().filter(|one| is_there(one.2)) {
        let mut outputs = Vec::new();
        for (page, _) in PAGES {
            let before =
                if page == "tokens" { String::new() } else { snippets("tokens", language) };
            let vacancy =
                if page == "states" { snippets("synchronising", language) } else { String::new() };
            let script = [before, vacancy, snippets(page, language)].join("\n");
            outputs.push(run(parent.path(), (name, program), &script, &env));
        }
        printed.push(outputs);
    }
    for outputs in &printed {
        for ((page, expected), output) in PAGES.iter().zip(outputs) {
            assert!(page == &"paging" || output.ends_with(expected), "{page}: {output}");
        }
    }
    for pair in printed.windows(2) {
        for ((page, _), (one, other)) in PAGES.iter().zip(pair[0].iter().zip(&pair[1])) {
            // what a language has made, the next one finds
            assert!(page == &"paging" || one == other, "{page}: {one:?} is not {other:?}");
        }
    }
}

#[test]
fn the_first_page_leads_to_the_guide_the_reference_and_the_document() {
    let app = TestApp::spawn(Database::sqlite());
    let client = app.anonymous();
    let home = client.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, "text/html; charset=utf-8"));
    let pages = PAGES.iter().map(|(page, _)| format!("/guide/{page}"));
    for address in pages.chain(["/docs/".to_owned(), "/openapi.json".to_owned()]) {
        assert!(home.text.contains(&format!("href=\"{address}\"")), "{address}");
        let page = client.get(&address);
        assert_eq!(page.status, 200, "{address}");
        assert!(!page.text.contains("http://") || !address.starts_with("/guide"), "{address}");
    }
    client.get("/guide/nothing").problem(404, "not-found");
}
