//! The words of organized recruitment and their rules; no I/O.
//!
//! One file per word. Values are checked when they are made, so whoever holds one may trust it. Structs here derive
//! `serde` for one purpose only, the stored document; the wire has structs of its own in `api`.

pub mod access;
pub mod casework;
pub mod concepts;
pub mod folding;
pub mod integration;
pub mod job;
pub mod law;
pub mod learning;
pub mod parties;
pub mod programme;
pub mod recruitment;
pub mod resource;
pub mod trust;
pub mod values;

/// A text that is not a value of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub String);

impl Invalid {
    /// Says that the text is not `wanted`, and how a right one looks.
    pub fn expected(wanted: &str) -> Self {
        Self(format!("expected {wanted}"))
    }
}

/// One thing that is wrong with an input, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer (RFC 6901) to the value.
    pub pointer: String,
    /// A stable word for programs.
    pub code: &'static str,
    /// What is wrong and how to mend it; never repeats the value.
    pub detail: String,
}

impl FieldError {
    /// An error at `pointer`.
    pub fn new(
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl std::fmt::Display,
    ) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.to_string() }
    }

    /// The same of what stands at `pointer` within something.
    #[must_use]
    pub fn within(self, pointer: &str) -> Self {
        Self { pointer: format!("{pointer}{}", self.pointer), ..self }
    }
}
