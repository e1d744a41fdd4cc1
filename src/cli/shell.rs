//! What every command needs: the application, and a way to talk to the person at the terminal.

use std::io::{ErrorKind, IsTerminal, Write, stdin, stdout};

use anyhow::Context;
use koprik::{
    api::auth::keys,
    app::{App, Clock, system_clock},
    config::StoreConfig,
};

/// Opens the application on the configured store, which is made if it is not there.
pub(super) fn open_or_make(store: &StoreConfig) -> anyhow::Result<App> {
    open_or_make_at(store, system_clock())
}

/// Opens the application, by a clock of its own.
pub(super) fn open_or_make_at(store: &StoreConfig, clock: Clock) -> anyhow::Result<App> {
    if store.backend().missing_file().is_some() {
        std::fs::create_dir_all(&store.data_dir)
            .with_context(|| format!("cannot make the folder {}", store.data_dir.display()))?;
    }
    let app = unsealed(store, clock)?;
    app.seal_with(keys::audit_key(&store.keys_dir()).context("cannot use the key of the audit")?);
    Ok(app)
}

/// Opens the application on a database that is there.
pub(super) fn open(store: &StoreConfig) -> anyhow::Result<App> {
    must_be_there(store)?;
    open_or_make(store)
}

/// Opens the application on a database that is there, to look at it alone: no key is asked for or made.
pub(super) fn open_to_look(store: &StoreConfig) -> anyhow::Result<App> {
    must_be_there(store)?;
    unsealed(store, system_clock())
}

fn must_be_there(store: &StoreConfig) -> anyhow::Result<()> {
    if let Some(path) = store.backend().missing_file() {
        anyhow::bail!(
            "there is no database at {path}: name its folder with --data-dir, or make one with `koprik migrate`"
        );
    }
    Ok(())
}

fn unsealed(store: &StoreConfig, clock: Clock) -> anyhow::Result<App> {
    let app = App::open(store.backend(), clock, store.write_batch).context(
        "cannot open the database: check KOPRIK_DATABASE_URL or --data-dir, and that it is reachable",
    )?;
    Ok(match store.owner() {
        Some(owner) => app.owned_by(owner),
        None => app,
    })
}

/// Opens the application on a database whose schema is up to date.
pub(super) fn open_migrated(store: &StoreConfig) -> anyhow::Result<App> {
    let app = open(store)?;
    let pending = app.pending_migrations()?;
    anyhow::ensure!(pending == 0, "{pending} migrations have not run: run `koprik migrate` first");
    Ok(app)
}

/// Asks the person at the terminal; anything but `yes` is a no, and so is a terminal with nobody at it.
pub(super) fn confirms(question: &str) -> anyhow::Result<bool> {
    if !stdin().is_terminal() {
        return Ok(false);
    }
    say(format!("{question} Type yes to go on:"));
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(answer.trim() == "yes")
}

/// Says something to the person at the terminal. That nobody reads on (`koprik migrate | head`) stops no work; that it cannot be
/// written, as on a full disk, ends the command.
pub(super) fn say(text: impl std::fmt::Display) {
    match writeln!(stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("error: cannot write the output: {error}");
            std::process::exit(1);
        }
        _ => {}
    }
}
