//! The log of an endpoint, and what of it is sent again.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, resource::idempotent::Idempotent},
    domain::{
        FieldError,
        access::actor::Actor,
        integration::delivery::{Delivery, DeliveryStatus},
        resource::format::Format,
    },
    store::{idempotency::Key, integration::deliveries},
};

pub use crate::store::integration::deliveries::Again;

/// That messages are sent again.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Replay {
    /// How many.
    pub messages: usize,
}

impl Format for Replay {}

impl App {
    /// The log of the actor's endpoint after a position, in the order of the changes.
    pub fn deliveries(
        &self,
        actor: &Actor,
        (endpoint, status): (Uuid, Option<DeliveryStatus>),
        after: i64,
        limit: usize,
    ) -> Result<Vec<Delivery>, AppError> {
        let endpoint = self.endpoint(actor, endpoint)?.id;
        Ok(self.store.read(|conn| deliveries::list(conn, (endpoint, status), after, limit))?)
    }

    /// Has messages to the actor's endpoint sent again, once for each key.
    pub fn send_again(
        &self,
        actor: &Actor,
        endpoint: Uuid,
        which: Again,
        key: Option<Key>,
    ) -> Result<Idempotent<Replay>, AppError> {
        let (endpoint, now) = (self.endpoint(actor, endpoint)?.id, self.now());
        self.once(key, move |tx| {
            let messages = deliveries::again(tx, endpoint, which, now)?;
            if messages == 0 && matches!(which, Again::One(_)) {
                let why = "no message in the log of this endpoint";
                return Err(AppError::Invalid(vec![FieldError::new(
                    "/delivery_id",
                    "unknown",
                    why,
                )]));
            }
            Ok((endpoint, Replay { messages }))
        })
    }

    /// Forgets messages of changes before a moment that are not to be sent any more.
    pub(in crate::app) fn forget_deliveries(
        &self,
        before: DateTime<Utc>,
    ) -> Result<usize, AppError> {
        self.writer.run(move |tx| Ok(deliveries::forget_before(tx, before)?))
    }
}
