//! One thing that is wrong with a taxonomy.

use crate::taxonomy::words::words;

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
    pub(super) fn error(
        rule: &'static str,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Error, rule, subject: subject.into(), detail: detail.into() }
    }

    pub(super) fn warning(
        rule: &'static str,
        subject: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, subject, detail) }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}: {}", self.severity, self.rule, self.subject, self.detail)
    }
}
