//! What is wrong with a taxonomy: broken links, circles, missing or doubled names, malformed codes.

mod codes;
mod links;
mod names;

use super::{Taxonomy, words::words};

words! {
    /// How bad a finding is.
    Severity {
        /// The taxonomy must not be used so.
        Error = "error",
        /// It can be used, and should be mended.
        Warning = "warning",
    }
}

/// Something wrong with a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Which rule is broken, such as `few_skills`.
    pub rule: &'static str,
    /// The id of the concept, or the place in a file.
    pub subject: String,
    /// What is wrong, for people.
    pub detail: String,
}

impl Finding {
    fn error(rule: &'static str, subject: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { severity: Severity::Error, rule, subject: subject.into(), detail: detail.into() }
    }

    fn warning(rule: &'static str, subject: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, subject, detail) }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}: {}", self.severity, self.rule, self.subject, self.detail)
    }
}

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
