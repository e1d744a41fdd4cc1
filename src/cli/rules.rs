//! `koprik rules`: look for what is wrong with a rule set.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::{Args, Subcommand};
use koprik::domain::law::read::read;

#[derive(Subcommand)]
pub(crate) enum RulesCommand {
    /// Read a rule set and tell every fault with its line.
    #[command(after_help = "Example: koprik rules check rules.json")]
    Check(Check),
}

#[derive(Args)]
pub(crate) struct Check {
    /// The rule set, as JSON.
    file: PathBuf,
}

impl RulesCommand {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let Self::Check(Check { file }) = self;
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        let faults = match read(&text) {
            Ok(set) => {
                let (rules, sources) = (set.rules.len(), set.sources.len());
                super::shell::say(format!("{}: {rules} rules of {sources} sources", set.id));
                set.doubtful().for_each(|rule| {
                    let why = "rests on memory or a draft; each side confirms it by name";
                    super::shell::say(format!("{}: {why}", rule.id));
                });
                return Ok(());
            }
            Err(faults) => faults,
        };
        faults.iter().for_each(super::shell::say);
        ensure!(faults.is_empty(), "{} has faults: mend {} of them", file.display(), faults.len());
        Ok(())
    }
}
