//! `koprik vault`.

use anyhow::Context;
use clap::{Args, Subcommand};
use koprik::{
    api::auth::vault,
    config::{StoreConfig, VaultConfig},
};

#[derive(Subcommand)]
pub(crate) enum VaultCommand {
    /// Make a new master key and wrap every key of the vault with it; servers go on meanwhile.
    #[command(after_help = "Example: koprik vault rotate --data-dir data")]
    Rotate(Rotate),
}

#[derive(Args)]
pub(crate) struct Rotate {
    #[command(flatten)]
    store: StoreConfig,
    #[command(flatten)]
    vault: VaultConfig,
}

impl VaultCommand {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let Self::Rotate(command) = self;
        command.run()
    }
}

impl Rotate {
    fn run(self) -> anyhow::Result<()> {
        let app = super::shell::open_migrated(&self.store)?;
        app.set_vault(
            vault::open(&self.vault, &self.store.keys_dir()).context("cannot open the vault")?,
        );
        let count = app.rotate_master_key()?;
        super::shell::say(format!(
            "{count} keys are wrapped anew; keep the old master keys as long as backups that need them"
        ));
        Ok(())
    }
}
