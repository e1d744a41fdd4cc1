//! The parts of a running server that every request can reach: use cases, keys, limits, measurements.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use opentelemetry_otlp::ExporterBuildError;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::{
    api::{
        auth::{
            cache::TokenCache,
            keys::{self, KeyError, Keys},
            token, worker_token,
        },
        http::{limits::RateLimit, pages::Pages, paging::CursorKey, places::Places},
        metrics::{IndexFigures, Metrics, ServerFigures},
        traces::Traces,
    },
    app::{App, background::Heartbeat, index::follower::IndexState, probe::Probe},
    config::ServerConfig,
    domain::{
        access::{actor::Client, worker::Worker},
        programme::statistics::rounding::RoundingKey,
    },
};

/// Work that is done at a time: as much as the largest batch of writes.
const WORK: usize = 128;
/// Work that takes long and memory that is done at a time.
const LONG_WORK: usize = 1;
/// Requests that may wait for their turn; more are refused with 503 at once.
const WAITING: usize = 2_048;
/// Questions that could be guesses, from an address in a minute.
const GUESSES: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// A server whose index has not heard from the log for longer is not ready.
const MOST_LAG: Duration = Duration::from_secs(5);

/// The parts cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The keys are not usable.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The metrics are wrong.
    #[error("the metrics cannot be registered: {0}")]
    Metrics(#[from] prometheus::Error),
    /// Spans cannot be sent.
    #[error("spans cannot be sent to KOPRIK_OTLP_URL: {0}")]
    Traces(#[from] ExporterBuildError),
}

/// What every request can reach.
pub struct Server {
    /// The use cases.
    pub app: Arc<App>,
    /// Seals cursors.
    pub cursors: CursorKey,
    /// Draws to which side public figures are rounded.
    pub rounding: RoundingKey,
    /// Quotas.
    pub limits: RateLimit,
    /// Quotas of what could be guessed.
    pub guesses: RateLimit,
    /// How much work may be done at a time.
    pub work: Arc<Semaphore>,
    /// How much work that takes long, such as reading a workbook, may be done at a time.
    pub long_work: Arc<Semaphore>,
    /// How many requests may wait for that.
    pub waiting: Semaphore,
    /// Who has answers that stay open.
    pub places: Arc<Places>,
    /// Answers that may be given again.
    pub pages: Pages,
    /// Measurements.
    pub metrics: Metrics,
    /// Sends spans, if somebody takes them.
    pub traces: Option<Traces>,
    /// The OpenAPI document as it is served.
    pub document: String,
    /// How it serves.
    pub config: ServerConfig,
    keys: RwLock<Keys>,
    tokens: TokenCache,
    /// What the database was last heard of.
    pub probe: Probe,
    id: Uuid,
    /// Whether it stops, and whether its index hears from the database.
    pub heartbeat: Arc<Heartbeat>,
}

impl Server {
    /// Puts the parts together.
    pub fn new(app: App, config: ServerConfig, document: String) -> Result<Self, ServerError> {
        let keys = Keys::open(&config.keys_dir())?;
        Ok(Self {
            app: Arc::new(app),
            cursors: keys.cursor(),
            rounding: keys::rounding_key(&config.keys_dir())?,
            limits: RateLimit::new(config.requests_per_minute),
            guesses: RateLimit::new(config.requests_per_minute.min(GUESSES)),
            work: Arc::new(Semaphore::new(WORK)),
            long_work: Arc::new(Semaphore::new(LONG_WORK)),
            waiting: Semaphore::new(WAITING),
            places: Arc::default(),
            pages: Pages::new(config.kept_pages_mib.saturating_mul(1 << 20)),
            metrics: Metrics::new()?,
            traces: config.otlp_url.as_deref().map(Traces::to).transpose()?,
            document,
            config,
            keys: RwLock::new(keys),
            tokens: TokenCache::default(),
            probe: Probe::default(),
            id: Uuid::now_v7(),
            heartbeat: Arc::default(),
        })
    }

    /// Where clients reach this installation, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.config.base_url()
    }

    /// The client that a token speaks for, and the token's id, if it holds and nobody has revoked it.
    pub fn client_of(&self, token: &str) -> Option<(Client, Uuid)> {
        let claims = match self.tokens.get(token) {
            Some(known) if known.holds_at(self.app.now()) => known,
            Some(_) => return None,
            None => {
                let claims = token::verify(&self.keys(), self.base_url(), token, self.app.now())?;
                self.tokens.put(token, &claims);
                claims
            }
        };
        let admitted = self.app.follower().admits(claims.client_id, claims.tenant, claims.jti);
        if admitted { Some((claims.client()?, claims.jti)) } else { None }
    }

    /// The worker whom a token of the own channel speaks for, if it holds.
    pub fn worker_of(&self, token: &str) -> Option<Worker> {
        worker_token::verify(&self.keys(), self.base_url(), token, self.app.now())
    }

    /// The keys.
    pub fn keys(&self) -> std::sync::RwLockReadGuard<'_, Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether requests without a token from this address are not counted: a proxy is there.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.config.trusted_proxies.contains(&address)
    }

    /// Why the server is not ready, or `None` if it is.
    pub fn not_ready(&self) -> Option<&'static str> {
        if self.heartbeat.is_stopping() {
            return Some("the server is stopping");
        }
        if self.heartbeat.is_unloadable() {
            return Some("the database cannot be loaded until somebody mends it: see the log");
        }
        if self.app.follower().standing() == IndexState::Loading {
            return Some("the index is being loaded, or migrations have not run: see the log");
        }
        if self.heartbeat.silence() > MOST_LAG {
            return Some("the index has not heard from the database for five seconds");
        }
        self.probe.fault()
    }

    /// How the server is now, for `/metrics`.
    pub fn figures(&self) -> ServerFigures {
        ServerFigures {
            ready: self.not_ready().is_none(),
            running: WORK.saturating_sub(self.work.available_permits()),
            waiting: WAITING.saturating_sub(self.waiting.available_permits()),
            index: self.index_figures(),
        }
    }

    fn index_figures(&self) -> IndexFigures {
        let size = self.app.follower().engine().size();
        let position = match self.app.follower().standing() {
            IndexState::Loading => 0,
            IndexState::At(position) => position,
        };
        IndexFigures {
            candidates: size.candidates,
            vacancies: size.vacancies,
            bytes: size.bytes,
            position,
            lag: self.heartbeat.silence(),
        }
    }

    /// Says from now on that the server is not ready, so that the proxy sends nobody here.
    pub fn drain(&self) {
        self.heartbeat.stop();
    }

    /// Says to the other servers that this one lives and which keys it publishes, and learns which of them signs.
    pub fn register(&self) {
        let keys = self.keys().ids();
        let registered = self.app.register_server(self.id, keys);
        self.probe.wrote(registered.is_ok());
        match registered {
            Ok(signer) => {
                self.keys.write().unwrap_or_else(PoisonError::into_inner).sign_with(signer);
            }
            Err(error) => {
                tracing::warn!(%error, "the database does not take that this server lives")
            }
        }
    }

    /// Says to the other servers that this one has stopped, and sends the last spans.
    pub fn unregister(&self) {
        if let Some(traces) = &self.traces {
            traces.stop();
        }
        if let Err(error) = self.app.unregister_server(self.id) {
            tracing::debug!(%error, "the other servers are not told that this one has stopped");
        }
    }

    /// Forgets idle quotas, and reads the keys again.
    pub fn keep_house(&self) {
        self.limits.forget_idle();
        self.guesses.forget_idle();
        match Keys::open(&self.config.keys_dir()) {
            Ok(mut keys) => {
                keys.sign_with(self.keys().chosen());
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
                self.tokens.clear();
            }
            Err(error) => {
                tracing::warn!(%error, "the keys cannot be read again: those in use stay")
            }
        }
    }
}
