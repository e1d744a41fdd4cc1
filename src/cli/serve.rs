//! `koprik serve`.

use std::{net::TcpListener, sync::Arc, time::Duration};

use anyhow::Context;
use clap::Args;
use koprik::{
    api::{serve, state::Server},
    app::App,
    config::{ServerConfig, StoreConfig},
};

use super::signals::Signals;

/// How long a stopping server still answers, so that the proxy sees that it is not ready.
const LAME_DUCK: Duration = Duration::from_secs(5);

#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    store: StoreConfig,
    #[command(flatten)]
    server: ServerConfig,
    /// Do not run migrations; wait until somebody has run them.
    #[arg(long, env = "KOPRIK_NO_MIGRATE")]
    no_migrate: bool,
    /// Serve although a crash of the database may lose what was acknowledged.
    #[arg(long, env = "KOPRIK_ALLOW_DATA_LOSS")]
    allow_data_loss: bool,
}

impl Serve {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let app = super::shell::open_or_make(&self.store)?;
        must_be_durable(&app, self.allow_data_loss)?;
        let listener = listen(&self.server.bind)?;
        if self.no_migrate {
            app.pending_migrations().context("cannot serve this database")?;
        } else {
            for name in app.migrate().context("cannot migrate: see `koprik migrate --help`")? {
                tracing::info!(name, "migrated");
            }
        }
        if let Some(weakness) = app.weak_wall()? {
            tracing::warn!(
                weakness,
                "tenants are told apart by the server alone: see KOPRIK_MIGRATION_URL"
            );
        }
        serve(app, self.server.settle(&self.store), listener, || {})
    }
}

/// Refuses a database whose crash would lose what was acknowledged, unless that was allowed.
fn must_be_durable(app: &App, allowed: bool) -> anyhow::Result<()> {
    let risks = app.durability_risks()?.join(", ");
    anyhow::ensure!(
        risks.is_empty() || allowed,
        "a crash of the database may lose what was acknowledged: {risks}; set it to on, or allow it with \
         --allow-data-loss"
    );
    if !risks.is_empty() {
        tracing::warn!(risks, "a crash of the database may lose what was acknowledged");
    }
    Ok(())
}

/// Binds the address, before anything that takes its time or changes something.
pub(super) fn listen(bind: &str) -> anyhow::Result<TcpListener> {
    listen_as("--bind", bind)
}

fn listen_as(flag: &str, bind: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(bind).with_context(|| {
        format!("cannot listen on {bind}: is another server there? choose another with {flag}")
    })
}

/// Serves until the process is asked to stop; calls `ready` when requests are answered.
pub(super) fn serve(
    app: App,
    config: ServerConfig,
    listener: TcpListener,
    ready: impl FnOnce(),
) -> anyhow::Result<()> {
    let bind = config.bind.clone();
    let apart = config.metrics_bind.as_deref().map(|bind| listen_as("--metrics-bind", bind));
    let apart = apart.transpose()?;
    let server = serve::open(app, config)?;
    actix_web::rt::System::new().block_on(async {
        let running = serve::serve(&server, listener)?;
        if let Some(listener) = apart {
            actix_web::rt::spawn(serve::serve_metrics(&server, listener)?);
        }
        let signals = Signals::listen()?;
        tracing::info!(%bind, "serving");
        ready();
        let handle = running.handle();
        actix_web::rt::spawn(stop_when_asked(signals, Arc::clone(&server), handle));
        let ended = running.await.context("the server failed");
        server.unregister();
        ended
    })
}

async fn stop_when_asked(
    signals: Signals,
    server: Arc<Server>,
    handle: actix_web::dev::ServerHandle,
) {
    let interrupted = signals.interrupted().await;
    tracing::info!("stopping");
    server.drain();
    if !interrupted {
        actix_web::rt::time::sleep(LAME_DUCK).await;
    }
    handle.stop(true).await;
}
