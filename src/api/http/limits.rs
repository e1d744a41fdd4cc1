//! How much a client may ask, and how much work may wait.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use super::error::ApiError;

/// Whom a quota belongs to: a client, or the address of somebody without a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Consumer {
    /// An API client.
    Client(uuid::Uuid),
    /// An address.
    Address(std::net::IpAddr),
}

type Limiter =
    RateLimiter<Consumer, DashMapStateStore<Consumer>, DefaultClock, StateInformationMiddleware>;

/// The quota of each consumer: so many requests in a window, all of which may come at once.
pub struct RateLimit {
    limiter: Limiter,
    clock: DefaultClock,
    quota: NonZeroU32,
}

/// The window of a quota.
const WINDOW: Duration = Duration::from_mins(1);

/// What is left of a quota, for the `RateLimit` headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaState {
    /// Requests in a window.
    pub quota: u32,
    /// Requests left now.
    pub requests: u32,
    /// Seconds until more are there.
    pub seconds: u64,
}

impl RateLimit {
    /// A limit of `quota` requests a minute.
    pub fn new(quota: NonZeroU32) -> Self {
        let rate = Quota::with_period(WINDOW / quota.get())
            .unwrap_or_else(|| Quota::per_minute(quota))
            .allow_burst(quota);
        let limiter = RateLimiter::dashmap(rate).with_middleware::<StateInformationMiddleware>();
        Self { limiter, clock: DefaultClock::default(), quota }
    }

    /// Takes one request from the consumer's quota.
    pub fn take(&self, consumer: &Consumer) -> Result<QuotaState, (QuotaState, ApiError)> {
        let quota = self.quota.get();
        match self.limiter.check_key(consumer) {
            Ok(state) => {
                Ok(QuotaState { quota, requests: state.remaining_burst_capacity(), seconds: 1 })
            }
            Err(refused) => {
                let seconds = refused.wait_time_from(self.clock.now()).as_secs() + 1;
                Err((QuotaState { quota, requests: 0, seconds }, ApiError::RateLimited(seconds)))
            }
        }
    }

    /// Forgets consumers whose quota is full again.
    pub fn forget_idle(&self) {
        self.limiter.retain_recent();
    }
}

impl QuotaState {
    /// The two headers of the IETF draft (2025-09).
    pub fn headers(self) -> [(&'static str, String); 2] {
        [
            ("ratelimit-policy", format!("\"default\";q={};w={}", self.quota, WINDOW.as_secs())),
            ("ratelimit", format!("\"default\";r={};t={}", self.requests, self.seconds)),
        ]
    }
}
