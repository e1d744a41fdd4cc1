//! What webhooks keep in memory: their key, who sends, and what is under way.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use crate::{
    app::integration::webhooks::sender::Sender,
    domain::integration::{signature::WebhookKey, target::Targets},
    store::integration::endpoints::Due,
};

/// Endpoints that a server sends to at the same time.
pub(super) const AT_ONCE: usize = 256;
/// Those among them that took nothing of late: those that hang leave the others room.
const FAILING_AT_ONCE: usize = 64;

/// What webhooks need beside the database.
#[derive(Debug)]
pub struct Webhooks {
    /// Of what the secrets are made.
    pub key: WebhookKey,
    /// Who sends.
    pub sender: Sender,
    /// Where messages may go.
    pub targets: Targets,
}

/// What this server remembers of endpoints.
#[derive(Debug, Default)]
pub struct Sendings {
    /// Those to which it sends now, each with whether it took nothing of late.
    under_way: Mutex<HashMap<Uuid, bool>>,
    /// Up to which change it has looked for what each is told; what had no message is not noted each time.
    looked_at: Mutex<HashMap<Uuid, i64>>,
}

impl Sendings {
    /// Whether this server may begin to send to an endpoint.
    pub(super) fn begin(&self, due: Due) -> bool {
        let mut under_way = self.lock();
        let failing = under_way.values().filter(|is_failing| **is_failing).count();
        let has_room = under_way.len() < AT_ONCE && (!due.is_failing || failing < FAILING_AT_ONCE);
        let begins = has_room && !under_way.contains_key(&due.endpoint);
        if begins {
            under_way.insert(due.endpoint, due.is_failing);
        }
        begins
    }

    /// Notes that it sends to an endpoint no more.
    pub(super) fn end(&self, endpoint: Uuid) {
        self.lock().remove(&endpoint);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, bool>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to which change it has looked for what an endpoint is told.
    pub(super) fn looked_at(&self, endpoint: Uuid) -> i64 {
        let all = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&endpoint).copied().unwrap_or_default()
    }

    /// Remembers up to which change it has looked.
    pub(super) fn look_at(&self, endpoint: Uuid, position: i64) {
        let mut all = self.looked_at.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(endpoint, position);
    }
}
