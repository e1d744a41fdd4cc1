//! Some words in one column, with spaces between.

use std::{fmt::Display, str::FromStr};

use crate::domain::Invalid;

/// The text of the column.
pub(super) fn joined(words: &[impl Display]) -> String {
    words.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The words of the column.
pub(super) fn split<T: FromStr<Err = Invalid>>(text: &str) -> Result<Vec<T>, Invalid> {
    text.split_whitespace().map(str::parse).collect()
}
