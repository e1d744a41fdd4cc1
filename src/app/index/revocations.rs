//! Who may no longer come in.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Who may no longer come in although the token has not run out.
#[derive(Debug, Default)]
pub(super) struct Revocations {
    pub(super) clients: HashSet<Uuid>,
    pub(super) organisations: HashSet<Uuid>,
    pub(super) tokens: HashMap<Uuid, DateTime<Utc>>,
}
