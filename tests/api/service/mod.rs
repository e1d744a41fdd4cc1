//! The service as a whole: its schema, several servers, crashes and outages.

mod backup;
pub(crate) mod commands;
mod corruption;
pub(crate) mod crash;
mod demo;
mod doctor;
mod guide;
mod jobs;
mod metrics;
mod migrations;
mod outage;
mod overload;
mod readme;
mod servers;
mod startup;
mod traces;
