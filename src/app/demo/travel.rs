//! A clock that is taken back, so that what lies behind a demo happened on its own day.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};

use crate::app::Clock;

/// The hour of the day at which work begins in Kazan, in UTC.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(6, 0, 0).unwrap();

/// How far a clock is behind the one that it is read from; both go on equally fast.
#[derive(Clone)]
pub struct Travel {
    real: Clock,
    behind_micros: Arc<AtomicI64>,
}

impl Travel {
    /// A clock that tells the time of another one, until it is taken back.
    pub fn of(real: Clock) -> Self {
        Self { real, behind_micros: Arc::default() }
    }

    /// The clock, for the application.
    pub fn clock(&self) -> Clock {
        let own = self.clone();
        Arc::new(move || own.now())
    }

    fn now(&self) -> DateTime<Utc> {
        (self.real)() - Duration::microseconds(self.behind_micros.load(Ordering::Relaxed))
    }

    /// Goes to the morning of a day.
    pub(super) fn to(&self, day: NaiveDate) {
        let behind = (self.real)() - day.and_time(MORNING).and_utc();
        self.behind_micros.store(behind.num_microseconds().unwrap_or_default(), Ordering::Relaxed);
    }

    /// Comes back.
    pub(super) fn home(&self) {
        self.behind_micros.store(0, Ordering::Relaxed);
    }
}
