//! What every command needs: the application, and a way to talk to the person at the terminal.

use anyhow::Context;
use koprik::{
    app::{App, system_clock},
    config::StoreConfig,
};

/// Opens the application on the configured store.
pub(super) fn open(store: &StoreConfig) -> anyhow::Result<App> {
    let backend = store
        .backend()
        .with_context(|| format!("cannot make the folder {}", store.data_dir.display()))?;
    App::open(backend, system_clock(), store.write_batch)
        .context("cannot open the database: check KOPRIK_DATABASE_URL or --data-dir, and that it is reachable")
}

/// Opens the application and checks that its schema is up to date.
pub(super) fn open_migrated(store: &StoreConfig) -> anyhow::Result<App> {
    let app = open(store)?;
    let pending = app.pending_migrations()?;
    anyhow::ensure!(pending == 0, "{pending} migrations have not run: run `koprik migrate` first");
    Ok(app)
}

/// Says something to the person at the terminal.
#[expect(clippy::print_stdout, reason = "the one place that talks to the terminal")]
pub(super) fn say(text: impl std::fmt::Display) {
    println!("{text}");
}
