//! Other systems: they follow what changes.

mod changes;
mod code_gateway;
mod copies;
mod endpoints;
mod events;
mod import_kills;
mod imports;
mod kills;
mod postings;
mod receiver;
mod webhooks;
mod workbooks;
mod xml_imports;
