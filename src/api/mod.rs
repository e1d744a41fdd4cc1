//! HTTP and nothing but HTTP: routes, authentication, errors, paging, and one file per resource.

pub mod auth;
pub mod http;
pub mod match_runs;
pub mod metrics;
pub mod openapi;
pub mod server;

mod agencies;
mod candidates;
mod docs;
mod employers;
mod health;
mod mappings;
mod matches;
mod me;
mod naming;
mod oauth;
mod problems;
mod records;
mod routes;
mod taxonomy;
mod vacancies;
mod wire;
