//! Where a rule was read, on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::law::{rule_set::Source, words::How};

/// Where a rule was read.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RuleSourceView {
    /// What it is.
    #[schema(max_length = 500)]
    title: String,
    /// Where it is; left out if it was not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 1000)]
    url: Option<String>,
    /// How it was read.
    how: How,
}

impl From<Source> for RuleSourceView {
    fn from(Source { title, url, how }: Source) -> Self {
        Self { title, url, how }
    }
}
