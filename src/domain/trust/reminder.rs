//! A reminder of a deadline on its way to the worker: made once, sent once, and tried again for a day at most.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::{
    law::duty::DutyNews, trust::worker_session::ContactWay, values::language::Lang,
};

/// How often it is tried to send one.
pub const TRIES: i64 = 8;
/// How long after the first attempt the second follows; each further one waits twice as long.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(5);

/// A reminder on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// Its id, which a gateway knows it by.
    pub id: Uuid,
    /// The worker.
    pub candidate: Uuid,
    /// The deadline.
    pub deadline: Uuid,
    /// The day on which it was made.
    pub told_on: NaiveDate,
    /// What there is to tell.
    pub news: DutyNews,
    /// How the worker is reached.
    pub way: ContactWay,
    /// A keyed hash of where.
    pub contact: String,
    /// The language in which the worker reads.
    pub language: Lang,
    /// How often it was tried to send it.
    pub attempts: i64,
}

impl Reminder {
    /// When it is tried again after so many attempts; `None` if it is not.
    pub fn next_attempt(attempts: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let doubled = u32::try_from(attempts - 1).ok().filter(|_| attempts < TRIES)?;
        Some(now + FIRST_WAIT * 2_i32.pow(doubled))
    }
}

/// Whether what somebody is responsible for is the worker's to know in time.
pub fn is_workers(responsible: &str) -> bool {
    matches!(responsible, "worker" | "host")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_again_ever_later_and_not_for_ever() {
        let now = DateTime::UNIX_EPOCH;
        let minutes: Vec<Option<i64>> = (1..=TRIES)
            .map(|n| Reminder::next_attempt(n, now).map(|at| (at - now).num_minutes()))
            .collect();
        let waits = [5, 10, 20, 40, 80, 160, 320].map(Some);
        assert_eq!(minutes[..7], waits);
        assert_eq!(minutes[7], None);
    }
}
