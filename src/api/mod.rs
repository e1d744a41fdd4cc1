//! HTTP and nothing but HTTP: routes, authentication, errors, paging, and one file per resource.

pub mod auth;
pub mod http;
pub mod integration;
pub mod metrics;
pub mod openapi;
pub mod recruitment;
pub mod request;
pub mod route;
pub mod routes;
pub mod serve;
pub mod state;

mod casework;
mod law;
mod learning;
mod oauth;
mod parties;
mod programme;
mod resource;
mod service;
mod taxonomy;
mod traces;
mod trust;
mod wire;

#[cfg(test)]
mod hostile_tests;
