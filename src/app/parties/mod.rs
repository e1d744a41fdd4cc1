//! Use cases of employers, agencies and their API clients.

pub mod clients;
pub mod profiles;
pub mod suspensions;

pub(in crate::app) mod organisations;
