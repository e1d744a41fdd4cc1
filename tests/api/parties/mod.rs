//! Employers and agencies.

mod organisations;
mod suspensions;
