//! `koprik migrate`, `retention`, `backup`, `openapi` and `rebuild-check`.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::ensure;
use clap::Args;
use koprik::{
    api::openapi,
    app::index::follower::{Follower, IndexState},
    config::StoreConfig,
};

#[derive(Args)]
pub(crate) struct Migrate {
    #[command(flatten)]
    store: StoreConfig,
    /// Take this many migrations back instead; what they made is lost.
    #[arg(long, value_name = "NUMBER")]
    revert: Option<usize>,
    /// Do not ask before migrations are taken back.
    #[arg(long, requires = "revert")]
    yes: bool,
}

impl Migrate {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let (verb, names) = match self.revert {
            Some(steps) => ("reverted", self.take_back(steps)?),
            None => ("migrated", super::shell::open_or_make(&self.store)?.migrate()?),
        };
        for name in &names {
            super::shell::say(format!("{verb} {name}"));
        }
        super::shell::say(format!("{} migrations {verb}", names.len()));
        Ok(())
    }

    fn take_back(&self, steps: usize) -> anyhow::Result<Vec<String>> {
        let app = super::shell::open(&self.store)?;
        let ran = app.migrations_that_ran()?;
        ensure!(
            steps <= ran,
            "nothing was taken back: {ran} migrations have run there, and {steps} were asked for"
        );
        let question = format!(
            "The newest {steps} migrations of {:?} are taken back, and what is in their tables and columns is lost.",
            self.store.backend()
        );
        ensure!(
            self.yes || super::shell::confirms(&question)?,
            "nothing was taken back: nobody typed yes at a terminal, and --yes was not given"
        );
        Ok(app.revert_migrations(steps)?)
    }
}

#[derive(Args)]
pub(crate) struct Retention {
    #[command(flatten)]
    store: StoreConfig,
}

impl Retention {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let removed = super::shell::open_migrated(&self.store)?.remove_remains()?;
        super::shell::say(format!(
            "{} old entries were forgotten, and {} answers named somebody who was erased; the files are rewritten",
            removed.forgotten, removed.answers
        ));
        Ok(())
    }
}

#[derive(Args)]
pub(crate) struct Backup {
    #[command(flatten)]
    store: StoreConfig,
    /// File of the copy, which must not be there yet. To restore, put it in the place of `koprik.db` while no server runs.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

impl Backup {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let change = super::shell::open(&self.store)?.backup(&self.output)?;
        super::shell::say(format!(
            "{} holds everything up to change {change}, and is whole; keep the folder of the keys apart from it",
            self.output.display()
        ));
        Ok(())
    }
}

/// Prints the OpenAPI document.
pub(crate) fn openapi() -> anyhow::Result<()> {
    super::shell::say(openapi::text(openapi::document())?.trim_end());
    Ok(())
}

#[derive(Args)]
pub(crate) struct RebuildCheck {
    #[command(flatten)]
    store: StoreConfig,
    /// Seconds to follow the change log before the comparison.
    #[arg(long, default_value = "5", value_name = "SECONDS")]
    follow: u64,
}

/// How often to compare again when the database moved on meanwhile.
const TRIES: usize = 20;

impl RebuildCheck {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let app = super::shell::open_migrated(&self.store)?;
        let follower = app.follower();
        follower.load(&|_| {})?;
        follow(follower, Duration::from_secs(self.follow))?;
        for _ in 0..TRIES {
            let (rebuilt, position) = follower.rebuilt()?;
            if follower.standing() != IndexState::At(position) {
                follower.poll()?;
                continue;
            }
            let (running, size) = (follower.engine(), rebuilt.size());
            ensure!(
                running.fingerprint() == rebuilt.fingerprint(),
                "the index that followed the log differs from one built afresh at change {position}: restart the \
                 servers, and report this with their logs"
            );
            super::shell::say(format!(
                "equal at change {position}: {} candidates, {} vacancies",
                size.candidates, size.vacancies
            ));
            return Ok(());
        }
        anyhow::bail!(
            "the database changes faster than an index can be built: try again when less is written"
        )
    }
}

fn follow(follower: &Follower, time: Duration) -> anyhow::Result<()> {
    let end = Instant::now() + time;
    while Instant::now() < end {
        follower.poll()?;
        std::thread::park_timeout(Duration::from_millis(200));
    }
    Ok(())
}
