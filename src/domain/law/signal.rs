//! What operators look into against illegal migration. A signal is a count, and never tells of a person.

use crate::domain::values::words::words;

words! {
    /// What a signal is about.
    SignalKind {
        /// Documents of several workers bear the same number.
        SharedDocumentNumber = "shared_document_number",
        /// The last legal day passed before somebody told that it was done.
        MissedDeadline = "missed_deadline",
    }
}
