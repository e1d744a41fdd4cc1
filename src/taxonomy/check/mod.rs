//! What is wrong with a taxonomy: broken links, circles, missing or doubled names, malformed codes.

mod codes;
mod finding;
mod links;
mod names;

pub use self::finding::{Finding, Severity};
use super::Taxonomy;

/// Looks for everything wrong with a taxonomy; errors come first.
pub fn check(taxonomy: &Taxonomy) -> Vec<Finding> {
    let mut findings = Vec::new();
    codes::check(taxonomy, &mut findings);
    links::check(taxonomy, &mut findings);
    names::check(taxonomy, &mut findings);
    findings.sort();
    findings
}

#[cfg(test)]
mod tests;
