//! Sends codes that are due: some at a time, each on a thread of its own, and each by one server.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    app::{
        App,
        error::AppError,
        trust::own_channel::sender::{CodeMessage, CodeSender, NotSent},
    },
    domain::trust::{code_text::code_text, worker_session::CodeDelivery},
    store::trust::worker_sessions::{self, KeptSession},
};

/// Codes that are sent at the same time.
const AT_ONCE: i64 = 16;
/// How long a server that has gone silent keeps a code to itself: longer than a gateway may take.
const LEASE: TimeDelta = TimeDelta::seconds(30);

impl App {
    /// Lets codes be brought to workers by this. A second one is not taken.
    pub fn set_code_sender(&self, sender: Box<dyn CodeSender>) {
        if self.codes.set(sender).is_err() {
            tracing::debug!("something brings codes to workers already");
        }
    }

    pub(super) fn code_sender(&self) -> Option<&dyn CodeSender> {
        self.codes.get().map(|sender| &**sender)
    }

    /// Sends codes that are due. Returns how many there were.
    pub fn send_codes(&self) -> Result<usize, AppError> {
        let (Some(sender), now) = (self.code_sender(), self.now()) else { return Ok(0) };
        let due = self.store.read(|conn| worker_sessions::due(conn, now, AT_ONCE))?;
        let count = due.len();
        std::thread::scope(|scope| {
            for kept in due {
                scope.spawn(move || {
                    let session = kept.session.id;
                    if let Err(error) = self.send_code(sender, &kept, now) {
                        tracing::warn!(%error, %session, "a code to a worker is sent later");
                    }
                });
            }
        });
        Ok(count)
    }

    fn send_code(
        &self,
        sender: &dyn CodeSender,
        kept: &KeptSession,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (id, claim) = (kept.session.id, kept.clone());
        let mine = self
            .writer
            .run(move |tx| Ok::<_, AppError>(worker_sessions::attempt(tx, &claim, now + LEASE)?))?;
        if !mine {
            return Ok(()); // another server sends it
        }
        let outcome = self.try_to_send(sender, kept, now)?;
        let next = match &outcome {
            Err(NotSent::Later(_, after)) => {
                let next = kept.session.next_attempt(kept.attempts + 1, now);
                let earliest = after.and_then(|after| i64::try_from(after).ok());
                let earliest = earliest.and_then(TimeDelta::try_seconds).map(|after| now + after);
                next.map(|next| earliest.map_or(next, |earliest| next.max(earliest)))
            }
            Ok(()) | Err(NotSent::Never(_)) => None,
        };
        let next = next.filter(|next| *next < kept.session.expires_at);
        if let Err(not_sent) = &outcome {
            tracing::warn!(session = %id, ?not_sent, "a code to a worker was not sent");
        }
        self.writer.run(move |tx| {
            match (outcome, next) {
                (Ok(()), _) => worker_sessions::settle(tx, id, (CodeDelivery::Sent, None))?,
                (Err(NotSent::Later(why, _)), Some(next)) => {
                    worker_sessions::postpone(tx, id, (next, &why))?;
                }
                (Err(NotSent::Later(why, _) | NotSent::Never(why)), _) => {
                    worker_sessions::settle(tx, id, (CodeDelivery::Failed, Some(&why)))?;
                }
            }
            Ok(())
        })
    }

    /// Brings a code on its way, if it is still taken and the contact is still the one that it was for.
    fn try_to_send(
        &self,
        sender: &dyn CodeSender,
        kept: &KeptSession,
        now: DateTime<Utc>,
    ) -> Result<Result<(), NotSent>, AppError> {
        let never = |why: &str| Ok(Err(NotSent::Never(why.to_owned())));
        let session = &kept.session;
        let (Some(sealed), Some(way)) = (&kept.sealed_code, session.channel.way()) else {
            return never("there is nothing to send");
        };
        if !session.waits_for_code(now) {
            return never("its time was over");
        }
        let reached = match self.reached(session.candidate, way) {
            Ok(reached) if Some(&reached.mark) == kept.contact.as_ref() => reached,
            Ok(_) | Err(AppError::Conflict(_) | AppError::ContactNotPersonal(_)) => {
                return never("the contact was changed meanwhile");
            }
            Err(failed) => return Err(failed),
        };
        let Some(code) = self.code_key(session.candidate)?.open_code(sealed, session.id)? else {
            return never("the code does not open");
        };
        let text = code_text(session.language, session.act, &code);
        Ok(sender.send(&CodeMessage {
            session: session.id,
            channel: session.channel,
            to: &reached.to,
            language: session.language,
            text: &text,
        }))
    }
}
