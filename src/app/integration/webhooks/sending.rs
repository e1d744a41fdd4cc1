//! Sends what is due: to each endpoint on a thread of its own, by one server at a time.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::{
    app::{
        App,
        background::Heartbeat,
        error::AppError,
        index::follower::IndexState,
        integration::webhooks::{sender::Message, state::AT_ONCE},
        resource::checked::note,
    },
    domain::{
        access::actor::Actor,
        integration::{
            delivery::{Delivery, Outcome},
            endpoint::{DisabledBecause, Endpoint},
        },
    },
    store::{
        integration::{deliveries, endpoints},
        tx::Tx,
    },
};

/// Messages that are read at a time.
const PAGE: usize = 20;
/// Pages after which an endpoint waits for its turn.
const PAGES: usize = 10;
/// How long nothing is sent for a client that may not come in, until that is asked again.
const SHUT_OUT: TimeDelta = TimeDelta::minutes(5);
/// How long a server that has gone silent keeps an endpoint to itself.
const LEASE: Duration = Duration::from_secs(30);
/// After how long a server says again that it sends: sending one message more must not outlast its lease.
const CLAIMED_AGAIN: Duration = Duration::from_secs(10);

impl App {
    /// Begins to send what is due. Returns whether there was something.
    pub fn tell_endpoints(self: &Arc<Self>, heartbeat: &Arc<Heartbeat>) -> Result<bool, AppError> {
        if self.follower.standing() == IndexState::Loading {
            return Ok(false);
        }
        let (now, mut begun) = (self.now(), false);
        for due in self.store.read(|conn| endpoints::due(conn, now, AT_ONCE))? {
            if self.sendings.begin(due) {
                self.begin_sending(due.endpoint, heartbeat)?;
                begun = true;
            }
        }
        Ok(begun)
    }

    fn begin_sending(
        self: &Arc<Self>,
        endpoint: Uuid,
        heartbeat: &Arc<Heartbeat>,
    ) -> Result<(), AppError> {
        let (app, heartbeat) = (Arc::clone(self), Arc::clone(heartbeat));
        let send = move || {
            if let Err(error) = app.send_due(endpoint, &heartbeat) {
                tracing::warn!(%error, %endpoint, "messages to an endpoint are sent later");
            }
            app.sendings.end(endpoint);
        };
        let started = std::thread::Builder::new().name("webhook".to_owned()).spawn(send);
        started.map(drop).inspect_err(|_| self.sendings.end(endpoint))?;
        Ok(())
    }

    /// Sends what is due to an endpoint, until nothing is, it does not take something, or others have waited.
    fn send_due(&self, endpoint: Uuid, heartbeat: &Heartbeat) -> Result<(), AppError> {
        let claim = (endpoint, Uuid::now_v7());
        let sent = self.send_pages(claim, heartbeat);
        self.writer.run(move |tx| Ok::<_, AppError>(endpoints::release(tx, claim)?))?;
        sent
    }

    fn send_pages(&self, claim: (Uuid, Uuid), heartbeat: &Heartbeat) -> Result<(), AppError> {
        for _ in 0..PAGES {
            if !self.send_some(claim, heartbeat)? {
                break;
            }
        }
        Ok(())
    }

    /// Sends some of what is due. Returns whether all of it was taken, and there may be more.
    fn send_some(&self, claim: (Uuid, Uuid), heartbeat: &Heartbeat) -> Result<bool, AppError> {
        let Some(mut held) = self.claimed(claim)? else { return Ok(false) };
        let (mut claimed, now) = (Instant::now(), self.now());
        let due = self.store.read(|conn| deliveries::due(conn, held.id, now, PAGE))?;
        let more = due.len() == PAGE;
        for message in due {
            if claimed.elapsed() > CLAIMED_AGAIN {
                let Some(still) = self.claimed(claim)? else { return Ok(false) };
                (held, claimed) = (still, Instant::now());
            }
            if heartbeat.is_stopping() || !self.send_one(&held, message)? {
                return Ok(false);
            }
        }
        Ok(more)
    }

    /// The endpoint as it is now, if this server may send to it.
    fn claimed(&self, claim: (Uuid, Uuid)) -> Result<Option<Endpoint>, AppError> {
        let held =
            self.writer.run(move |tx| Ok::<_, AppError>(endpoints::claim(tx, claim, LEASE)?))?;
        let Some(held) = held else { return Ok(None) };
        if self.told_as(&held)?.is_some() {
            return Ok(Some(held));
        }
        let until = self.now() + SHUT_OUT;
        self.writer.run(move |tx| Ok(deliveries::postpone(tx, claim.0, until)?)).map(|()| None)
    }

    /// Sends a message, and notes what became of it. Returns whether it was taken.
    fn send_one(&self, endpoint: &Endpoint, message: Delivery) -> Result<bool, AppError> {
        let outcome = self.sent(endpoint, &message)?;
        let (now, taken) = (self.now(), outcome.is_taken());
        let after = message.sent(&outcome, now, jitter()?);
        let failed = (!taken).then(|| Failed::of(endpoint, &outcome, now));
        let (id, was_failing) = (endpoint.id, endpoint.failing_since.is_some());
        self.writer.run(move |tx| {
            deliveries::update(tx, &after)?;
            match failed {
                Some(failed) => failed.note(tx, now),
                None if was_failing => Ok(endpoints::note_failing(tx, id, None)?),
                None => Ok(()),
            }
        })?;
        Ok(taken)
    }

    fn sent(&self, endpoint: &Endpoint, message: &Delivery) -> Result<Outcome, AppError> {
        let (webhooks, now) = (self.webhooks()?, self.now());
        let change = &message.change;
        let body = json!({
            "type": format!("{}.{}", change.kind, change.event),
            "timestamp": change.at,
            "data": change,
        });
        let (id, body, timestamp) = (message_id(message.id), body.to_string(), now.timestamp());
        let sign = |generation| {
            let signer = self.webhook_signer(endpoint, generation)?;
            Ok::<_, AppError>(signer.sign(&id, timestamp, &body))
        };
        let signatures: Vec<String> =
            endpoint.signing(now).into_iter().map(sign).collect::<Result<_, _>>()?;
        let (url, signatures) = (endpoint.url.as_str(), signatures.join(" "));
        Ok(webhooks.sender.send(Message { url, id: &id, timestamp, signatures, body: &body }))
    }
}

/// That an endpoint did not take a message.
struct Failed {
    endpoint: Endpoint,
    because: Option<DisabledBecause>,
}

impl Failed {
    fn of(endpoint: &Endpoint, outcome: &Outcome, now: DateTime<Utc>) -> Self {
        let failing_since = endpoint.failing_since.or(Some(now));
        let endpoint = Endpoint { failing_since, ..endpoint.clone() };
        let because = if outcome.is_gone() {
            Some(DisabledBecause::Gone)
        } else {
            endpoint.is_given_up(now).then_some(DisabledBecause::Failing)
        };
        Self { endpoint, because }
    }

    /// Leaves the endpoint alone for some time, or for good.
    fn note(self, tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), AppError> {
        let Self { endpoint, because } = self;
        endpoints::note_failing(tx, endpoint.id, endpoint.failing_since)?;
        deliveries::postpone(tx, endpoint.id, now + endpoint.rest(now))?;
        if because.is_some() {
            let disabled = endpoint.clone().moved(because, now);
            let note = note(&Actor::System, "disabled", None, now);
            endpoints::update(tx, &endpoint, &disabled, note)?; // or its client was faster
        }
        Ok(())
    }
}

/// The id of a message as it is sent.
fn message_id(id: Uuid) -> String {
    format!("msg_{}", id.simple())
}

/// Up to a fifth more or less, in thousandths.
fn jitter() -> Result<i32, AppError> {
    let mut byte = [0];
    getrandom::fill(&mut byte).map_err(|error| AppError::Unavailable(error.to_string()))?;
    Ok(i32::from(byte[0]) * 400 / 255 - 200)
}
