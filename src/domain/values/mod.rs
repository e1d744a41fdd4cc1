//! Values that every area uses: languages, money, places and texts, each checked at its only door.

pub mod canonical;
pub mod clean;
pub mod crockford;
pub mod hex;
pub mod language;
pub mod money;
pub mod moscow;
pub mod phrases;
pub mod place;
pub mod spoken;
pub mod template;
pub mod text;

pub(in crate::domain) mod words;
