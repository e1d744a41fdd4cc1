//! Rows as cases of constraints write them.

use koprik::store::constraint::Constraint;

/// Statements of which the last breaks a constraint.
pub(super) type Case = (Constraint, Vec<String>);

/// An application of candidate 4 for vacancy 3.
pub(super) const APPLICATION: &str = "INSERT INTO applications \
     (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, origin) \
     VALUES (:1, :8, :9, :3, :4, 'draft', 1, :now, :now, 'agency')";

/// An offer for application 1.
pub(super) const OFFER: &str = "INSERT INTO offers \
     (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, application, expires_at, terms, told_by, \
      terms_hash, texts) \
     VALUES (:2, :8, :9, :3, :4, 'sent', 1, :then, :then, :1, :now, '{}', '1', 'h', '{}')";

/// A document.
pub(super) fn document(table: &str, id: u8, owner: u8, reference: &str, body: &str) -> String {
    format!(
        "INSERT INTO {table} (id, owner, external_ref, status, version, created_at, updated_at, search, body) \
         VALUES (:{id}, :{owner}, {reference}, 'draft', 1, :now, :now, '', '{body}')"
    )
}
