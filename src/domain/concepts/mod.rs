//! What the taxonomy names: occupations, skills, and the words that lead to them.

pub mod facet;
pub mod occupation;
pub mod skill;
pub mod wording;
