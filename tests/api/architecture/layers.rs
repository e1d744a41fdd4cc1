//! Layers import downwards only, and the pure ones know no database and no HTTP.

use super::{imports::paths, sources};

/// Module, the modules of ours that it may use, and the crates that it must not use.
const RULES: &[(&str, &[&str], &[&str])] = &[
    ("domain", &["domain"], &["actix_web", "diesel", "tokio"]),
    ("taxonomy", &["taxonomy", "domain"], &["actix_web", "diesel", "tokio"]),
    ("matching", &["matching", "domain"], &["actix_web", "diesel", "tokio"]),
    ("allocation", &["allocation", "domain"], &["actix_web", "diesel", "tokio"]),
    ("allocation_check", &["allocation_check"], &["actix_web", "diesel", "tokio"]),
    ("store", &["store", "domain"], &["actix_web", "tokio"]),
    (
        "app",
        &["app", "domain", "taxonomy", "matching", "allocation", "allocation_check", "store"],
        &["actix_web", "diesel", "tokio"],
    ),
    ("api", &["api", "app", "domain", "taxonomy", "config"], &["diesel"]),
    ("config", &["config", "domain", "store"], &["actix_web", "diesel"]),
];

/// The first name of a path, or the layer where it is one of ours.
fn reached(from: &[String], path: &[String]) -> String {
    let ups = path.iter().take_while(|segment| *segment == "super").count();
    let absolute = match path[0].as_str() {
        "crate" => path.to_vec(),
        "super" => [&from[..from.len() - ups], &path[ups..]].concat(),
        _ => return path[0].clone(),
    };
    absolute.get(1).cloned().unwrap_or_default()
}

#[test]
fn a_path_reaches_a_layer_or_a_crate() {
    let of = |path: &str| {
        let segments = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
        reached(&segments("crate::store::records"), &segments(path))
    };
    assert_eq!(of("crate::app::App"), "app");
    assert_eq!(of("super::tx::Tx"), "store");
    assert_eq!(of("super::super::app::App"), "app");
    assert_eq!(of("diesel::insert_into"), "diesel");
}

#[test]
fn every_layer_imports_only_what_lies_below() {
    let [library, _] = sources::of_the_program();
    let mut read = 0;
    for (from, path) in paths(&library) {
        let Some(layer) = from.get(1) else { continue };
        let rule = RULES.iter().find(|(name, ..)| name == layer);
        let (_, allowed, banned) = rule.unwrap_or_else(|| panic!("{layer} has no rule"));
        let (file, name) = (&library[from].file, reached(from, &path));
        if matches!(path[0].as_str(), "crate" | "super") {
            assert!(allowed.contains(&name.as_str()), "{file} imports {}", path.join("::"));
        }
        assert!(!banned.contains(&name.as_str()), "{file} uses {}", path.join("::"));
        read += 1;
    }
    assert!(read > 10_000, "only {read} paths were read");
}
