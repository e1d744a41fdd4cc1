//! Rows as cases of constraints write them.

use koprik::store::constraint::Constraint;

/// Statements of which the last breaks a constraint.
pub(super) type Case = (Constraint, Vec<String>);

/// A document.
pub(super) fn document(table: &str, id: u8, owner: u8, reference: &str, body: &str) -> String {
    format!(
        "INSERT INTO {table} (id, owner, external_ref, status, version, created_at, updated_at, search, body) \
         VALUES (:{id}, :{owner}, {reference}, 'draft', 1, :now, :now, '', '{body}')"
    )
}
