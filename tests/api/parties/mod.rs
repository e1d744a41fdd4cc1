//! Employers and agencies.

mod organisations;
