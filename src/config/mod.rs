//! Every setting, its default and its variable. Secrets do not print.

pub mod checks;

use std::{
    net::{IpAddr, ToSocketAddrs},
    num::{NonZeroU32, NonZeroUsize},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;

use crate::{
    domain::integration::target::Targets,
    store::backend::{Backend, UnknownScheme},
};

/// The folder where none is named.
const DATA: &str = "data";

/// Where the records are.
#[derive(Debug, Clone, Args)]
pub struct StoreConfig {
    /// Folder of the embedded database and of the keys.
    #[arg(long, env = "KOPRIK_DATA_DIR", default_value = DATA, value_name = "FOLDER")]
    pub data_dir: PathBuf,
    /// `sqlite://<path>` or `postgres://…`; by default `koprik.db` in the data folder.
    #[arg(long, env = "KOPRIK_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<DatabaseUrl>,
    /// `postgres://…` of the role that owns the tables, where another one serves: it migrates, and lets the other one read
    /// and write them.
    #[arg(long, env = "KOPRIK_MIGRATION_URL", hide_env_values = true, value_name = "URL")]
    pub migration_url: Option<DatabaseUrl>,
    /// Writes that are committed together at most; by default 128 on SQLite and 60 on PostgreSQL, which are also the
    /// limits.
    #[arg(long, env = "KOPRIK_WRITE_BATCH", value_name = "NUMBER")]
    pub write_batch: Option<NonZeroUsize>,
    /// Folder of the keys, shared by all servers; by default `keys` in the data folder.
    #[arg(long, env = "KOPRIK_KEYS_DIR", value_name = "FOLDER")]
    pub keys: Option<PathBuf>,
}

/// A database URL, which may hold a password and so does not print.
#[derive(Clone)]
pub struct DatabaseUrl(Backend);

impl std::str::FromStr for DatabaseUrl {
    type Err = UnknownScheme;

    fn from_str(url: &str) -> Result<Self, UnknownScheme> {
        url.parse().map(Self)
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseUrl")
    }
}

impl StoreConfig {
    /// Whether neither a database nor a folder was named.
    pub fn names_none(&self) -> bool {
        self.database_url.is_none() && self.data_dir == Path::new(DATA)
    }

    /// The embedded database in this folder.
    pub fn embedded(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            database_url: None,
            migration_url: None,
            write_batch: None,
            keys: None,
        }
    }

    /// The folder of the keys.
    pub fn keys_dir(&self) -> PathBuf {
        self.keys.clone().unwrap_or_else(|| self.data_dir.join("keys"))
    }

    /// The database by the role that owns its tables, where that is another than the one that serves.
    pub fn owner(&self) -> Option<Backend> {
        self.migration_url.as_ref().map(|DatabaseUrl(backend)| backend.clone())
    }

    /// The backend.
    pub fn backend(&self) -> Backend {
        match &self.database_url {
            Some(DatabaseUrl(backend)) => backend.clone(),
            None => Backend::Sqlite { path: self.data_dir.join("koprik.db").display().to_string() },
        }
    }
}

/// How the server serves.
#[derive(Debug, Clone, Args)]
pub struct ServerConfig {
    /// Address to listen on.
    #[arg(
        long,
        env = "KOPRIK_BIND",
        default_value = "127.0.0.1:8080",
        value_parser = reachable,
        value_name = "ADDRESS:PORT"
    )]
    pub bind: String,
    /// Another address, on which `/metrics` is answered to whoever reaches it; on the first it asks for an operator's token.
    #[arg(
        long,
        env = "KOPRIK_METRICS_BIND",
        value_parser = reachable,
        value_name = "ADDRESS:PORT"
    )]
    pub metrics_bind: Option<String>,
    /// Where a collector of OpenTelemetry takes spans by OTLP over HTTP, such as `http://127.0.0.1:4318/v1/traces`; without
    /// it, none are made.
    #[arg(
        long,
        env = "KOPRIK_OTLP_URL",
        value_parser = checks::collector,
        value_name = "URL"
    )]
    pub otlp_url: Option<String>,
    /// Where clients reach this installation; by default `http://` and the address.
    #[arg(
        long,
        env = "KOPRIK_PUBLIC_URL",
        value_parser = checks::public_url,
        value_name = "URL"
    )]
    pub public_url: Option<String>,
    /// Requests that a client may send in a minute.
    #[arg(
        long,
        env = "KOPRIK_REQUESTS_PER_MINUTE",
        default_value = "60000",
        value_parser = checks::requests,
        value_name = "NUMBER"
    )]
    pub requests_per_minute: NonZeroU32,
    /// Seconds that work which changes nothing may take before it is refused; what may change something has five.
    #[arg(
        long,
        env = "KOPRIK_REQUEST_DEADLINE",
        default_value = "2",
        value_parser = clap::value_parser!(u64).range(1..=60),
        value_name = "SECONDS"
    )]
    pub request_deadline: u64,
    /// Profiles of candidates that an employer gets to see on a day.
    #[arg(long, env = "KOPRIK_PROFILES_PER_DAY", default_value = "2000", value_name = "NUMBER")]
    pub profiles_per_day: u32,
    /// Different pays of one vacancy under which its employer is answered its matches on a day of Moscow.
    #[arg(long, env = "KOPRIK_PAYS_PER_DAY", default_value = "5", value_name = "NUMBER")]
    pub pays_per_day: u32,
    /// Candidates of whom an employer reads on a day who they are.
    #[arg(long, env = "KOPRIK_DISCLOSURES_PER_DAY", default_value = "50", value_name = "NUMBER")]
    pub disclosures_per_day: u32,
    /// Mebibytes of memory for answers about matches that may be given again; 0 keeps none.
    #[arg(long, env = "KOPRIK_KEPT_PAGES_MIB", default_value = "64", value_name = "NUMBER")]
    pub kept_pages_mib: usize,
    /// Origins of web pages that may call the API, with commas between.
    #[arg(
        long,
        env = "KOPRIK_CORS_ORIGINS",
        value_delimiter = ',',
        value_parser = checks::origin,
        value_name = "ORIGINS"
    )]
    pub cors_origins: Vec<String>,
    /// Addresses of proxies, with commas between: their requests without a token are counted by the address that
    /// X-Forwarded-For names, and not at all if it names none.
    #[arg(
        long,
        env = "KOPRIK_TRUSTED_PROXIES",
        value_delimiter = ',',
        default_value = "127.0.0.1,::1",
        value_parser = checks::proxy,
        value_name = "ADDRESSES"
    )]
    pub trusted_proxies: Vec<IpAddr>,
    /// Threads that serve; by default one for each core.
    #[arg(long, env = "KOPRIK_WORKERS", value_parser = checks::workers, value_name = "NUMBER")]
    pub workers: Option<usize>,
    /// Where webhooks may go: `public` is the internet over TLS, `any` also what is within, for development.
    #[arg(long, env = "KOPRIK_WEBHOOK_TARGETS", default_value = "public", value_name = "WHERE")]
    pub webhook_targets: Targets,
    /// What brings codes to workers.
    #[command(flatten)]
    pub codes: CodeConfig,
    /// How hard the server works on match runs.
    #[command(flatten)]
    pub match_runs: MatchRunConfig,
    /// Who holds the master keys.
    #[command(flatten)]
    pub vault: VaultConfig,
    /// Set by [`ServerConfig::settle`].
    #[arg(skip)]
    settled: (String, PathBuf),
}

/// A setting that does not print.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The secret.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Who holds the master keys of the vault.
#[derive(Debug, Clone, Args)]
pub struct VaultConfig {
    /// Master keys of 32 bytes in Base64, with commas between, the present one first.
    #[arg(long, env = "KOPRIK_MASTER_KEY", hide_env_values = true, value_name = "KEYS")]
    pub master_key: Option<Secret>,
    /// File of the master keys, one on each line, the present one first; by default `master.key` in the folder of the
    /// keys. It is made if it is not there.
    #[arg(
        long,
        env = "KOPRIK_MASTER_KEY_FILE",
        conflicts_with = "master_key",
        value_name = "FILE"
    )]
    pub master_key_file: Option<PathBuf>,
    /// Transit engine of a key service that holds the master keys instead, by its agent on this machine.
    #[arg(
        long,
        env = "KOPRIK_KEY_SERVICE_URL",
        value_parser = checks::key_service,
        conflicts_with_all = ["master_key", "master_key_file"],
        value_name = "URL"
    )]
    pub key_service_url: Option<String>,
    /// Name of the key in that service.
    #[arg(long, env = "KOPRIK_KEY_SERVICE_KEY", default_value = "koprik", value_name = "NAME")]
    pub key_service_key: String,
    /// Token for that service, unless its agent adds one.
    #[arg(long, env = "KOPRIK_KEY_SERVICE_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub key_service_token: Option<Secret>,
}

/// What brings codes to workers: a gateway, or for demonstrations a file. Without either, sessions begin in person.
#[derive(Debug, Clone, Args)]
pub struct CodeConfig {
    /// Gateway that sends codes to workers, asked by POST of JSON; where it may be follows from `--webhook-targets`.
    #[arg(
        long,
        env = "KOPRIK_SMS_GATEWAY_URL",
        value_parser = checks::gateway,
        value_name = "URL"
    )]
    pub sms_gateway_url: Option<String>,
    /// Token for that gateway.
    #[arg(
        long,
        env = "KOPRIK_SMS_GATEWAY_TOKEN",
        hide_env_values = true,
        requires = "sms_gateway_url",
        value_name = "TOKEN"
    )]
    pub sms_gateway_token: Option<Secret>,
    /// File to write codes to in the clear instead, for demonstrations alone.
    #[arg(long, env = "KOPRIK_CODE_FILE", conflicts_with = "sms_gateway_url", value_name = "FILE")]
    pub code_file: Option<PathBuf>,
}

/// An address and a port that can be listened on; the address may be a name, such as `localhost`.
fn reachable(text: &str) -> Result<String, String> {
    match text.to_socket_addrs().map(|mut all| all.next()) {
        Ok(Some(_)) => Ok(text.to_owned()),
        _ => {
            Err("expected an address and a port, such as 127.0.0.1:8080 or localhost:8080"
                .to_owned())
        }
    }
}

/// How hard a server works on match runs.
#[derive(Debug, Clone, Copy, Args)]
pub struct MatchRunConfig {
    /// Questions of a match run that are answered and committed together; 0 leaves match runs to other servers.
    #[arg(
        id = "match_run_batch",
        long = "match-run-batch",
        env = "KOPRIK_MATCH_RUN_BATCH",
        default_value = "64",
        value_name = "NUMBER"
    )]
    pub batch: usize,
    /// Milliseconds that a match run rests after each batch at least; it always rests as long as the batch took.
    #[arg(
        id = "match_run_rest",
        long = "match-run-rest",
        env = "KOPRIK_MATCH_RUN_REST",
        default_value = "0",
        value_name = "MILLISECONDS"
    )]
    pub rest: u64,
    /// Seconds after which another server takes up the match run of a server that has gone silent.
    #[arg(
        id = "match_run_lease",
        long = "match-run-lease",
        env = "KOPRIK_MATCH_RUN_LEASE",
        default_value = "30",
        value_parser = clap::value_parser!(u64).range(1..=3600),
        value_name = "SECONDS"
    )]
    pub lease: u64,
}

impl ServerConfig {
    /// Fills in the defaults that follow from other settings.
    #[must_use]
    pub fn settle(mut self, store: &StoreConfig) -> Self {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.bind));
        self.settled = (url.trim_end_matches('/').to_owned(), store.keys_dir());
        self
    }

    /// Where clients reach this installation, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.settled.0
    }

    /// The folder of the keys.
    pub fn keys_dir(&self) -> PathBuf {
        self.settled.1.clone()
    }

    /// How long the work for a request may take.
    pub fn deadline(&self) -> Duration {
        Duration::from_secs(self.request_deadline)
    }

    /// How many threads serve.
    pub fn workers(&self) -> usize {
        self.workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(2, usize::from))
    }
}
