//! `koprik demo`.

mod clients;
mod folder;
mod interrupt;

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use koprik::{
    api::auth::vault,
    app::{
        App, Clock,
        demo::{self, Corridor, Plan, Travel},
        system_clock,
    },
    config::{ServerConfig, StoreConfig},
    domain::{
        access::{actor::Actor, scope::Role},
        recruitment::vacancy::Vacancy,
    },
};

use clients::Clients;
use folder::{Folder, State};
use interrupt::Interrupt;

#[derive(Args)]
pub(crate) struct Demo {
    /// Folder for the database, the keys and the demo's clients. A demo that is there is served again.
    #[arg(long, env = "KOPRIK_DATA_DIR", default_value = "data", value_name = "FOLDER")]
    data_dir: PathBuf,
    /// Throw the demo of the folder away, and make a new one.
    #[arg(long)]
    fresh: bool,
    /// How many candidates a new demo has.
    #[arg(long, default_value = "20000", value_name = "NUMBER")]
    candidates: usize,
    /// How many vacancies a new demo has.
    #[arg(long, default_value = "300", value_name = "NUMBER")]
    vacancies: usize,
    /// Another seed makes another corridor.
    #[arg(long, default_value_t = demo::SEED, value_name = "NUMBER")]
    seed: u64,
    /// Make only what is there today, in seconds: no applications of the last ten months.
    #[arg(long)]
    no_past: bool,
    /// File of the log; by default `demo.log` in the folder.
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    #[command(flatten)]
    server: ServerConfig,
}

impl Demo {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let listener = crate::cli::serve::listen(&self.server.bind)?;
        let folder = Folder::new(&self.data_dir);
        let _alone = folder.claim()?;
        let there = folder.state(self.fresh)?;
        let interrupt = Interrupt::during(folder.clone(), there)?;
        let log = self.log.clone().unwrap_or_else(|| folder.log());
        crate::cli::log::to_file(&log)?;
        let config = self.server(&folder).settle(&self.store());
        let app = match there {
            State::Complete => self.again(&folder)?,
            State::Absent => self.fill(&folder, &config)?,
        };
        interrupt.filled();
        let clients = Clients::read(&folder.clients(), config.base_url())?;
        let shown = show_match(&app, &clients)?;
        let hints = hints(config.base_url(), &folder, &log, (&clients, shown.as_ref()))?;
        crate::cli::serve::serve(app, config, listener, move || {
            interrupt.over();
            crate::cli::shell::say(hints);
        })
    }

    /// The settings: where nothing else brings codes to workers, they go into a file of the folder.
    fn server(&self, folder: &Folder) -> ServerConfig {
        let mut server = self.server.clone();
        if server.codes.sms_gateway_url.is_none() && server.codes.code_file.is_none() {
            server.codes.code_file = Some(folder.codes());
        }
        server
    }

    fn store(&self) -> StoreConfig {
        StoreConfig::embedded(&self.data_dir)
    }

    fn open(&self, clock: Clock) -> anyhow::Result<App> {
        let app = crate::cli::shell::open_or_make_at(&self.store(), clock)?;
        app.migrate()?;
        Ok(app)
    }

    fn again(&self, folder: &Folder) -> anyhow::Result<App> {
        crate::cli::shell::say(format!(
            "serving the demo that is in {} already; --fresh makes a new one",
            folder.path().display()
        ));
        self.open(system_clock())
    }

    /// Fills the folder; its clients are written last, which says that it is complete.
    fn fill(&self, folder: &Folder, config: &ServerConfig) -> anyhow::Result<App> {
        folder.begin()?;
        let travel = Travel::of(system_clock());
        let app = self.open(travel.clock())?;
        app.set_vault(vault::open(&config.vault, &config.keys_dir())?);
        let plan = Plan { vacancies: self.vacancies, candidates: self.candidates, seed: self.seed };
        let corridor = fill(&app, &plan, (!self.no_past).then_some(&travel))?;
        app.follower().load(&|_| {})?;
        let employer = corridor.clients.iter().find(|client| client.role == Role::Employer);
        if let Some(employer) = employer {
            demo::recruit(&app, &Actor::Client(employer.new.client.clone()))?;
        }
        clients::write(&folder.clients(), config.base_url(), &corridor)?;
        folder.end()?;
        Ok(app)
    }
}

fn fill(app: &App, plan: &Plan, travel: Option<&Travel>) -> anyhow::Result<Corridor> {
    let bar = ProgressBar::new(0);
    bar.set_style(
        ProgressStyle::with_template("{msg:>12} [{bar:40}] {pos}/{len}")?.progress_chars("=> "),
    );
    let corridor = demo::fill(app, plan, travel, &|what, done, total| {
        bar.set_message(what.to_owned());
        bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    })?;
    bar.finish_and_clear();
    crate::cli::shell::say(format!(
        "made {} vacancies of {} employers, {} candidates of {} agencies{}; none of it is real",
        plan.vacancies,
        corridor.employers.len(),
        plan.candidates,
        corridor.agencies.len(),
        if travel.is_some() { ", and what happened in ten months" } else { "" }
    ));
    Ok(corridor)
}

fn show_match(app: &App, clients: &Clients) -> anyhow::Result<Option<Vacancy>> {
    app.follower().load(&|_| {})?;
    let employer = clients.employer()?.client_id;
    let known = app.list_clients()?.into_iter().find(|known| known.client.id == employer);
    let known =
        known.with_context(|| format!("the database has no client {employer}: use --fresh"))?;
    let actor = Actor::Client(known.client);
    let shown = demo::showcase(app, &actor)?;
    if let Some(vacancy) = &shown {
        crate::cli::shell::say(format!("\n{}", demo::table(app, &actor, vacancy)?));
    }
    Ok(shown)
}

/// What to try, for a terminal beside this one.
fn hints(
    url: &str,
    folder: &Folder,
    log: &std::path::Path,
    (clients, shown): (&Clients, Option<&Vacancy>),
) -> anyhow::Result<String> {
    let path = shown.map_or_else(
        || "/v1/vacancies".to_owned(),
        |vacancy| format!("/v1/vacancies/{}/matches?limit=3", vacancy.id),
    );
    let employer = clients.employer()?;
    Ok(format!(
        "Serving on {url} until Ctrl-C; the documentation is at {url}/docs/. The clients are in {}, the log in {}. \
         Try, in another terminal:\n\n\
         curl '{url}/v1/vacancies?limit=2'\n\
         TOKEN=$(curl -s -u '{}:{}' -d grant_type=client_credentials {url}/oauth/token | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')\n\
         curl -H \"Authorization: Bearer $TOKEN\" '{url}{path}'\n\
         curl -H \"Authorization: Bearer $TOKEN\" -H 'Accept-Language: uz-Latn' '{url}{path}'",
        folder.clients().display(),
        log.display(),
        employer.client_id,
        employer.client_secret,
    ))
}
