//! Who may no longer come in.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    domain::parties::{
        agency::{AgencyBody, AgencyStatus},
        employer::{EmployerBody, EmployerStatus},
    },
    store::records::Document,
};

/// Who may no longer come in although the token has not run out.
#[derive(Debug, Default)]
pub(super) struct Revocations {
    pub(super) clients: HashSet<Uuid>,
    pub(super) organisations: HashSet<Uuid>,
    pub(super) tokens: HashMap<Uuid, DateTime<Utc>>,
}

impl Revocations {
    /// Lets the clients of an organisation come in, or not.
    pub(super) fn bar(&mut self, organisation: Uuid, barred: bool) {
        if barred {
            self.organisations.insert(organisation);
        } else {
            self.organisations.remove(&organisation);
        }
    }
}

/// A kind of organisation that has clients.
pub(super) trait Organisation: Document {
    /// The state in which its clients may not come in.
    const BARRED: Self::Status;
}

impl Organisation for EmployerBody {
    const BARRED: EmployerStatus = EmployerStatus::Blacklisted;
}

impl Organisation for AgencyBody {
    const BARRED: AgencyStatus = AgencyStatus::Revoked;
}
