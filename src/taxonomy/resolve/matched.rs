//! What a text and a name have in common.

use crate::taxonomy::words::words;

words! {
    /// What a text and a name have in common.
    Matched {
        /// The text is the label.
        Label = "label",
        /// The text is a synonym.
        Synonym = "synonym",
        /// The text is a name, misspelt or in another form.
        Spelling = "spelling",
        /// Some words of the text are words of a name.
        Words = "words",
    }
}
