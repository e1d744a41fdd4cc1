//! The whole service over HTTP: a real server, a real database, and nothing but requests. Every test runs on SQLite and
//! on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod architecture;
mod conditional;
mod crash;
mod headers;
mod idempotency;
mod jobs;
mod living_taxonomy;
mod main_job;
mod match_runs;
mod migrations;
mod oauth;
mod openapi;
mod organisations;
mod outage;
mod paging;
mod problems;
mod records;
mod servers;
mod taxonomy;
mod tenancy;
