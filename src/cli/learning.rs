//! `koprik taxonomy rarity` and `relations`: tables that the present pool teaches.

use clap::Args;
use koprik::{
    app::taxonomy::learning::{Lesson, Subject},
    config::StoreConfig,
};

/// How many changes are shown.
const SHOWN: usize = 50;

#[derive(Args)]
pub(crate) struct Learn {
    #[command(flatten)]
    store: StoreConfig,
    /// Publish the table as a new edition of the taxonomy. Without it, only what would change is shown.
    #[arg(long)]
    publish: bool,
}

impl Learn {
    pub(crate) fn run(self, subject: Subject) -> anyhow::Result<()> {
        let app = super::shell::open_migrated(&self.store)?;
        let lesson = app.learn(subject, self.publish)?;
        tell(&lesson);
        super::shell::say(if self.publish {
            format!("the taxonomy is now {}", app.taxonomy().version())
        } else {
            "nothing was published: add --publish".to_owned()
        });
        Ok(())
    }
}

fn tell(Lesson { people, changes, unchanged }: &Lesson) {
    for (what, from, to) in changes.iter().take(SHOWN) {
        super::shell::say(format!("{what}: {from} → {to}"));
    }
    if changes.len() > SHOWN {
        super::shell::say(format!("… and {} more", changes.len() - SHOWN));
    }
    super::shell::say(format!(
        "{people} people; {} values change, {unchanged} stay as they are",
        changes.len()
    ));
}
