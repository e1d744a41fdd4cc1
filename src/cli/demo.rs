//! `koprik demo`.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use koprik::{
    app::{
        App,
        demo::{self, Corridor, Plan},
    },
    config::{ServerConfig, StoreConfig},
    domain::{
        access::{actor::Actor, scope::Role},
        recruitment::vacancy::Vacancy,
    },
};
use serde_json::json;

#[derive(Args)]
pub(crate) struct Demo {
    /// Folder for the database, the keys and the demo clients; must not hold a database yet.
    #[arg(long, env = "KOPRIK_DATA_DIR", default_value = "data", value_name = "FOLDER")]
    data_dir: PathBuf,
    /// How many candidates.
    #[arg(long, default_value = "20000", value_name = "NUMBER")]
    candidates: usize,
    /// How many vacancies.
    #[arg(long, default_value = "300", value_name = "NUMBER")]
    vacancies: usize,
    /// Another seed makes another corridor.
    #[arg(long, default_value = "1", value_name = "NUMBER")]
    seed: u64,
    #[command(flatten)]
    server: ServerConfig,
}

impl Demo {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let store = StoreConfig::embedded(&self.data_dir);
        let again = "choose another --data-dir, remove this one, or serve it with `koprik serve --data-dir …`";
        ensure!(
            !self.data_dir.join("koprik.db").exists(),
            "{} holds a database: {again}",
            self.data_dir.display()
        );
        let app = super::shell::open(&store)?;
        app.migrate()?;
        let plan = Plan { vacancies: self.vacancies, candidates: self.candidates, seed: self.seed };
        let corridor = fill(&app, &plan)?;
        let config = self.server.settle(&self.data_dir);
        write_clients(&self.data_dir, config.base_url(), &corridor)?;
        let shown = show_match(&app, &corridor)?;
        let hints = hints(config.base_url(), &self.data_dir, &corridor, shown.as_ref());
        super::serve::serve(app, config, move || super::shell::say(hints))
    }
}

fn fill(app: &App, plan: &Plan) -> anyhow::Result<Corridor> {
    let bar = ProgressBar::new(0);
    bar.set_style(
        ProgressStyle::with_template("{msg:>12} [{bar:40}] {pos}/{len}")?.progress_chars("=> "),
    );
    let corridor = demo::fill(app, plan, &|what, done, total| {
        bar.set_message(what.to_owned());
        bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    })?;
    bar.finish_and_clear();
    super::shell::say(format!(
        "made {} vacancies of {} employers and {} candidates of {} agencies; none of them exists",
        plan.vacancies,
        corridor.employers.len(),
        plan.candidates,
        corridor.agencies.len()
    ));
    Ok(corridor)
}

fn write_clients(folder: &Path, base_url: &str, corridor: &Corridor) -> anyhow::Result<()> {
    let clients: Vec<_> = corridor
        .clients
        .iter()
        .map(|client| {
            let scope: Vec<&str> =
                client.new.client.scopes.iter().map(|scope| scope.as_str()).collect();
            json!({
                "role": client.role,
                "organisation_id": client.organisation,
                "client_id": client.new.client.id,
                "client_secret": client.new.secret.reveal(),
                "scope": scope.join(" "),
            })
        })
        .collect();
    let path = folder.join("demo-clients.json");
    let text = serde_json::to_string_pretty(&json!({"base_url": base_url, "clients": clients}))?;
    write_privately(&path, &(text + "\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a file that only its owner reads, since it holds secrets.
fn write_privately(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

fn show_match(app: &App, corridor: &Corridor) -> anyhow::Result<Option<Vacancy>> {
    app.follower().load(&|_| {})?;
    let Some(employer) = corridor.clients.iter().find(|client| client.role == Role::Employer)
    else {
        return Ok(None);
    };
    let actor = Actor::Client(employer.new.client.clone());
    let shown = demo::showcase(app, &actor)?;
    if let Some(vacancy) = &shown {
        super::shell::say(format!("\n{}", demo::table(app, &actor, vacancy)?));
    }
    Ok(shown)
}

fn hints(url: &str, folder: &Path, corridor: &Corridor, shown: Option<&Vacancy>) -> String {
    let path = shown.map_or_else(
        || "/v1/vacancies".to_owned(),
        |vacancy| format!("/v1/vacancies/{}/matches?limit=3", vacancy.id),
    );
    let employer = corridor.clients.iter().find(|client| client.role == Role::Employer);
    let login =
        employer.map(|client| format!("{}:{}", client.new.client.id, client.new.secret.reveal()));
    format!(
        "Serving on {url} until Ctrl-C. The clients are in {}. Try, in another terminal:\n\n\
         curl '{url}/v1/vacancies?limit=2'\n\
         TOKEN=$(curl -s -u '{}' -d grant_type=client_credentials {url}/oauth/token | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')\n\
         curl -H \"Authorization: Bearer $TOKEN\" '{url}{path}'\n\
         curl -H \"Authorization: Bearer $TOKEN\" -H 'Accept-Language: uz-Latn' '{url}{path}'\n\n\
         The documentation is at {url}/docs/",
        folder.join("demo-clients.json").display(),
        login.unwrap_or_default(),
    )
}
