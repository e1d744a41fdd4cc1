//! With which pays employers have asked about their vacancies today, as far as this server knows, so that the database is
//! asked only about others.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{matching::VacancyFacts, store::trust::seen_profiles::EmployerDay};

/// The pays of a vacancy and day unless a setting says otherwise.
const USUAL: u32 = 5;

/// What was asked about: a vacancy, 0 for an unsaved one, and its pay.
pub(in crate::app) type AskedPay = (Uuid, String);

/// The quota, and what employers have asked with today as far as this server knows.
pub(in crate::app) struct Pays {
    quota: AtomicU32,
    asked: Mutex<HashMap<Uuid, (i64, HashSet<AskedPay>)>>,
}

impl Default for Pays {
    fn default() -> Self {
        Self { quota: AtomicU32::new(USUAL), asked: Mutex::default() }
    }
}

impl Pays {
    /// Different pays of a vacancy and day.
    pub(in crate::app) fn quota(&self) -> u32 {
        self.quota.load(Ordering::Relaxed)
    }

    /// Sets the different pays of a vacancy and day.
    pub(in crate::app) fn set_quota(&self, quota: u32) {
        self.quota.store(quota, Ordering::Relaxed);
    }

    /// Whether the employer has asked with it that day, as far as this server knows.
    pub(in crate::app) fn knows(&self, of: EmployerDay, asked: &AskedPay) -> bool {
        let known = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&of.employer).is_some_and(|(day, all)| *day == of.day && all.contains(asked))
    }

    /// Notes with what the employer asks that day.
    pub(in crate::app) fn add(&self, of: EmployerDay, asked: AskedPay) {
        let mut known = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let today = known.entry(of.employer).or_default();
        if today.0 != of.day {
            *today = (of.day, HashSet::new());
        }
        today.1.insert(asked);
    }

    /// Forgets the days before one.
    pub(in crate::app) fn forget_before(&self, day: i64) {
        let mut known = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (of, _)| *of >= day);
    }
}

/// The pay that is asked with about a vacancy; unsaved ones have no id.
pub(in crate::app) fn asked_pay(vacancy: &VacancyFacts) -> AskedPay {
    (vacancy.id, vacancy.pay_fingerprint())
}

/// A day in Moscow, since 1970.
pub(in crate::app) fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}
