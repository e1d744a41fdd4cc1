//! Who comes in, and what each may see and do.

mod oauth;
mod rotation;
mod tenancy;
mod use_cases;
