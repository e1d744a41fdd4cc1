//! The roadmap of both sides: measures with an owner on each side, indicators that tell how far they are, and the meetings of
//! the working group.

pub mod formula;
pub mod indicator;
pub mod measure;
pub mod meeting;
pub mod progress;
