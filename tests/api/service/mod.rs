//! The service as a whole: its schema, several servers, crashes and outages.

pub(crate) mod crash;
mod jobs;
mod migrations;
mod outage;
mod overload;
mod servers;
mod startup;
