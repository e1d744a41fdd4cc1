//! How documents are stored: one table and one table of facets for each kind, all of one shape, all read through a
//! reach.

mod among;
mod case;
mod filter;
mod new_record;
mod ranking;
mod reads;
mod row;
mod schema;
mod stored;
mod table;
pub mod tombstones;
pub(super) mod words;

pub(super) use case::{About, stored_candidate_case, stored_case};
pub use filter::{FacetMatch, Filter, Meaning, Words};
pub(super) use new_record::insert_all;
pub use new_record::{NewRecord, insert};
pub use ranking::{Order, Rank, Ranking};
pub(super) use reads::{present, stored_reads};
pub use row::Unread;
pub(super) use schema::document_schema;
pub use stored::{Document, Stored};
