//! Layers import downwards only, and the pure ones know no database and no HTTP.

use std::{fs, path::Path};

/// Module, the modules of ours that it may use, and the crates that it must not use.
const RULES: &[(&str, &[&str], &[&str])] = &[
    ("domain", &["domain"], &["actix_web", "diesel", "tokio"]),
    ("taxonomy", &["taxonomy", "domain"], &["actix_web", "diesel", "tokio"]),
    ("matching", &["matching", "domain"], &["actix_web", "diesel", "tokio"]),
    ("store", &["store", "domain"], &["actix_web", "tokio"]),
    ("app", &["app", "domain", "taxonomy", "matching", "store"], &["actix_web", "diesel", "tokio"]),
    ("api", &["api", "app", "domain", "taxonomy", "config"], &["diesel"]),
    ("config", &["config", "store"], &["actix_web", "diesel"]),
];

/// The first segment after every `crate::`, also of each member of `crate::{a::x, b}`.
fn imports(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let (mut depth, mut member) = (0, String::new());
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(std::mem::take(&mut member)),
                    c if depth == 0 => member.push(c),
                    _ => {}
                }
            }
            found.push(member);
        } else {
            found.push(part.to_owned());
        }
    }
    let first = |text: &String| {
        text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
    };
    found.iter().map(first).filter(|name| !name.is_empty()).collect()
}

fn sources(path: &Path, found: &mut Vec<(String, String)>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            sources(&entry.unwrap().path(), found);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        found.push((path.display().to_string(), fs::read_to_string(path).unwrap()));
    }
}

#[test]
fn grouped_imports_are_read() {
    let source =
        "use crate::{domain::{a, b}, store::Store}; use crate::app::App; // use crate::api::X";
    assert_eq!(imports(source), ["domain", "store", "app"]);
}

#[test]
fn every_layer_imports_only_what_lies_below() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = 0;
    for (module, allowed, banned) in RULES {
        let mut found = Vec::new();
        sources(&root.join(module), &mut found);
        if root.join(format!("{module}.rs")).exists() {
            sources(&root.join(format!("{module}.rs")), &mut found);
        }
        files += found.len();
        for (file, source) in found {
            for name in imports(&source) {
                let macro_of_the_crate = name == "each_backend";
                assert!(
                    macro_of_the_crate || allowed.contains(&name.as_str()),
                    "{file} imports {name}"
                );
            }
            for name in *banned {
                assert!(!source.contains(&format!("{name}::")), "{file} uses {name}");
            }
        }
    }
    assert!(files > 100, "only {files} files were read");
}
