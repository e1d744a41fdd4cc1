//! Who may come in: API clients and their tokens.

pub mod clients;
pub mod names;
pub mod suspensions;
