//! Workers are reminded of what is due for them, in the language in which they read: by a contact that is their own, each time
//! once, whatever servers there are. What is sent names nobody, and the log holds nothing of it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        trust::own_channel::sender::{CodeMessage, CodeSender, NotSent},
    },
    domain::{
        law::{
            duty::{Duty, DutyNews, DutyState},
            sentence::{missed_reminder, reminder},
        },
        trust::{
            reminder::{Reminder, is_workers},
            worker_session::{CodeDelivery, ContactWay, OwnChannel},
        },
        values::{language::Lang, moscow::moscow_day},
    },
    store::{
        law::duties,
        trust::{worker_contacts, worker_reminders},
    },
};

/// Reminders that are sent at the same time.
const AT_ONCE: i64 = 16;
/// How long a server that has gone silent keeps a reminder to itself: longer than a gateway may take.
const LEASE: TimeDelta = TimeDelta::seconds(30);

impl App {
    /// A reminder of what there is to tell of a deadline, if it is the worker's to know and the worker has a contact of their
    /// own. Whoever has none is told by the agency.
    pub(in crate::app) fn reminder_of(
        &self,
        duty: &Duty,
        news: DutyNews,
        now: DateTime<Utc>,
    ) -> Result<Option<Reminder>, AppError> {
        if self.code_sender().is_none() || !is_workers(&duty.responsible) {
            return Ok(None);
        }
        let candidate = duty.candidate;
        let Some((way, contact)) = self.own_contact(candidate)? else { return Ok(None) };
        let language = self.store.read(|conn| worker_reminders::language(conn, candidate))?;
        Ok(Some(Reminder {
            id: Uuid::now_v7(),
            candidate,
            deadline: duty.id,
            told_on: moscow_day(now),
            news,
            way,
            contact,
            language: language.unwrap_or(Lang::UzLatn),
            attempts: 0,
        }))
    }

    /// The first contact of a worker that nobody else is reached at.
    fn own_contact(&self, candidate: Uuid) -> Result<Option<(ContactWay, String)>, AppError> {
        for way in ContactWay::ALL {
            let mark = match self.reached(candidate, *way) {
                Ok(reached) => reached.mark,
                Err(
                    AppError::NoIdentity | AppError::Conflict(_) | AppError::ContactNotPersonal(_),
                ) => continue,
                Err(failed) => return Err(failed),
            };
            let shared =
                self.store.read(|conn| worker_contacts::is_shared(conn, candidate, &mark))?;
            if !shared {
                return Ok(Some((*way, mark)));
            }
        }
        Ok(None)
    }

    /// Sends reminders that are due. Returns how many there were.
    pub fn send_reminders(&self) -> Result<usize, AppError> {
        let (Some(sender), now) = (self.code_sender(), self.now()) else { return Ok(0) };
        let due = self.store.read(|conn| worker_reminders::due(conn, now, AT_ONCE))?;
        let count = due.len();
        std::thread::scope(|scope| {
            for one in due {
                scope.spawn(move || {
                    let reminder = one.id;
                    if let Err(error) = self.send_reminder(sender, &one, now) {
                        tracing::warn!(%error, %reminder, "a reminder to a worker is sent later");
                    }
                });
            }
        });
        Ok(count)
    }

    fn send_reminder(
        &self,
        sender: &dyn CodeSender,
        one: &Reminder,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (id, claim) = (one.id, one.clone());
        let mine = self.writer.run(move |tx| {
            Ok::<_, AppError>(worker_reminders::attempt(tx, &claim, now + LEASE)?)
        })?;
        if !mine {
            return Ok(()); // another server sends it
        }
        let outcome = self.try_to_remind(sender, one, now)?;
        let next = Reminder::next_attempt(one.attempts + 1, now);
        self.writer.run(move |tx| {
            match (outcome, next) {
                (Ok(()), _) => worker_reminders::settle(tx, id, (CodeDelivery::Sent, None), None)?,
                (Err(NotSent::Later(why, _)), Some(next)) => {
                    let waits = (CodeDelivery::Pending, Some(why.as_str()));
                    worker_reminders::settle(tx, id, waits, Some(next))?;
                }
                (Err(NotSent::Later(why, _) | NotSent::Never(why)), _) => {
                    let failed = (CodeDelivery::Failed, Some(why.as_str()));
                    worker_reminders::settle(tx, id, failed, None)?;
                }
            }
            Ok(())
        })
    }

    /// Brings a reminder on its way, if there is still something to remind of and the contact is still the same.
    fn try_to_remind(
        &self,
        sender: &dyn CodeSender,
        one: &Reminder,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotSent>, AppError> {
        let never = |why: &str| Ok(Err(NotSent::Never(why.to_owned())));
        let found = self.store.read(|conn| duties::find(conn, one.candidate, one.deadline))?;
        let state = found.as_ref().map(|duty| duty.state(moscow_day(now)));
        let Some(duty) = found.filter(|duty| {
            duty.ending.is_none() && matches!(state, Some(DutyState::Open | DutyState::Missed))
        }) else {
            return never("there is nothing to remind of any more");
        };
        let reached = match self.reached(one.candidate, one.way) {
            Ok(reached) if reached.mark == one.contact => reached,
            Ok(_)
            | Err(AppError::NoIdentity | AppError::Conflict(_) | AppError::ContactNotPersonal(_)) =>
            {
                return never("the contact was changed meanwhile");
            }
            Err(failed) => return Err(failed),
        };
        let text = match one.news {
            DutyNews::Approaching => reminder(&duty, one.language),
            DutyNews::Missed => missed_reminder(&duty, one.language),
        };
        let channel = match one.way {
            ContactWay::Phone => OwnChannel::Sms,
            ContactWay::Messenger => OwnChannel::Messenger,
        };
        let (session, to, language) = (one.id, reached.to.as_str(), one.language);
        Ok(sender.send(&CodeMessage { session, channel, to, language, text: &text }))
    }
}
