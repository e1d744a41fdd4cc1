//! Of how many candidates an employer reads on a day who they are.

use std::sync::atomic::{AtomicU32, Ordering};

/// Candidates of a day unless a setting says otherwise.
const USUAL: u32 = 50;

/// The candidates of a day.
pub(in crate::app) struct DisclosureQuota(AtomicU32);

impl Default for DisclosureQuota {
    fn default() -> Self {
        Self(AtomicU32::new(USUAL))
    }
}

impl DisclosureQuota {
    /// How many.
    pub(in crate::app) fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// Sets how many.
    pub(in crate::app) fn set(&self, quota: u32) {
        self.0.store(quota, Ordering::Relaxed);
    }
}
