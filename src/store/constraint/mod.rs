//! The keys and checks of the schema that a write can break: one name for both databases.

/// Declares the constraints that stand in one table: PostgreSQL's name for each, and what SQLite says instead.
macro_rules! constraints {
    ($($(#[$meta:meta])* $variant:ident = $postgres:literal, $sqlite:literal;)+) => {
        /// A key or a check of the schema.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Constraint {
            /// The id of a document.
            DocumentId,
            /// The owner's reference of a document, once for each owner and kind.
            ExternalRef,
            /// A facet of a document.
            DocumentFacet,
            /// The version of a record is 1 or more.
            Version,
            /// A JSON text is JSON.
            Json,
            $($(#[$meta])* $variant,)+
        }

        /// Each with PostgreSQL's name and what SQLite says instead.
        pub(super) const SINGLE: &[(Constraint, &str, &str)] =
            &[$((Constraint::$variant, $postgres, $sqlite)),+];
    };
}

mod declared;

use std::{collections::HashMap, sync::LazyLock};

pub use declared::Constraint;
use declared::SINGLE;

use crate::store::registry::documents;

/// Checks of several tables.
const SHARED: &[(Constraint, &str)] = &[
    (Constraint::Version, "version >= 1"),
    (Constraint::Version, "jobs_version_check"),
    (Constraint::Version, "disclosure_requests_version_check"),
    (Constraint::Version, "identities_version_check"),
    (Constraint::Version, "applications_version_check"),
    (Constraint::Version, "webhook_endpoints_version_check"),
    (Constraint::Version, "offers_version_check"),
    (Constraint::Version, "contracts_version_check"),
    (Constraint::Version, "recognitions_version_check"),
    (Constraint::Version, "enrolments_version_check"),
    (Constraint::Version, "benefit_claims_version_check"),
    (Constraint::Json, "json_valid(body)"),
    (Constraint::Json, "json_valid(snapshot)"),
    (Constraint::Json, "json_valid(position)"),
    (Constraint::Json, "json_valid(outcome)"),
    (Constraint::Json, "json_valid(terms)"),
    (Constraint::Json, "json_valid(texts)"),
    (Constraint::Json, "json_valid(word)"),
    (Constraint::Json, "json_valid(findings)"),
    (Constraint::Json, "json_valid(agreement)"),
    (Constraint::Json, "json_valid(skills)"),
    (Constraint::Json, "json_valid(decisions)"),
    (Constraint::Json, "json_valid(result)"),
    (Constraint::Json, "json_valid(arrival)"),
];

macro_rules! table_names {
    ($($table:ident, $facets:ident: $body:ty;)+) => {
        /// The tables of documents, and of their facets.
        const DOCUMENTS: &[(&str, &str)] = &[$((stringify!($table), stringify!($facets))),+];
    };
}
documents!(table_names);

static BY_NAME: LazyLock<HashMap<String, Constraint>> = LazyLock::new(|| {
    let single = SINGLE.iter().flat_map(|(constraint, postgres, sqlite)| {
        [postgres, sqlite].map(|name| ((*name).to_owned(), *constraint))
    });
    let of_documents = DOCUMENTS.iter().flat_map(|(table, facets)| {
        [
            (format!("{table}_pkey"), Constraint::DocumentId),
            (format!("{table}.id"), Constraint::DocumentId),
            (format!("{table}_owner_external_ref_key"), Constraint::ExternalRef),
            (format!("{table}.owner, {table}.external_ref"), Constraint::ExternalRef),
            (format!("{facets}_pkey"), Constraint::DocumentFacet),
            (format!("{facets}.kind, {facets}.value, {facets}.record"), Constraint::DocumentFacet),
            (format!("{table}_version_check"), Constraint::Version),
        ]
    });
    let shared = SHARED.iter().map(|(constraint, name)| ((*name).to_owned(), *constraint));
    single.chain(shared).chain(of_documents).filter(|(name, _)| !name.is_empty()).collect()
});

impl Constraint {
    /// The constraint that PostgreSQL names, or that SQLite's message is about.
    pub(super) fn of(name: Option<&str>, message: &str) -> Option<Self> {
        BY_NAME.get(name.unwrap_or_else(|| in_message(message))).copied()
    }
}

/// What stands behind the colon of `UNIQUE constraint failed: employers.id`, and within the quotes of `index '…'`.
fn in_message(message: &str) -> &str {
    let what = message.split_once(": ").map_or("", |(_, what)| what);
    what.strip_prefix("index '").and_then(|name| name.strip_suffix('\'')).unwrap_or(what)
}
