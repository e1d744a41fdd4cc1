//! The whole service over HTTP: a real server, a real database, and nothing but requests. Every test runs on SQLite and
//! on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod access;
mod architecture;
mod casework;
mod contract;
mod http;
mod integration;
mod law;
mod learning;
mod openapi;
mod parties;
mod programme;
mod recruitment;
mod service;
mod store;
mod taxonomy;
mod trust;
