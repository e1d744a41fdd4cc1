//! What is wrong with a result.

use serde::Serialize;

/// Faults that are told at most.
const MOST_TOLD: usize = 100;

/// One thing that is wrong with a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// For programs.
    pub code: &'static str,
    /// For people.
    pub detail: String,
}

/// What is wrong so far.
#[derive(Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// Whether anything is wrong.
    pub(super) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// What is wrong, as far as it is told.
    pub(super) fn told(mut self) -> Vec<Fault> {
        self.0.truncate(MOST_TOLD);
        self.0
    }

    pub(super) fn add(&mut self, code: &'static str, detail: impl Into<String>) {
        if self.0.len() <= MOST_TOLD {
            self.0.push(Fault { code, detail: detail.into() });
        }
    }

    /// Compares a figure with what it should be.
    pub(super) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        code: &'static str,
        what: &str,
        told: &T,
        is: &T,
    ) {
        if told != is {
            self.add(code, format!("{what}: the result says {told:?}, it is {is:?}"));
        }
    }
}
