//! `koprik audit`: look whether somebody has changed the audit.

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};
use koprik::{
    api::auth::{
        anchor,
        keys::{Keys, audit_key},
    },
    config::StoreConfig,
};

/// Faults that are told one by one.
const TOLD: usize = 20;

#[derive(Subcommand)]
pub(crate) enum AuditCommand {
    /// Follow the chain of the audit from its first entry, and tell what was changed, taken out or put in.
    #[command(after_help = "Example: koprik audit verify --data-dir data")]
    Verify(Verify),
}

#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    store: StoreConfig,
}

impl AuditCommand {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let Self::Verify(command) = self;
        command.run()
    }
}

impl Verify {
    fn run(self) -> anyhow::Result<()> {
        let (app, folder) = (super::shell::open_migrated(&self.store)?, self.store.keys_dir());
        let keys = Keys::open(&folder).context("cannot read the keys")?;
        let anchored = anchor::read(&keys, &folder)?;
        let checked = app.check_audit(audit_key(&folder)?, anchored.clone())?;
        checked.faults.iter().take(TOLD).for_each(super::shell::say);
        ensure!(
            checked.faults.is_empty(),
            "the audit has {} faults: somebody has changed it, or {} has not the servers' audit.key",
            checked.faults.len(),
            folder.display()
        );
        super::shell::say(match anchored.entry {
            0 => format!("{} entries hold; none is anchored yet", checked.head.entry),
            last => format!("{} entries hold; {last} was anchored last", checked.head.entry),
        });
        Ok(())
    }
}
