//! A running installation to measure, and a bare server that answers the same bytes always.

use std::{
    net::{SocketAddr, TcpListener},
    num::NonZeroUsize,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use actix_web::{App as ActixApp, HttpResponse, HttpServer, web};
use anyhow::Context;
use clap::Parser;
use koprik::{
    api::serve::{open, serve},
    app::{App, demo, system_clock},
    config::{ServerConfig, StoreConfig},
    domain::access::scope::Role,
    store::backend::Backend,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{connect, request, send};

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    server: ServerConfig,
}

/// An installation in this process.
pub struct World {
    pub address: SocketAddr,
    pub agency_token: String,
    pub employer_token: String,
    operator: (String, String),
    vacancies: Vec<String>,
    _folder: TempDir,
}

impl World {
    /// Fills a database and serves it on a free port.
    pub fn start(
        url: Option<&String>,
        candidates: usize,
        write_batch: Option<usize>,
    ) -> anyhow::Result<Self> {
        Self::prepared(url, candidates, write_batch, &|_, _| Ok(()))
    }

    /// The same, with something done to what is filled before it is served.
    pub fn prepared(
        url: Option<&String>,
        candidates: usize,
        write_batch: Option<usize>,
        prepare: &dyn Fn(&App, &Backend) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let backend: Backend = match url {
            Some(url) => url.parse()?,
            None => Backend::Sqlite { path: folder.path().join("koprik.db").display().to_string() },
        };
        let app =
            App::open(backend.clone(), system_clock(), write_batch.and_then(NonZeroUsize::new))?;
        app.migrate()?;
        let corridor = demo::fill(
            &app,
            &demo::Plan { vacancies: 60, candidates, seed: 1 },
            None,
            &|_, _, _| {},
        )
        .context("the database must be empty: make a new one for each run")?;
        prepare(&app, &backend)?;
        let address = served(app, folder.path())?;
        let credentials = |role: Role| {
            let found = corridor.clients.iter().find(|client| client.role == role);
            let new = &found.context("no such client")?.new;
            anyhow::Ok((new.client.id.to_string(), new.secret.reveal().to_owned()))
        };
        let token = |role: Role| {
            let (id, secret) = credentials(role)?;
            token(address, &id, &secret)
        };
        let operator = credentials(Role::Operator)?;
        let (agency_token, employer_token) = (token(Role::Agency)?, token(Role::Employer)?);
        let page = get(address, "/v1/vacancies?limit=100&status=published", &employer_token)?;
        let ids = page["items"].as_array().into_iter().flatten();
        let vacancies = ids.filter_map(|item| item["id"].as_str().map(ToOwned::to_owned)).collect();
        Ok(Self { address, agency_token, employer_token, operator, vacancies, _folder: folder })
    }

    /// The token of an operator at a server over this database.
    pub fn operator_token(&self, address: SocketAddr) -> anyhow::Result<String> {
        token(address, &self.operator.0, &self.operator.1)
    }

    /// How many saved searches have told of somebody.
    pub fn found(&self) -> anyhow::Result<f64> {
        let token = self.operator_token(self.address)?;
        let (mut after, mut all) = (0, std::collections::HashSet::new());
        loop {
            let path = format!("/v1/changes?kind=saved_search&limit=100&after={after}");
            let page = get(self.address, &path, &token)?;
            let items = page["items"].as_array().into_iter().flatten();
            let matched = items.filter(|item| item["action"] == "matched");
            all.extend(matched.filter_map(|item| item["id"].as_str().map(ToOwned::to_owned)));
            after = page["position"].as_i64().context("no position")?;
            if page["more"] == false {
                return Ok(all.len() as f64);
            }
        }
    }

    pub fn vacancy_path(&self) -> String {
        format!("/v1/vacancies/{}", self.vacancies[0])
    }

    /// The first page of matches of each vacancy of the employer that has twenty.
    pub fn match_paths(&self) -> anyhow::Result<Vec<String>> {
        let mut paths = Vec::new();
        for id in &self.vacancies {
            let path = format!("/v1/vacancies/{id}/matches?limit=20");
            if get(self.address, &path, &self.employer_token)?["items"]
                .as_array()
                .is_some_and(|items| items.len() == 20)
            {
                paths.push(path);
            }
        }
        anyhow::ensure!(!paths.is_empty(), "no vacancy has twenty matches: use more candidates");
        Ok(paths)
    }

    pub fn candidate_body(&self) -> String {
        json!({
            "home_region": "UZ-SA",
            "of_age": true,
            "occupations": [{"trade": "bricklayer", "years": 6}],
            "skills": [
                {"skill": "con.lay_bricks", "level": 4, "years": 6, "evidence": "assessed"},
                {"skill": "con.mix_mortar", "level": 3, "years": 6, "evidence": "self_declared"},
                {"skill": "con.lay_blocks", "level": 3, "years": 4, "evidence": "self_declared"}
            ],
            "languages": [{"language": "uz", "level": "C2"}, {"language": "ru", "level": "B1"}],
            "education": "vocational",
            "destinations": {"ranked": ["92701000"], "never": [], "elsewhere": true},
            "pay_floor": {"currency": "RUB", "unit": "month", "amount": 80000},
            "available_from": "2027-02-01",
            "readiness": "preparing",
            "matching_consent": {"text_version": "2026-09", "language": "uz-Latn", "given_at": "2026-11-02T09:30:00Z"}
        })
        .to_string()
    }
}

/// Serves on a free port, with the keys in a folder; returns when it is ready.
pub fn served(app: App, folder: &Path) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let bind = address.to_string();
    let unlimited = [
        "--requests-per-minute=4000000000",
        "--profiles-per-day=4000000000",
        "--webhook-targets=any",
    ];
    let args = ["bench", "--bind", &bind].into_iter().chain(unlimited);
    let config = Settings::try_parse_from(args)?.server.settle(&StoreConfig::embedded(folder));
    let server = open(app, config)?;
    in_thread(move || Ok(serve(&server, listener)?))?;
    wait_until_ready(address)?;
    Ok(address)
}

/// A bare server of the same kind that answers the same bytes always.
pub struct Fixed {
    pub address: SocketAddr,
}

impl Fixed {
    pub fn start(body: Vec<u8>) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let body = web::Bytes::from(body);
        in_thread(move || {
            let app = move || {
                let body = body.clone();
                let answer = move || {
                    let body = body.clone();
                    async move { HttpResponse::Ok().content_type("application/json").body(body) }
                };
                ActixApp::new().route("/", web::get().to(answer))
            };
            Ok(HttpServer::new(app).workers(2).disable_signals().listen(listener)?.run())
        })?;
        Ok(Self { address })
    }
}

/// Serves on a thread of its own.
pub fn in_thread(
    make: impl FnOnce() -> anyhow::Result<actix_web::dev::Server> + Send + 'static,
) -> anyhow::Result<()> {
    std::thread::Builder::new().spawn(move || {
        let done = actix_web::rt::System::new()
            .block_on(async { make()?.await.map_err(anyhow::Error::from) });
        if let Err(error) = done {
            eprintln!("a server failed: {error:#}");
        }
    })?;
    Ok(())
}

fn get(address: SocketAddr, path: &str, token: &str) -> anyhow::Result<Value> {
    let (status, body) = send(&mut connect(address)?, &request(path, token, None))?;
    anyhow::ensure!(status == 200, "{path}: {status}");
    Ok(serde_json::from_slice(&body)?)
}

/// A token of a client.
pub fn token(address: SocketAddr, id: &str, secret: &str) -> anyhow::Result<String> {
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let request = format!(
        "POST /oauth/token HTTP/1.1\r\nhost: bench\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    let (status, body) = send(&mut connect(address)?, request.as_bytes())?;
    anyhow::ensure!(status == 200, "no token: {status}");
    let answer: Value = serde_json::from_slice(&body)?;
    Ok(answer["access_token"].as_str().context("no token in the answer")?.to_owned())
}

fn wait_until_ready(address: SocketAddr) -> anyhow::Result<()> {
    let end = Instant::now() + Duration::from_secs(120);
    while Instant::now() < end {
        if let Ok(mut stream) = connect(address)
            && matches!(send(&mut stream, &request("/readyz", "", None)), Ok((200, _)))
        {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    anyhow::bail!("the server was not ready within two minutes")
}

/// A filled database, for the real program to start on.
pub struct Installation {
    url: String,
    folder: TempDir,
}

impl Installation {
    /// Fills a database: the one given, which must be empty or filled by an earlier call, or a new SQLite file.
    pub fn fill(url: Option<&String>, candidates: usize) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let file = || format!("sqlite://{}", folder.path().join("koprik.db").display());
        let url = url.cloned().unwrap_or_else(file);
        let app = App::open(url.parse()?, system_clock(), None)?;
        app.migrate()?;
        if app.list_clients()?.is_empty() {
            let plan = demo::Plan { vacancies: 300, candidates, seed: 1 };
            demo::fill(&app, &plan, None, &|what, done, total| {
                if done == total || done.is_multiple_of(100_000) {
                    eprintln!("made {done} of {total} {what}");
                }
            })?;
        }
        Ok(Self { url, folder })
    }

    /// Starts the real program; the seconds until it is ready and its resident memory in bytes then.
    pub fn time_to_ready(&self) -> anyhow::Result<(f64, u64)> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let program =
            std::env::var("KOPRIK_BIN").unwrap_or_else(|_| "target/release/koprik".to_owned());
        let began = Instant::now();
        let child = Command::new(&program)
            .args(["serve", "--bind", &address.to_string(), "--data-dir"])
            .arg(self.folder.path())
            .env("KOPRIK_DATABASE_URL", &self.url)
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!(
                    "cannot start {program}: build it with cargo build --release, or set KOPRIK_BIN"
                )
            })?;
        let child = Stopped(child);
        wait_until_ready(address)?;
        let took = began.elapsed().as_secs_f64();
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.0.id()))?;
        let kilobytes = status.lines().find_map(|line| {
            line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse::<u64>().ok()
        });
        Ok((took, kilobytes.unwrap_or(0) * 1024))
    }
}

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        if self.0.kill().and_then(|()| self.0.wait().map(|_| ())).is_err() {
            eprintln!("the measured server could not be stopped");
        }
    }
}
