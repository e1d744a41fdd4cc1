//! A message to an endpoint: what becomes of it, and when it is sent again.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::{integration::event::ToldChange, values::words::words};

words! {
    /// What became of a message.
    DeliveryStatus {
        /// It is still to be taken.
        Pending = "pending",
        /// The endpoint took it.
        Delivered = "delivered",
        /// The endpoint did not take it, and it is not sent again unless somebody asks.
        Failed = "failed",
    }
}

/// A message to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id, the same however often it is sent.
    pub id: Uuid,
    /// Where it goes.
    pub endpoint: Uuid,
    /// What it tells.
    pub change: ToldChange,
    /// What became of it.
    pub status: DeliveryStatus,
    /// How often it was sent.
    pub attempts: i64,
    /// When it is sent again, if it is.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was sent last.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// What was answered then, if something was.
    pub last_status: Option<i64>,
    /// Why nothing was answered.
    pub last_error: Option<String>,
}

/// What came of sending a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The endpoint answered with this status, and may have said after how many seconds to come again.
    Answered {
        /// The status.
        status: u16,
        /// Seconds.
        retry_after: Option<u64>,
    },
    /// Nobody answered.
    Unanswered(String),
}

impl Outcome {
    /// Whether the message was taken.
    pub const fn is_taken(&self) -> bool {
        matches!(self, Self::Answered { status: 200..=299, .. })
    }

    /// Whether there will never be anybody.
    pub const fn is_gone(&self) -> bool {
        matches!(self, Self::Answered { status: 410, .. })
    }
}

/// After how many seconds a message is sent again that was not taken: all of it takes 75 hours and 35 minutes.
const AGAIN_AFTER: [i64; 9] =
    [5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];
/// The most that an endpoint may ask to be left alone.
const MOST_ASKED: i64 = 24 * 3_600;

impl Delivery {
    /// The message of a change to an endpoint, to be sent at once.
    pub fn of(endpoint: Uuid, change: ToldChange, now: DateTime<Utc>) -> Self {
        Self {
            id: Uuid::now_v7(),
            endpoint,
            change,
            status: DeliveryStatus::Pending,
            attempts: 0,
            next_attempt_at: Some(now),
            last_attempt_at: None,
            last_status: None,
            last_error: None,
        }
    }

    /// The message after it was sent. `jitter` is between -200 and 200 thousandths of the time until it is sent again.
    #[must_use]
    pub fn sent(mut self, outcome: &Outcome, now: DateTime<Utc>, jitter: i32) -> Self {
        self.attempts += 1;
        self.last_attempt_at = Some(now);
        let asked;
        (self.last_status, self.last_error, asked) = match outcome {
            Outcome::Answered { status, retry_after } => {
                (Some(i64::from(*status)), None, *retry_after)
            }
            Outcome::Unanswered(why) => (None, Some(why.clone()), None),
        };
        let tries = usize::try_from(self.attempts - 1).unwrap_or(usize::MAX);
        let again = AGAIN_AFTER.get(tries).filter(|_| !outcome.is_taken());
        self.next_attempt_at = again.map(|seconds| {
            let asked = asked.map_or(0, |asked| i64::try_from(asked).unwrap_or(MOST_ASKED));
            let wait = TimeDelta::milliseconds(seconds * i64::from(1_000 + jitter));
            now + wait.max(TimeDelta::seconds(asked.min(MOST_ASKED)))
        });
        self.status = match (outcome.is_taken(), self.next_attempt_at) {
            (true, _) => DeliveryStatus::Delivered,
            (false, Some(_)) => DeliveryStatus::Pending,
            (false, None) => DeliveryStatus::Failed,
        };
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{integration::event::ChangeEvent, resource::RecordKind};

    fn change() -> ToldChange {
        ToldChange {
            position: 1,
            kind: RecordKind::Vacancy,
            id: Uuid::nil(),
            version: 1,
            event: ChangeEvent::Changed,
            action: None,
            at: DateTime::UNIX_EPOCH,
        }
    }

    const REFUSED: Outcome = Outcome::Answered { status: 500, retry_after: None };

    #[test]
    fn a_message_that_nobody_takes_is_sent_ten_times_within_three_days_and_some_hours() {
        let mut message = Delivery::of(Uuid::nil(), change(), DateTime::UNIX_EPOCH);
        let mut sent = Vec::new();
        while let Some(at) = message.next_attempt_at {
            sent.push((at - DateTime::UNIX_EPOCH).num_seconds());
            message = message.sent(&REFUSED, at, 0);
        }
        assert_eq!((sent.len(), message.status), (10, DeliveryStatus::Failed));
        assert_eq!((&sent[..3], sent[9]), (&[0, 5, 305][..], 75 * 3_600 + 35 * 60 + 5));
    }

    #[test]
    fn a_message_waits_as_long_as_the_endpoint_asks_and_never_less_than_planned() {
        let message = Delivery::of(Uuid::nil(), change(), DateTime::UNIX_EPOCH);
        for (retry_after, seconds) in
            [(None, 5), (Some(2), 5), (Some(60), 60), (Some(9_999_999), 86_400)]
        {
            let outcome = Outcome::Answered { status: 503, retry_after };
            let later = message.clone().sent(&outcome, DateTime::UNIX_EPOCH, 0);
            let waits = later.next_attempt_at.unwrap() - DateTime::UNIX_EPOCH;
            assert_eq!(waits.num_seconds(), seconds, "{retry_after:?}");
        }
    }

    #[test]
    fn only_an_answer_of_the_two_hundreds_takes_a_message() {
        for (status, is_taken) in
            [(200, true), (204, true), (299, true), (301, false), (404, false), (500, false)]
        {
            let outcome = Outcome::Answered { status, retry_after: None };
            assert_eq!(outcome.is_taken(), is_taken, "{status}");
        }
        assert!(!Outcome::Unanswered(String::new()).is_taken());
    }
}
