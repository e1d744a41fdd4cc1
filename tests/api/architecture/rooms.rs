//! An area has the same name on every floor, and the rooms that areas share are a closed list.

use std::path::Path;

/// What organized recruitment is about. A floor has those that something stands in.
const AREAS: &[&str] = &[
    "casework",
    "integration",
    "law",
    "learning",
    "parties",
    "programme",
    "recruitment",
    "taxonomy",
    "trust",
];

/// Each floor with the rooms that its areas share. A new one is decided on here.
const FLOORS: &[(&str, &[&str])] = &[
    ("src/domain", &["access", "concepts", "folding", "resource", "values"]),
    ("src/store", &["constraint", "jobs", "records", "schema", "writer"]),
    ("src/app", &["demo", "edition", "index", "jobs", "quality", "reactions", "resource"]),
    ("src/api", &["auth", "http", "openapi", "request", "resource", "route", "service", "wire"]),
    (
        "tests/api",
        &["access", "architecture", "contract", "http", "openapi", "service", "store", "support"],
    ),
];

fn folders(floor: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(floor);
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut all: Vec<String> = entries.filter(|path| path.is_dir()).map(name).collect();
    all.sort();
    all
}

#[test]
fn areas_have_the_same_names_on_every_floor() {
    for (floor, shared) in FLOORS {
        for folder in folders(floor) {
            let known = AREAS.contains(&folder.as_str()) || shared.contains(&folder.as_str());
            assert!(known, "{floor}/{folder} is neither an area nor a room that areas share");
        }
        for room in *shared {
            assert!(folders(floor).iter().any(|folder| folder == room), "{floor}/{room} is gone");
        }
    }
}
