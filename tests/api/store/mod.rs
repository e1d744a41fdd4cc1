//! What the databases hold by themselves, seen by SQL.

mod allocations;
mod allotments;
mod benefit_rows;
mod check_rows;
mod complaint_rows;
mod constraints;
mod duties;
pub(crate) mod erasure;
mod fee_rows;
mod figure_rows;
mod golden;
mod history;
mod import_rows;
mod learning;
mod offers;
mod party_rows;
mod reactions;
mod readers;
mod roadmap_rows;
mod rows;
mod search_rows;
mod selection_rows;
pub(crate) mod sql;
mod webhook_rows;
mod worker_rows;
