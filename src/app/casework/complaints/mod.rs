//! Complaints: they are filed with an account or without, and talked about in the complainant's own channel.

pub mod filing;
pub mod own_channel;
pub mod sealed;

use crate::{app::resource::rules::ResourceRules, domain::casework::complaint::ComplaintBody};

impl ResourceRules for ComplaintBody {}
