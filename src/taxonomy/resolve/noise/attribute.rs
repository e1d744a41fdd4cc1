//! What is said beside a name, and how much of the text says it.

/// Something that a text says beside the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attribute {
    /// What it is about: `grade`, `experience`, `years`, `licence`, `rotation`, `schedule`, `openings`, `pay`,
    /// `housing`, `okpdtr` or `sex`.
    pub name: &'static str,
    /// What is said, such as `4`, `5-6` or `C`.
    pub value: String,
}

impl Attribute {
    pub(super) fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into() }
    }
}

/// A piece of noise: how many tokens it takes, and what it says, if anything.
pub(super) struct Noise {
    pub(super) length: usize,
    pub(super) attribute: Option<Attribute>,
}
