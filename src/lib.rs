//! Koprik: organized recruitment between Uzbekistan and Tatarstan, matched by skill and region, with reasons.
//!
//! # The house
//!
//! ```text
//! main ──▶ api ──▶ app ──▶ store ─────▶ domain
//!                   ├────▶ matching ──▶ domain
//!                   └────▶ taxonomy ──▶ domain
//! ```
//!
//! | room | what is in it |
//! |---|---|
//! | [`domain`] | the words and their rules, no I/O: one file per word |
//! | [`taxonomy`] | occupations, skills and places as data files and look-ups; a text becomes a concept |
//! | [`matching`] | the engine: rules, score, explanation, index; pure and deterministic |
//! | [`store`] | all SQL: two databases, one write path, the change log |
//! | [`app`] | use cases: permission, rule, transaction, index |
//! | [`api`] | HTTP and nothing but HTTP: routes, tokens, problems, pages, the OpenAPI document |
//! | [`config`] | every setting |
//!
//! Imports go along the arrows only, and a test holds them to it.
//!
//! # One request, from the route to the SQL and back
//!
//! `PATCH /v1/vacancies/{id}`: the gate ([`api::request::gate`]) names the request, and the router finds the address.
//! There [`api::request::admission`] takes the route of the method, authenticates the caller, counts the request and asks
//! for the scope. The handler is the one `update` of all resources, which moves to the blocking pool and asks
//! [`app::App::find_to_write`] for the record within the caller's reach, compares `If-Match`, merges the patch, and hands
//! the checked body to [`app::App::replace`]. That sends a job to [`store::writer`], which commits it together with its
//! neighbours and tells [`app::follower`] what changed before it answers; the follower brings the index up to date. The
//! handler renders the record with its new entity tag.
//!
//! # Beside the requests
//!
//! Five threads of a server answer nobody: the writer commits ([`store::writer`]), the follower reads what other servers
//! have written ([`app::follower`]) and lets time do its changes ([`app::sweeper`]), one works on match runs
//! ([`app::match_runs::work`]), one follows what amends the taxonomy and reads waiting texts again, and one indexes added
//! names ([`app::edition`]). Several servers over one PostgreSQL share the match runs by claims in the database.
//!
//! # To add a resource, in this order
//!
//! 1. [`domain`]: its body, its states and its rules; implement [`domain::record::Resource`], and add its word to
//!    [`domain::record::RecordKind`].
//! 2. `migrations/sqlite` and `migrations/postgres`: its table and its table of facets, with the same name in both.
//! 3. [`store`]: the two tables in `schema.rs`, one `records_table!` line in `records/tables.rs` and the names of both
//!    tables over the rows in `records/fresh.rs`, one variant of [`store::changes::State`].
//! 4. [`app`]: a file with its [`app::records::Governed`] (codes, owner, guard); what the index shall know of it goes
//!    into [`app::follower`], which does not compile until it is said.
//! 5. [`api`]: a folder of its own with its structs, an example, its `Wire`, the filters of its list, and its routes as a
//!    value; one line in [`api::routes`]. Router, document and access are made of that value: a route that does not say
//!    who may use it does not compile.
//! 6. `koprik openapi > openapi/openapi.json`, and tests in `tests/api`: sentences, over HTTP, on both databases.

pub mod api;
pub mod app;
pub mod config;
pub mod domain;
pub mod matching;
pub mod store;
pub mod taxonomy;
