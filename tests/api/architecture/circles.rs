//! No file imports one that imports it back, be it through others.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    imports::{Imports, imports},
    sources,
};

/// The shortest way from a file through others back to it, if there is one.
fn circle(imports: &Imports, start: &str) -> Option<Vec<String>> {
    let (mut before, mut waiting) = (BTreeMap::new(), VecDeque::from([start]));
    while let Some(file) = waiting.pop_front() {
        for used in imports.get(file).into_iter().flatten() {
            if before.contains_key(used.as_str()) {
                continue;
            }
            before.insert(used.as_str(), file);
            if used == start {
                return Some(way_back(&before, start));
            }
            waiting.push_back(used);
        }
    }
    None
}

fn way_back(before: &BTreeMap<&str, &str>, start: &str) -> Vec<String> {
    let mut way = vec![start.to_owned()];
    while way.len() == 1 || way.last().is_some_and(|last| last != start) {
        way.push(before[way[way.len() - 1].as_str()].to_owned());
    }
    way.reverse();
    way
}

/// Every circle once.
fn circles(imports: &Imports) -> Vec<Vec<String>> {
    let mut seen = BTreeSet::new();
    let found = imports.keys().filter_map(|file| circle(imports, file));
    found.filter(|way| seen.insert(way.iter().cloned().collect::<BTreeSet<_>>())).collect()
}

#[test]
fn a_circle_is_found_through_others() {
    let of = |edges: &[(&str, &str)]| {
        let mut imports = Imports::new();
        for (file, used) in edges {
            imports.entry((*file).to_owned()).or_default().insert((*used).to_owned());
        }
        circles(&imports)
    };
    assert_eq!(of(&[("a", "b"), ("b", "c"), ("a", "c")]), [[""; 0]; 0]);
    assert_eq!(of(&[("a", "b"), ("b", "c"), ("c", "a")]), [["a", "b", "c", "a"]]);
    assert_eq!(of(&[("x", "a"), ("a", "b"), ("b", "a"), ("b", "y")]), [["a", "b", "a"]]);
}

#[test]
fn no_file_imports_itself_through_others() {
    for modules in sources::of_the_program() {
        let imports = imports(&modules);
        let found: Vec<String> = circles(&imports).iter().map(|way| way.join("\n  → ")).collect();
        assert!(found.is_empty(), "{} circles of imports:\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn the_imports_of_the_program_are_read() {
    let [library, _] = sources::of_the_program();
    let imports = imports(&library);
    assert!(imports.len() > 200, "only {} files import others", imports.len());
    let used = &imports["src/app/recruitment/vacancies.rs"];
    assert!(used.contains("src/domain/recruitment/vacancy.rs"), "{used:?}");
}
