//! Koprik: organized recruitment between Uzbekistan and Tatarstan, matched by skill and region, with reasons.
//!
//! # The house
//!
//! ```text
//! main ──▶ api ──▶ app ──▶ store ─────▶ domain
//!                   ├────▶ matching ──▶ domain
//!                   ├────▶ allocation ▶ domain
//!                   └────▶ taxonomy ──▶ domain
//! ```
//!
//! | room | what is in it |
//! |---|---|
//! | [`domain`] | the words and their rules, no I/O: one file per word |
//! | [`taxonomy`] | occupations, skills and places as data files and look-ups; a text becomes a concept |
//! | [`matching`] | the engine: rules, score, explanation, index; pure and deterministic |
//! | [`allocation`] | many people on many seats at once, within caps; pure and deterministic |
//! | [`allocation_check`] | confirms an allocation; shares no code with what made it |
//! | [`store`] | all SQL: two databases, one write path, the change log |
//! | [`app`] | use cases: permission, rule, transaction, index |
//! | [`api`] | HTTP and nothing but HTTP: routes, tokens, problems, pages, the OpenAPI document |
//! | [`config`] | every setting |
//!
//! Imports go along the arrows only, and a test holds them to it.
//!
//! Within a room the areas have the same names on every floor: `parties` (employers, agencies, their clients),
//! `recruitment` (vacancies, candidates, matches, match runs), `programme` (job orders, allotments, terms, applications, offers,
//! contracts, groups, allocations, statistics), `taxonomy`, `trust` (consents, identities, disclosure, the worker's own channel, legal holds,
//! genuineness), `law` (rule sets, compliance checks, deadlines, documents), `casework` (centres and their services, complaints),
//! `learning` (recognitions, equivalences, courses, enrolments), `integration` (the change feed, webhooks).
//! Beside them stand the rooms that all areas share, such as [`domain::access`], [`domain::resource`], [`store::records`] and
//! [`app::resource`]. `tests/api` mirrors it. No file imports itself by a detour, and a test holds the house to that too.
//!
//! # Four archetypes
//!
//! | | storage | what it can do | kinds |
//! |---|---|---|---|
//! | Document | a JSON body with its format, facets: [`store::records`] | list, create, get, replace, patch, transition, delete, by reference | employers, agencies, vacancies, candidates, job orders, region partnerships, groups, allocations, centres, equivalences, courses, saved searches |
//! | Case | typed columns and foreign keys: [`store::trust`] | list, get, transition, verbs of its own | disclosure requests, applications, offers, contracts, recognitions, enrolments, benefit claims |
//! | Ledger | rows that are only added: [`store::ledger`] | append, get, list | the history of every record, consents, disclosures, legal holds, events and documents of workers, workforce reports, compliance checks |
//! | Job | a claim, progress, steps that can be resumed: [`store::jobs`] | start, list, get, cancel, results, delete | match runs, allocation runs |
//!
//! Documents and Cases are [`domain::resource::Record`]s. Who somebody is to one is a
//! [`domain::access::relation::Relation`]; which state may follow, who may bring it about and what must hold is a table
//! of [`domain::resource::lifecycle::Move`]s, from which `allowed_transitions` is made as well.
//!
//! # One request, from the route to the SQL and back
//!
//! `PATCH /v1/vacancies/{id}`: the gate ([`api::request::gate`]) names the request, and the router finds the address; each
//! route is a value, and [`api::routes`] lists them all. There [`api::request::admission`] authenticates the caller, counts
//! the request and asks for the scope. The one `update` of all documents moves to the blocking pool and asks
//! [`app::App::find_to_write`], which asks for the scope again, finds the record within the caller's reach and asks who the
//! caller is to it. Then `If-Match` is compared, the patch merged, and the
//! checked body handed to [`app::App::replace`]. That sends a job to [`store::writer`], which commits it together with its
//! neighbours and tells [`app::index::follower`] what changed before it answers; the follower brings the index up to date.
//! The handler renders the record as its caller sees it, with its new entity tag.
//!
//! # Beside the requests
//!
//! Threads that answer nobody ([`app::background`]): one follows what other servers have written and lets time do its
//! changes, one works on jobs, one follows what amends the taxonomy, one indexes added names, one makes messages to webhook
//! endpoints, one sends them, to each endpoint on a thread of its own, and one sends codes to workers; the writer's thread
//! commits ([`store::writer`]).
//! What a change brings about elsewhere is a reaction that is driven by the change log: in order, once, and caught up after
//! a crash. Several servers over one PostgreSQL share jobs by claims in the database.
//!
//! # To add a kind of document, in this order
//!
//! 1. [`domain`]: a file in its area with its body, its states and their moves; implement
//!    [`domain::resource::Resource`], and add its word to [`domain::resource::RecordKind`] (and scopes, if it has its own,
//!    to [`domain::access::scope`], there also to the roles that may have them).
//! 2. `migrations/sqlite` and `migrations/postgres`: its table and its table of facets, with the same name in both. Take
//!    those of agencies, which have no foreign key.
//! 3. [`store`]: one line in `store/registry.rs`, from which its SQL and the names of its keys are made, and both tables
//!    in [`store::erasure`]: they hold nothing of a person and why, or how it is taken out.
//! 4. [`app`]: a file in its area with its [`app::resource::rules::DocumentRules`]: the codes that it names. Only kinds
//!    that the index holds, that others react to, or that do not belong to their maker's organisation say more.
//! 5. [`api`]: a folder in its area with its wire types, its list filters and its routes, about twenty lines, and one line
//!    in `api/routes.rs`. A route without an access does not compile.
//! 6. `tests/api/contract/kinds.rs` (`cases.rs` for a case): a row of fixtures. `tests/api/store`: a golden document of its body
//!    (`tests/data/golden`), named in `golden.rs`, and a line in `constraints.rs`. The suite fails for whatever of these,
//!    and of the tables in step 3, was forgotten.
//! 7. `koprik openapi > openapi/openapi.json`.
//!
//! The list was tried, word by word, with an employer's order for workers (a title, an occupation, a number and a day;
//! four states, moved by the employer and by operators; two scopes of its own; eight routes), and the contract suite
//! passed on both databases. It took, by hand:
//!
//! | floor | new files | lines in new files | lines in files that were there |
//! |---|---|---|---|
//! | `domain` | 1 | 91 | 11, in three |
//! | `migrations` | 4 | 50 | |
//! | `store` | | | 3, in two |
//! | `app` | 1 | 20 | 1 |
//! | `api` | 2 | 201 | 3, in two |
//! | `tests` | 1 | 7 | 50, in three |
//!
//! That is 9 new files and 437 lines: 120 say what an order is and how it moves, 200 what is sent, answered and asked for,
//! 50 what the tests expect of it, and some 70 are ceremony, the tables in two dialects 50 of them.
//!
//! A Case has, instead of step 3, a file in [`store`] with its typed row and its [`store::records::Stored`] (of one about a
//! candidate, `stored_candidate_case!`, and of one about a vacancy too, `stored_case!` makes them of the columns that it has more), its table in `store/schema` and its
//! keys in [`store::constraint`]. A Job has a file in [`domain`] and one in [`app`] that say what
//! a step does, and is named in `app/job_types.rs`; it needs no table.

pub mod allocation;
pub mod allocation_check;
pub mod api;
pub mod app;
pub mod config;
pub mod domain;
pub mod matching;
pub mod store;
pub mod taxonomy;
