//! The packages for clients carry the version of the document that they are made of.

use koprik::api::openapi;
use serde_json::Value;

const PACKAGE: &str = include_str!("../../../openapi/clients/typescript/package.json");
const PROJECT: &str = include_str!("../../../openapi/clients/python/pyproject.toml");

#[test]
fn the_packages_have_the_version_of_the_document() {
    let document = openapi::document();
    let version = document["info"]["version"].as_str().unwrap();
    let package: Value = serde_json::from_str(PACKAGE).unwrap();
    assert_eq!(package["version"], version);
    assert!(PROJECT.lines().any(|line| line == format!("version = \"{version}\"")));
}
