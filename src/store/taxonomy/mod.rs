//! What an installation adds to the taxonomy, and the texts that wait for a name.

pub mod amendments;
pub mod unresolved_texts;
