//! What a draft does not say yet, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::recruitment::missing::{Missing, NeededFor};

/// A value that is missing.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MissingView {
    /// JSON pointer to where it belongs.
    #[schema(max_length = 100, example = "/valid_through")]
    pointer: &'static str,
    /// What it is needed for.
    needed_for: NeededFor,
    /// What its absence means, and how to mend it.
    #[schema(max_length = 300)]
    why: String,
}

impl From<Missing> for MissingView {
    fn from(Missing { pointer, needed_for, why }: Missing) -> Self {
        Self { pointer, needed_for, why }
    }
}
