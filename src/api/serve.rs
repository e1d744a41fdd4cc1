//! Opens a server, and serves.

use std::{
    net::TcpListener,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_cors::Cors;
use actix_web::{
    App as ActixApp, HttpRequest, HttpResponse, HttpServer, dev,
    http::{Method, header},
    middleware, web,
};

use crate::{
    api::{
        auth::{anchor, codes, keys, vault},
        http::error::ApiError,
        integration::imports::reading,
        openapi,
        request::gate::gate,
        route::mount::mount,
        routes,
        service::health::measured,
        state::{Server, ServerError},
    },
    app::{
        App, background,
        integration::webhooks::{Sender, Webhooks},
        jobs::work::Effort,
        trust::vault::error::VaultError,
    },
    config::{MatchRunConfig, ServerConfig},
};

/// How often keys are read again and idle quotas forgotten.
const HOUSEKEEPING: Duration = Duration::from_secs(30);

/// How long a reader may take nothing of an answer.
const TAKES_WITHIN: Duration = Duration::from_secs(20);
/// How often the database is asked whether it answers.
const PROBE: Duration = Duration::from_millis(250);
/// How often a server says that it lives.
const REGISTER: Duration = Duration::from_secs(2);
/// How often the head of the audit is kept outside the database.
const ANCHOR: Duration = Duration::from_mins(1);

/// A server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A part of it cannot be made.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The key of the audit is not usable.
    #[error(transparent)]
    Keys(#[from] keys::KeyError),
    /// The vault cannot be opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The document cannot be written.
    #[error("the OpenAPI document cannot be written: {0}")]
    Document(#[from] serde_json::Error),
    /// The address cannot be bound, or a thread cannot be started.
    #[error("the server cannot listen: {0}")]
    Listen(#[from] std::io::Error),
}

/// A server with its document, which serves nothing yet.
pub fn open(app: App, config: ServerConfig) -> Result<Arc<Server>, StartError> {
    app.set_profile_quota(config.profiles_per_day);
    app.set_pay_quota(config.pays_per_day);
    app.set_disclosure_quota(config.disclosures_per_day);
    app.seal_with(keys::audit_key(&config.keys_dir())?);
    app.set_webhooks(Webhooks {
        key: keys::webhook_key(&config.keys_dir())?,
        sender: Sender::to(config.webhook_targets),
        targets: config.webhook_targets,
    });
    app.set_row_reader(reading::read);
    app.set_vault(vault::open(&config.vault, &config.keys_dir())?);
    if let Some(sender) = codes::sender(&config.codes, config.webhook_targets)? {
        app.set_code_sender(sender);
    }
    let document = openapi::text(openapi::document())?;
    Ok(Arc::new(Server::new(app, config, document)?))
}

/// Starts to serve on a listener; the future ends when the server has stopped.
pub fn serve(server: &Arc<Server>, listener: TcpListener) -> Result<dev::Server, StartError> {
    cut_silent_readers(&listener)?;
    background::start(&server.app, &server.heartbeat, effort(server.config.match_runs))?;
    keep_house(server)?;
    let workers = server.config.workers();
    let data = web::Data::from(Arc::clone(server));
    let running = HttpServer::new(move || {
        ActixApp::new()
            .wrap(cors(&data.config.cors_origins))
            .wrap(middleware::from_fn(gate))
            .wrap(middleware::Compress::default()) // only for who asks
            .app_data(data.clone())
            .configure(|config| {
                mount(config, &data, routes::groups().iter().flat_map(|group| &group.routes));
            })
            .configure(crate::api::service::docs::configure)
            .configure(crate::api::service::guide::configure)
            .default_service(web::to(nothing_here))
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

/// Starts to answer `/metrics` on a listener of its own, without a token: who reaches it is the network's matter.
pub fn serve_metrics(
    server: &Arc<Server>,
    listener: TcpListener,
) -> Result<dev::Server, StartError> {
    cut_silent_readers(&listener)?;
    let data = web::Data::from(Arc::clone(server));
    let running = HttpServer::new(move || {
        ActixApp::new().app_data(data.clone()).route(
            "/metrics",
            web::get().to(|server: web::Data<Server>| async move { measured(&server) }),
        )
    })
    .workers(1)
    .max_connections(64)
    .client_request_timeout(Duration::from_secs(5))
    .disable_signals()
    .listen(listener)?
    .run();
    Ok(running)
}

/// Lets the system cut whoever does not take what is sent to it: an answer waits in memory until it is taken. Accepted
/// connections inherit that from the listener.
fn cut_silent_readers(listener: &TcpListener) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    socket2::SockRef::from(listener).set_tcp_user_timeout(Some(TAKES_WITHIN))?;
    #[cfg(not(target_os = "linux"))]
    tracing::debug!(?listener, "this system cuts no reader that takes nothing");
    Ok(())
}

/// How hard the server works on jobs; `None` if not at all.
fn effort(config: MatchRunConfig) -> Option<Effort> {
    let MatchRunConfig { batch: step, rest, lease } = config;
    let (rest, lease) = (Duration::from_millis(rest), Duration::from_secs(lease));
    (step > 0).then_some(Effort { step, rest, lease })
}

/// Keeps house until the server stops: each thread does its own, so that a database that does not answer holds up no other.
fn keep_house(server: &Arc<Server>) -> std::io::Result<()> {
    every(HOUSEKEEPING, server, "housekeeping", Server::keep_house)?;
    every(PROBE, server, "probe", |server| server.probe.ask(&server.app))?;
    every(ANCHOR, server, "anchor", anchor::renew_and_tell)?;
    every(REGISTER, server, "register", Server::register)
}

/// Does something at once and then again and again, on a thread of its own.
fn every(
    time: Duration,
    server: &Arc<Server>,
    name: &str,
    work: fn(&Server),
) -> std::io::Result<()> {
    let server = Arc::clone(server);
    let mut next = Instant::now();
    let thread = move || {
        server.heartbeat.until_stopped(|| {
            if Instant::now() >= next {
                next = Instant::now() + time;
                work(&server);
            }
            false
        });
    };
    std::thread::Builder::new().name(name.to_owned()).spawn(thread)?;
    Ok(())
}

/// Answers where nothing is.
async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    Err(if *request.method() == Method::TRACE {
        ApiError::MethodNotAllowed(String::new())
    } else {
        ApiError::NoSuchPath
    })
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn an_accepted_connection_is_cut_when_its_reader_takes_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        cut_silent_readers(&listener).unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (accepted, _) = listener.accept().unwrap();
        let after = socket2::SockRef::from(&accepted).tcp_user_timeout().unwrap();
        assert_eq!(after, Some(TAKES_WITHIN));
    }
}
