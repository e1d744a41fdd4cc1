//! A throw-away PostgreSQL that the tests start themselves, as a user that is not root, and that ends with them.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use koprik::store::Store;
use tempfile::TempDir;

/// A running server: its address without a database's name.
struct Cluster {
    url: String,
    _folder: Option<TempDir>,
}

static CLUSTER: LazyLock<Option<Cluster>> = LazyLock::new(|| {
    if let Ok(url) = std::env::var("KOPRIK_TEST_POSTGRES_URL") {
        return Some(Cluster { url: url.trim_end_matches('/').to_owned(), _folder: None });
    }
    let found = initdb().map(|bin| start(&bin).expect("PostgreSQL was found and does not start"));
    let required = std::env::var("KOPRIK_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(found.is_some() || !required, "PostgreSQL is required and there is no initdb");
    if found.is_none() {
        eprintln!(
            "PostgreSQL is not tested: there is no initdb here, and KOPRIK_TEST_POSTGRES_URL is not set"
        );
    }
    found
});

/// A database of one test, by its address. It goes with the test: hundreds that stayed would fill a small disk.
pub(crate) struct Copy(pub(crate) String);

impl Drop for Copy {
    fn drop(&mut self) {
        let Some(cluster) = CLUSTER.as_ref() else { return };
        // Whoever is still in it is put out. A test that fails unwinds: a second panic would hide the first.
        let name = name_of(&self.0);
        let _ = told(cluster, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }
}

/// The role that serves, which owns no table. It is made once for each cluster.
const SERVING: &str = "koprik_serving";

static ROLE: LazyLock<()> = LazyLock::new(|| {
    let Some(cluster) = CLUSTER.as_ref() else { return };
    let there = "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL";
    administer(cluster, &format!("DO $$ BEGIN CREATE ROLE {SERVING} LOGIN; {there}; END $$"));
});

/// The same database, as the role that serves sees it.
pub(crate) fn as_serving(url: &str) -> String {
    let (_, place) = url.split_once('@').expect("the address names a role");
    format!("postgres://{SERVING}@{place}")
}

/// The name of a database with all migrations, from which others are copied: they take longer than most tests.
static MIGRATED: LazyLock<Option<String>> = LazyLock::new(|| {
    let url = create("")?;
    let serving = Store::open(as_serving(&url).parse().unwrap()).unwrap();
    serving.owned_by(url.parse().unwrap()).migrate().unwrap();
    let_in(&url, false); // what somebody is in cannot be copied
    Some(name_of(&url).to_owned())
});

/// A new database with all migrations and no records; `None` where there is no PostgreSQL.
pub(crate) fn new_database() -> Option<Copy> {
    create(&format!("TEMPLATE {}", MIGRATED.as_ref()?)).map(Copy)
}

/// A new database with nothing in it; `None` where there is no PostgreSQL.
pub(crate) fn empty_database() -> Option<Copy> {
    create("").map(Copy)
}

fn create(like: &str) -> Option<String> {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let cluster = CLUSTER.as_ref()?;
    LazyLock::force(&ROLE);
    let name = format!("koprik_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    administer(cluster, &format!("CREATE DATABASE {name} {like}"));
    Some(format!("{}/{name}", cluster.url))
}

fn name_of(url: &str) -> &str {
    url.rsplit('/').next().expect("rsplit gives at least one part")
}

/// Ends every connection to a database and lets in none, or lets them in again.
pub(crate) fn let_in(url: &str, allowed: bool) {
    let cluster = CLUSTER.as_ref().expect("there is a database, so there is a cluster");
    let name = name_of(url);
    administer(cluster, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {allowed}"));
    if !allowed {
        administer(
            cluster,
            &format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            ),
        );
    }
}

/// Gives a setting of a database another value, for the connections to come.
pub(crate) fn set(url: &str, setting: &str, value: &str) {
    let cluster = CLUSTER.as_ref().expect("there is a database, so there is a cluster");
    let name = name_of(url);
    administer(cluster, &format!("ALTER DATABASE {name} SET {setting} = {value}"));
}

fn administer(cluster: &Cluster, statement: &str) {
    let done = told(cluster, statement).expect("psql is beside initdb");
    assert!(done.success(), "{statement} failed");
}

fn told(cluster: &Cluster, statement: &str) -> std::io::Result<ExitStatus> {
    Command::new(program("psql"))
        .args([&format!("{}/postgres", cluster.url), "-qXc", statement])
        .stdout(Stdio::null())
        .status()
}

fn initdb() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists())
}

fn program(name: &str) -> PathBuf {
    initdb()
        .map(|folder| folder.join(name))
        .filter(|path| path.exists())
        .unwrap_or_else(|| name.into())
}

fn start(bin: &Path) -> std::io::Result<Cluster> {
    let folder = tempfile::Builder::new().prefix("koprik-pg-").tempdir()?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let data = folder.path().join("data");
    let as_root = std::env::var("USER").is_ok_and(|user| user == "root")
        || Path::new("/root").metadata().is_ok_and(|_| whoami() == "root");
    if as_root {
        run(Command::new("chown").arg("postgres").arg(folder.path()))?;
    }
    // A shell that ends with this process takes the server along, however this process ends.
    let guard = format!(
        "{bin}/initdb -D {data} -U koprik -A trust -E UTF8 --locale=C -N >/dev/null && \
         {bin}/pg_ctl -D {data} -s -w -l {data}/log -o \"-p {port} -k {folder} -c listen_addresses=127.0.0.1 \
         -c max_connections=300 -c shared_buffers=64MB -c max_wal_size=256MB\" start && echo started && cat >/dev/null; \
         {bin}/pg_ctl -D {data} -s -m immediate stop; rm -rf {folder}",
        bin = bin.display(),
        data = data.display(),
        folder = folder.path().display(),
    );
    let mut shell = if as_root { Command::new("su") } else { Command::new("sh") };
    if as_root {
        shell.args(["postgres", "-s", "/bin/sh"]);
    }
    let mut child =
        shell.arg("-c").arg(guard).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    let out = child.stdout.take().ok_or_else(|| std::io::Error::other("no output"))?;
    std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line)?;
    if line.trim() != "started" {
        return Err(std::io::Error::other("initdb or pg_ctl failed"));
    }
    std::mem::forget(child); // its input closes when this process ends
    Ok(Cluster { url: format!("postgres://koprik@127.0.0.1:{port}"), _folder: Some(folder) })
}

fn whoami() -> String {
    let out = Command::new("id").arg("-un").output();
    out.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned()).unwrap_or_default()
}

fn run(command: &mut Command) -> std::io::Result<()> {
    if command.status()?.success() {
        Ok(())
    } else {
        Err(std::io::Error::other(format!("{command:?} failed")))
    }
}
