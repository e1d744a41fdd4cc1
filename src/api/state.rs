//! The parts of a running server: use cases, keys, limits, routes, and the threads that keep it current.

use std::{
    cell::Cell,
    net::{IpAddr, TcpListener},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use actix_cors::Cors;
use actix_web::{App as ActixApp, HttpServer, dev, http::header, middleware, web};
use tokio::sync::Semaphore;
use utoipa_actix_web::AppExt;

use crate::{
    api::{
        auth::{
            access::{Routes, RoutesError},
            cache::TokenCache,
            keys::{KeyError, Keys},
            token,
        },
        http::{limits::RateLimit, paging::CursorKey},
        metrics::{IndexFigures, Metrics},
        openapi,
        request::gate::gate,
        routes,
    },
    app::{App, index::follower::Standing, recruitment::match_runs::work::Effort},
    config::{MatchRunConfig, ServerConfig},
    domain::access::actor::Client,
};

/// Work that may wait for the blocking pool; more is refused with 503.
const WORK: usize = 512;
/// How often the log is asked for what other servers wrote.
const POLL: Duration = Duration::from_millis(200);
/// Records after which a server that loads says how far it is.
const TOLD_EVERY: usize = 100_000;
/// How often keys are read again and idle quotas forgotten.
const HOUSEKEEPING: Duration = Duration::from_secs(30);
/// How often time's own changes are made.
const SWEEP: Duration = Duration::from_hours(1);
/// A server whose index has not heard from the log for longer is not ready.
const MOST_LAG: Duration = Duration::from_secs(5);

/// A server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A route says not who may use it, or two contradict each other.
    #[error(transparent)]
    Routes(#[from] RoutesError),
    /// The keys are not usable.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The metrics are wrong.
    #[error("the metrics cannot be registered: {0}")]
    Metrics(#[from] prometheus::Error),
    /// The document cannot be written.
    #[error("the OpenAPI document cannot be written: {0}")]
    Document(#[from] serde_json::Error),
    /// The address cannot be bound, or a thread cannot be started.
    #[error("the server cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

/// What every request can reach.
pub struct Server {
    /// The use cases.
    pub app: App,
    /// Every route and what it asks.
    pub routes: Routes,
    /// Seals cursors.
    pub cursors: CursorKey,
    /// Quotas.
    pub limits: RateLimit,
    /// How much work may wait.
    pub work: Arc<Semaphore>,
    /// Measurements.
    pub metrics: Metrics,
    /// The OpenAPI document as it is served.
    pub document: String,
    config: ServerConfig,
    keys: RwLock<Keys>,
    tokens: TokenCache,
    draining: AtomicBool,
    started: Instant,
    heard_ms: AtomicU64,
}

impl Server {
    /// Puts the parts together.
    pub fn new(app: App, config: ServerConfig) -> Result<Arc<Self>, StartError> {
        let keys = Keys::open(&config.keys_dir())?;
        let document = openapi::document();
        Ok(Arc::new(Self {
            app,
            routes: Routes::of(&openapi::collected())?,
            cursors: keys.cursor(),
            limits: RateLimit::new(config.requests_per_minute),
            work: Arc::new(Semaphore::new(WORK)),
            metrics: Metrics::new()?,
            document: openapi::text(&document)?,
            config,
            keys: RwLock::new(keys),
            tokens: TokenCache::default(),
            draining: AtomicBool::new(false),
            started: Instant::now(),
            heard_ms: AtomicU64::new(0),
        }))
    }

    /// Where clients reach this installation, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.config.base_url()
    }

    /// The client that a token speaks for, if it holds and nobody has revoked it.
    pub fn client_of(&self, token: &str) -> Option<Client> {
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
        if admitted { claims.client() } else { None }
    }

    /// The keys.
    pub fn keys(&self) -> std::sync::RwLockReadGuard<'_, Keys> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether requests from this address are not counted: it is the machine itself, or the proxy.
    pub fn trusts(&self, address: IpAddr) -> bool {
        address.is_loopback() || self.config.trusted_proxies.contains(&address)
    }

    /// Why the server is not ready, or `None` if it is.
    pub fn not_ready(&self) -> Option<&'static str> {
        if self.draining.load(Ordering::Relaxed) {
            return Some("the server is stopping");
        }
        if self.app.follower().standing() == Standing::Loading {
            return Some("the index is being loaded, or migrations have not run: see the log");
        }
        (self.lag() > MOST_LAG).then_some("the database has not answered for five seconds")
    }

    /// The index, for `/metrics`.
    pub fn index_figures(&self) -> IndexFigures {
        let size = self.app.follower().engine().size();
        let position = match self.app.follower().standing() {
            Standing::Loading => 0,
            Standing::At(position) => position,
        };
        IndexFigures {
            candidates: size.candidates,
            vacancies: size.vacancies,
            bytes: size.bytes,
            position,
            lag: self.lag(),
        }
    }

    /// Says from now on that the server is not ready, so that the proxy sends nobody here.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    fn lag(&self) -> Duration {
        self.started
            .elapsed()
            .saturating_sub(Duration::from_millis(self.heard_ms.load(Ordering::Relaxed)))
    }

    fn heard(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.heard_ms.store(now, Ordering::Relaxed);
    }

    /// Loads the index, as soon as the schema is there.
    fn load(&self) {
        let began = Instant::now();
        let told = Cell::new(0);
        let progress = |records: usize| {
            let steps = records / TOLD_EVERY;
            if steps > told.replace(steps) {
                tracing::info!(records, "loading the index");
            }
        };
        let loaded = match self.app.pending_migrations() {
            Ok(0) => self.app.follower().load(&progress),
            Ok(pending) => {
                tracing::warn!(pending, "migrations have not run: run `koprik migrate`");
                return;
            }
            Err(error) => Err(error),
        };
        match loaded {
            Ok(()) => {
                let size = self.app.follower().engine().size();
                self.heard();
                self.app.index_names();
                tracing::info!(candidates = size.candidates, vacancies = size.vacancies, took = ?began.elapsed(), "the index is loaded");
            }
            Err(error) => tracing::warn!(%error, "the index cannot be loaded: trying again"),
        }
    }

    /// Works on match runs until the server drains.
    fn match_runs(&self) {
        let MatchRunConfig { batch, rest, lease } = self.config.match_runs;
        let (rest, lease) = (Duration::from_millis(rest), Duration::from_secs(lease));
        let effort = Effort { step: batch, rest, lease };
        let stop = || self.draining.load(Ordering::Relaxed);
        while !stop() {
            match self.app.work_on_match_runs(&effort, &stop) {
                Ok(true) => {}
                Ok(false) => std::thread::park_timeout(POLL),
                Err(error) => {
                    tracing::warn!(%error, "the match runs cannot be worked on");
                    std::thread::park_timeout(POLL);
                }
            }
        }
    }

    /// Follows the log until the server drains.
    fn follow(&self) {
        let mut next_housekeeping = Instant::now() + HOUSEKEEPING;
        let mut next_sweep = Instant::now();
        while !self.draining.load(Ordering::Relaxed) {
            if self.app.follower().standing() == Standing::Loading {
                self.load();
            } else {
                match self.app.follower().poll() {
                    Ok(()) => self.heard(),
                    Err(error) => tracing::warn!(%error, "the change log cannot be read"),
                }
                if Instant::now() >= next_sweep {
                    next_sweep = Instant::now() + SWEEP;
                    self.sweep();
                }
            }
            if Instant::now() >= next_housekeeping {
                next_housekeeping = Instant::now() + HOUSEKEEPING;
                self.keep_house();
            }
            std::thread::park_timeout(POLL);
        }
    }

    /// Follows amendments of the taxonomy until the server drains: beside the log, as a new index takes its time.
    fn follow_taxonomy(&self) {
        while !self.draining.load(Ordering::Relaxed) {
            match self.app.follow_taxonomy() {
                Ok(0) => {}
                Ok(records) => tracing::info!(records, "texts that waited are resolved"),
                Err(error) => tracing::warn!(%error, "the taxonomy cannot be followed"),
            }
            std::thread::park_timeout(POLL);
        }
    }

    /// Indexes the names that mappings add until the server drains.
    fn index_names(&self) {
        while !self.draining.load(Ordering::Relaxed) {
            self.app.index_added_names();
            std::thread::park_timeout(POLL);
        }
    }

    fn sweep(&self) {
        match self.app.sweep() {
            Ok(swept) => {
                tracing::info!(records = swept.records, forgotten = swept.forgotten, "swept")
            }
            Err(error) => tracing::warn!(%error, "the sweep did not end"),
        }
    }

    fn keep_house(&self) {
        self.limits.forget_idle();
        match Keys::open(&self.config.keys_dir()) {
            Ok(keys) => {
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
                self.tokens.clear();
            }
            Err(error) => {
                tracing::warn!(%error, "the keys cannot be read again: those in use stay")
            }
        }
    }
}

/// Starts to serve on a listener; the future ends when the server has stopped.
pub fn serve(server: &Arc<Server>, listener: TcpListener) -> Result<dev::Server, StartError> {
    let follower = Arc::clone(server);
    std::thread::Builder::new().name("follower".to_owned()).spawn(move || follower.follow())?;
    if server.config.match_runs.batch > 0 {
        let worker = Arc::clone(server);
        std::thread::Builder::new()
            .name("match-runs".to_owned())
            .spawn(move || worker.match_runs())?;
    }
    let (taxonomy, names) = (Arc::clone(server), Arc::clone(server));
    std::thread::Builder::new()
        .name("taxonomy".to_owned())
        .spawn(move || taxonomy.follow_taxonomy())?;
    std::thread::Builder::new().name("names".to_owned()).spawn(move || names.index_names())?;
    let data = web::Data::from(Arc::clone(server));
    let workers = server.config.workers();
    let running = HttpServer::new(move || {
        let (app, _) = ActixApp::new()
            .wrap(middleware::from_fn(gate))
            .wrap(cors(&data.config.cors_origins))
            .app_data(data.clone())
            .into_utoipa_app()
            .configure(routes::routes)
            .split_for_parts();
        app.configure(crate::api::service::docs::configure)
            .default_service(web::to(routes::nothing_here))
    })
    .workers(workers)
    .max_connections(4_096)
    .client_request_timeout(Duration::from_secs(5))
    .keep_alive(Duration::from_secs(15))
    .shutdown_timeout(25)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(running)
}

fn cors(origins: &[String]) -> Cors {
    let exposed = [
        "etag",
        "link",
        "location",
        "retry-after",
        "ratelimit",
        "ratelimit-policy",
        "idempotency-replayed",
        "deprecation",
        "sunset",
        "x-request-id",
    ];
    let mut cors = Cors::default()
        .allowed_methods(["GET", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
        ])
        .allowed_headers(["idempotency-key", "x-request-id", "traceparent"])
        .expose_headers(exposed)
        .max_age(600);
    for origin in origins {
        cors = cors.allowed_origin(origin);
    }
    cors
}
