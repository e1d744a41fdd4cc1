//! `koprik doctor`: what is wrong with a configuration or a database, and what to do about it. It changes nothing.

use std::{cell::Cell, fmt::Display, net::TcpListener};

use anyhow::{Context, bail, ensure};
use clap::Args;
use koprik::{
    api::auth::keys,
    app::App,
    config::{ServerConfig, StoreConfig},
};

use super::shell::{open_to_look, say};

/// Clocks of a server and of its database that are further apart than these seconds make tokens and leases go wrong.
const APART: i64 = 5;

#[derive(Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    store: StoreConfig,
    #[command(flatten)]
    server: ServerConfig,
}

/// What a check found: all is well and why, or what is wrong and how to mend it.
type Checked = anyhow::Result<String>;

impl Doctor {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let app = open_to_look(&self.store);
        let mut wrong = 0;
        let mut tell = |part: &str, checked: Checked| {
            wrong += usize::from(checked.is_err());
            match checked {
                Ok(well) => say(format!("ok     {part}: {well}")),
                Err(error) => say(format!("WRONG  {part}: {error:#}")),
            }
        };
        tell("address", free(&self.server.bind));
        tell("keys", self.keys(app.is_ok()));
        match app {
            Ok(app) => {
                tell("database", Ok(format!("{:?} answers", self.store.backend())));
                for (part, check) in OF_DATABASE {
                    tell(part, check(&app));
                }
            }
            Err(error) => tell("database", Err(error)),
        }
        ensure!(wrong == 0, "{wrong} of the checks found something wrong");
        Ok(())
    }

    /// Keys that are there must be usable; beside a database none may be missing, or the next start makes another.
    fn keys(&self, has_database: bool) -> Checked {
        let folder = self.store.keys_dir();
        let mut missing = keys::missing(&folder)?;
        let vault = &self.server.vault;
        let elsewhere = [
            vault.master_key.is_some(),
            vault.master_key_file.is_some(),
            vault.key_service_url.is_some(),
        ];
        missing.retain(|name| *name != keys::MASTER || !elsewhere.contains(&true));
        match missing.join(", ") {
            none if none.is_empty() => Ok(format!("{} has all", folder.display())),
            names if has_database => bail!(
                "{} lacks {names}: the next start makes new ones, which open nothing that was sealed with the old; if \
                 this database has served before, put back the copy of the folder",
                folder.display()
            ),
            names => Ok(format!("the first start makes {names} in {}", folder.display())),
        }
    }
}

/// Asks a database that answers.
type Check = fn(&App) -> Checked;

/// What it is asked, each with what that is about.
const OF_DATABASE: [(&str, Check); 6] = [
    ("schema", schema),
    ("durability", durability),
    ("wholeness", wholeness),
    ("records", records),
    ("walls", walls),
    ("clock", clock),
];

fn free(bind: &str) -> Checked {
    TcpListener::bind(bind).with_context(|| {
        format!("cannot listen on {bind}: a server is there already, or choose another with --bind")
    })?;
    Ok(format!("{bind} is free"))
}

fn schema(app: &App) -> Checked {
    let current = app.pending_migrations()? == 0;
    ensure!(
        current,
        "it is not that of this program: run `koprik migrate`, or a program of its release"
    );
    Ok("it is that of this program".to_owned())
}

fn durability(app: &App) -> Checked {
    let risks = app.durability_risks()?;
    ensure!(risks.is_empty(), "a crash may lose what was acknowledged: set to on {}", list(&risks));
    Ok("what is acknowledged survives a crash".to_owned())
}

fn wholeness(app: &App) -> Checked {
    let faults = app.database_faults()?;
    ensure!(
        faults.is_empty(),
        "stop the servers and restore a backup, or rebuild what is named: {}",
        list(&faults)
    );
    Ok("the database holds together".to_owned())
}

/// Reads all that a server reads when it starts.
fn records(app: &App) -> Checked {
    let read = Cell::new(0);
    app.follower().load(&|so_far| read.set(so_far))?;
    Ok(format!("{} vacancies and candidates can be read", read.get()))
}

fn walls(app: &App) -> Checked {
    if let Some(weakness) = app.weak_wall()? {
        bail!(
            "{weakness}: migrate as the owner with KOPRIK_MIGRATION_URL, and serve as a role that owns nothing and is \
             no superuser"
        );
    }
    Ok("a row is not shown to whom it is not for".to_owned())
}

fn clock(app: &App) -> Checked {
    let apart = app.clock_gap()?.num_seconds();
    ensure!(
        apart.abs() <= APART,
        "it is {apart} s ahead of the database's: let both follow a time server, or tokens and leases go wrong"
    );
    Ok("it agrees with the database's".to_owned())
}

/// The first of many, and how many more there are.
fn list(all: &[impl Display]) -> String {
    const TOLD: usize = 5;
    let first: Vec<String> = all.iter().take(TOLD).map(ToString::to_string).collect();
    let more = all.len().saturating_sub(TOLD);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    first.join("; ") + &more
}
