//! The keys and checks of allocations.

use koprik::store::constraint::Constraint;

use super::rows::{Case, document};

const DOCUMENT: &str =
    "INSERT INTO allocation_documents (allocation, kind, document) VALUES (:1, 'input', '{}')";
const AGREED: &str = r#"{"input_hash": "h", "checked_at": "t", "agreed": {"tt": {"organisation": "a"}, "uz": {"organisation": "a"}}}"#;

fn allocation(status: &str, body: &str) -> String {
    let row = document("allocations", 1, 7, "NULL", body);
    row.replace("'draft'", &format!("'{status}'"))
}

pub(super) fn cases_of_allocations() -> Vec<Case> {
    let alone = |constraint, status: &str, body: &str| (constraint, vec![allocation(status, body)]);
    let then = |constraint, statements: &[&str]| {
        let all = statements.iter().map(|one| (*one).to_owned());
        (constraint, [allocation("draft", "{}")].into_iter().chain(all).collect::<Vec<_>>())
    };
    vec![
        alone(Constraint::AllocationStatus, "lost", r#"{"input_hash": "h"}"#),
        alone(Constraint::AllocationFrozen, "frozen", "{}"),
        alone(Constraint::AllocationChecked, "checked", r#"{"input_hash": "h"}"#),
        alone(Constraint::AllocationAgreed, "confirmed", AGREED),
        then(Constraint::AllocationDocument, &[DOCUMENT, DOCUMENT]),
        then(Constraint::AllocationOfDocument, &[&DOCUMENT.replace(":1", ":3")]),
        then(Constraint::AllocationDocumentKind, &[&DOCUMENT.replace("'input'", "'draft'")]),
    ]
}
