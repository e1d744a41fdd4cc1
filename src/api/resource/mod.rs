//! What the routes of every kind of record and of job share.

pub(in crate::api) mod acts;
pub(in crate::api) mod batch;
pub(in crate::api) mod batch_wire;
pub(in crate::api) mod bulk;
pub(in crate::api) mod by_reference;
pub(in crate::api) mod case_list;
pub(in crate::api) mod copies;
pub(in crate::api) mod counts;
pub(in crate::api) mod handlers;
pub(in crate::api) mod head;
pub(in crate::api) mod history;
pub(in crate::api) mod job_view;
pub(in crate::api) mod job_wire;
pub(in crate::api) mod jobs;
pub(in crate::api) mod list;
pub(in crate::api) mod listed;
pub(in crate::api) mod page;
pub(in crate::api) mod ranked;
pub(in crate::api) mod ranking;
pub(in crate::api) mod routes;
pub(in crate::api) mod shown;
pub(in crate::api) mod table;
pub(in crate::api) mod viewed;
pub(in crate::api) mod workbook;
