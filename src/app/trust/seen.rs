//! Whose profiles employers have seen today, as far as this server knows, so that the database is asked only about others.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::trust::seen_profiles::EmployerDay;

/// The profiles of a day unless a setting says otherwise.
const USUAL: u32 = 2_000;
/// Seconds of a day.
pub(in crate::app) const DAY: i64 = 24 * 60 * 60;

/// The quota, and whom employers have seen today as far as this server knows.
pub(in crate::app) struct Profiles {
    quota: AtomicU32,
    seen: Mutex<HashMap<Uuid, (i64, HashSet<Uuid>)>>,
}

impl Default for Profiles {
    fn default() -> Self {
        Self { quota: AtomicU32::new(USUAL), seen: Mutex::default() }
    }
}

impl Profiles {
    /// Profiles of a day.
    pub(in crate::app) fn quota(&self) -> u32 {
        self.quota.load(Ordering::Relaxed)
    }

    /// Sets the profiles of a day.
    pub(in crate::app) fn set_quota(&self, quota: u32) {
        self.quota.store(quota, Ordering::Relaxed);
    }

    /// Those of `asked` whom the employer has not seen that day as far as this server knows.
    pub(in crate::app) fn unseen(&self, of: EmployerDay, asked: &[Uuid]) -> Vec<Uuid> {
        let known = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let today = known.get(&of.employer).filter(|(day, _)| *day == of.day);
        let new = |id: &&Uuid| today.is_none_or(|(_, seen)| !seen.contains(*id));
        asked.iter().filter(new).copied().collect()
    }

    /// Notes whom the employer has seen that day.
    pub(in crate::app) fn add(&self, of: EmployerDay, seen: impl IntoIterator<Item = Uuid>) {
        let mut known = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let today = known.entry(of.employer).or_default();
        if today.0 != of.day {
            *today = (of.day, HashSet::new());
        }
        today.1.extend(seen);
    }

    /// Forgets the days before one.
    pub(in crate::app) fn forget_before(&self, day: i64) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, (of, _)| *of >= day);
    }
}

/// The day of a moment, since 1970.
pub(in crate::app) fn day(moment: DateTime<Utc>) -> i64 {
    moment.timestamp().div_euclid(DAY)
}
