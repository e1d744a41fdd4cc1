//! Sessions of workers: a code is sent to the worker, or handed over, for one act; whoever shows it speaks as the worker for
//! half an hour, and once.

use chrono::{DateTime, Duration, Utc};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::worker::{Worker, WorkerAct},
    resource::format::Format,
    values::{
        language::Lang,
        words::{checked_text, words},
    },
};

/// For how long a code is taken.
pub const CODE_LIVES: Duration = Duration::minutes(15);
/// How often a code may be wrong.
pub const TRIES: i64 = 3;
/// For how long whoever has shown a code speaks as the worker.
pub const SPEAKS: Duration = Duration::minutes(30);
/// How much later than the first a second code confirms a contact.
pub const SECOND_CODE: Duration = Duration::hours(24);
/// Sessions of a candidate that may begin in the time of [`SESSIONS_WITHIN`].
pub const SESSIONS: usize = 5;
/// The time in which they may.
pub const SESSIONS_WITHIN: Duration = Duration::hours(1);
/// Chances of a code.
const CODES: u64 = 100_000_000;
/// After how many seconds a code that was not taken is sent again, each time later.
const AGAIN: [i64; 5] = [5, 20, 60, 180, 300];

checked_text! {
    /// The code that a worker was sent.
    WorkerCode, "eight digits", "^[0-9]{8}$", 8, "40281736", read |text| {
        let digits: CompactString = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
    }
}

words! {
    /// How a worker is reached.
    OwnChannel {
        /// By a text message.
        Sms = "sms",
        /// By a call that reads the code out.
        Voice = "voice",
        /// By the messenger that the identity names.
        Messenger = "messenger",
        /// Not at all: the code is handed over by staff who have looked at the worker's passport.
        InPerson = "in_person",
    }
}

words! {
    /// What of an identity reaches a worker.
    ContactWay {
        /// The telephone.
        Phone = "phone",
        /// The name in a messenger.
        Messenger = "messenger",
    }
}

words! {
    /// What shows that a contact is the worker's own.
    ContactConfirmer {
        /// Staff of a centre, or an operator, who saw the worker.
        Staff = "staff",
        /// A second code, a day or more after the first.
        SecondCode = "second_code",
    }
}

words! {
    /// How far a code has come.
    CodeDelivery {
        /// It waits to be sent.
        Pending = "pending",
        /// It was sent.
        Sent = "sent",
        /// It could not be sent in time.
        Failed = "failed",
        /// It was handed over in person.
        HandedOver = "handed_over",
    }
}

/// A session of a worker. Neither code nor contact is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerSession {
    /// Its id.
    pub id: Uuid,
    /// The candidate that the worker is.
    pub candidate: Uuid,
    /// What the code is for.
    pub act: WorkerAct,
    /// The record that it is for.
    pub record: Uuid,
    /// How the worker is reached.
    pub channel: OwnChannel,
    /// The language in which the worker reads.
    pub language: Lang,
    /// The API client that began it; `None` is Koprik itself.
    pub begun_by: Option<Uuid>,
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// Until when the code is taken.
    pub expires_at: DateTime<Utc>,
    /// How often the code was wrong.
    pub tries: i64,
    /// When the code was shown.
    pub opened_at: Option<DateTime<Utc>>,
    /// When the act was done.
    pub used_at: Option<DateTime<Utc>>,
    /// How far the code has come.
    pub delivery: CodeDelivery,
}

/// A contact of a worker, as it is known without saying it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerContact {
    /// What it is.
    pub way: ContactWay,
    /// A keyed hash of it.
    pub mark: String,
    /// When a code that was sent there was first shown.
    pub first_code_at: Option<DateTime<Utc>>,
    /// When it was shown to be the worker's own, and by what.
    pub confirmed: Option<(DateTime<Utc>, ContactConfirmer)>,
}

impl Format for WorkerSession {}

impl WorkerCode {
    /// The code with this chance.
    pub fn new(chance: u64) -> Self {
        Self(CompactString::from(format!("{:08}", chance % CODES)))
    }
}

impl OwnChannel {
    /// What of an identity it reaches the worker by; `None` in person.
    pub const fn way(self) -> Option<ContactWay> {
        match self {
            Self::Sms | Self::Voice => Some(ContactWay::Phone),
            Self::Messenger => Some(ContactWay::Messenger),
            Self::InPerson => None,
        }
    }
}

impl WorkerSession {
    /// Whether a code is taken at a moment.
    pub fn waits_for_code(&self, now: DateTime<Utc>) -> bool {
        self.opened_at.is_none() && self.tries < TRIES && now < self.expires_at
    }

    /// Until when whoever has shown the code speaks as the worker; `None` before that.
    pub fn speaks_until(&self) -> Option<DateTime<Utc>> {
        self.opened_at.map(|opened| opened + SPEAKS)
    }

    /// Whether the act may be done at a moment.
    pub fn may_act(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && self.speaks_until().is_some_and(|until| now < until)
    }

    /// The worker who has shown the code.
    pub fn worker(&self) -> Worker {
        let Self { id, candidate, act, record, .. } = *self;
        Worker { candidate, session: id, act, record }
    }

    /// When the code is sent again after so many attempts; `None` once that would be too late.
    pub fn next_attempt(&self, attempts: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let at = usize::try_from(attempts - 1).unwrap_or_default();
        let next = now + Duration::seconds(*AGAIN.get(at)?);
        (next < self.expires_at).then_some(next)
    }
}

impl WorkerContact {
    /// A contact of which nothing is known yet.
    pub fn new(way: ContactWay, mark: String) -> Self {
        Self { way, mark, first_code_at: None, confirmed: None }
    }

    /// The contact once a code that was sent there is shown: the first is noted, and one a day or more later confirms it.
    #[must_use]
    pub fn code_shown(self, now: DateTime<Utc>) -> Self {
        let Some(first) = self.first_code_at else {
            return Self { first_code_at: Some(now), ..self };
        };
        if self.confirmed.is_some() || now - first < SECOND_CODE {
            return self;
        }
        Self { confirmed: Some((now, ContactConfirmer::SecondCode)), ..self }
    }
}

#[cfg(test)]
#[path = "worker_session_tests.rs"]
mod tests;
