//! A server in this process on a database of its own.

use std::{
    net::TcpListener,
    num::NonZeroU32,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use actix_web::dev::ServerHandle;
use chrono::{DateTime, Utc};
use clap::Parser;
use koprik::{
    api::{
        serve::{open, serve},
        state::Server,
    },
    app::App,
    config::{ServerConfig, StoreConfig},
    domain::access::scope::Role,
    store::Store,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::{Client, bodies, postgres};

/// Where a server keeps its records.
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) folder: TempDir,
    _copy: Option<postgres::Copy>,
}

/// An SQLite database with all migrations, to be copied: they take longer than most tests.
static MIGRATED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let database = Database::empty_sqlite();
    let store = Store::open(database.url.parse().unwrap()).unwrap();
    store.migrate().unwrap();
    let copy = database.folder.path().join("copy.db");
    store.backup(&copy).unwrap();
    std::fs::read(copy).unwrap()
});

impl Database {
    /// One with all migrations and no records.
    pub(crate) fn sqlite() -> Self {
        let database = Self::empty_sqlite();
        std::fs::write(database.folder.path().join("koprik.db"), &*MIGRATED).unwrap();
        database
    }

    /// One that has had no migration.
    pub(crate) fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("koprik.db").display());
        Self { url, folder, _copy: None }
    }

    /// One with all migrations and no records; `None` where there is no PostgreSQL.
    pub(crate) fn postgres() -> Option<Self> {
        postgres::new_database().map(Self::of_copy)
    }

    /// One that has had no migration; `None` where there is no PostgreSQL.
    pub(crate) fn empty_postgres() -> Option<Self> {
        postgres::empty_database().map(Self::of_copy)
    }

    /// One that somebody else keeps, with a folder of its own.
    pub(crate) fn at(url: String) -> Self {
        Self { url, folder: tempfile::tempdir().unwrap(), _copy: None }
    }

    /// Where a server reaches it: on PostgreSQL as a role that owns nothing.
    pub(crate) fn serving(&self) -> String {
        if self.url.starts_with("postgres") {
            postgres::as_serving(&self.url)
        } else {
            self.url.clone()
        }
    }

    fn of_copy(copy: postgres::Copy) -> Self {
        let url = copy.0.clone();
        Self { _copy: Some(copy), ..Self::at(url) }
    }
}

#[derive(Parser)]
#[command(args_override_self = true)]
struct Settings {
    #[command(flatten)]
    store: StoreConfig,
    #[command(flatten)]
    server: ServerConfig,
}

/// A running server.
pub(crate) struct TestApp {
    pub(crate) base: String,
    pub(crate) server: Arc<Server>,
    pub(crate) database: Arc<Database>,
    clock: Arc<AtomicI64>,
    handle: ServerHandle,
}

/// The moment at which every test begins.
pub(crate) const BEGIN: &str = "2026-11-24T08:00:00Z";

impl TestApp {
    pub(crate) fn spawn(database: Database) -> Self {
        Self::spawn_with(Arc::new(database), &[])
    }

    /// Another server on the same database.
    pub(crate) fn another(&self) -> Self {
        Self::spawn_with(Arc::clone(&self.database), &[])
    }

    pub(crate) fn spawn_with(database: Arc<Database>, settings: &[&str]) -> Self {
        let begin: DateTime<Utc> = BEGIN.parse().unwrap();
        let clock = Arc::new(AtomicI64::new(begin.timestamp()));
        let reading = Arc::clone(&clock);
        let now =
            Arc::new(move || DateTime::from_timestamp(reading.load(Ordering::Relaxed), 0).unwrap());
        let app = App::open(database.serving().parse().unwrap(), now, None)
            .unwrap()
            .owned_by(database.url.parse().unwrap());
        app.migrate().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let bind = listener.local_addr().unwrap().to_string();
        let mut args = vec!["test", "--bind", &bind, "--workers", "1"];
        args.extend(["--public-url", "http://koprik.test"]);
        args.extend(["--request-deadline", "60"]); // a busy machine is no fault of a test
        args.extend(["--webhook-targets", "any"]); // receivers of tests are on this machine
        let codes = database.folder.path().join("codes.log").display().to_string();
        if !settings.contains(&"--sms-gateway-url") {
            args.extend(["--code-file", &codes]);
        }
        args.extend(settings);
        let Settings { store, server } = Settings::parse_from(args);
        let store = StoreConfig { data_dir: database.folder.path().to_owned(), ..store };
        let config = server.settle(&store);
        let server = open(app, config).unwrap();
        let running = Arc::clone(&server);
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let serving = serve(&running, listener).unwrap();
                tell.send(serving.handle()).unwrap();
                serving.await.unwrap();
            });
        });
        let handle = told.recv().unwrap();
        let test = Self { base: format!("http://{bind}"), server, database, clock, handle };
        eventually("the server is ready", || test.server.not_ready().is_none());
        test
    }

    /// Moves the server's clock.
    pub(crate) fn pass(&self, time: Duration) {
        self.clock.fetch_add(i64::try_from(time.as_secs()).unwrap(), Ordering::Relaxed);
    }

    pub(crate) fn anonymous(&self) -> Client {
        Client::new(&self.base, None)
    }

    /// A client's id and secret.
    pub(crate) fn credentials(
        &self,
        role: Role,
        organisation: Uuid,
        scopes: &str,
    ) -> (Uuid, String) {
        let scopes = scopes.split_whitespace().map(|scope| scope.parse().unwrap()).collect();
        let new = self.server.app.create_client(role, organisation, scopes, "test").unwrap();
        (new.client.id, new.secret.reveal().to_owned())
    }

    /// A client with a token; no `scopes` means all that the role can have.
    pub(crate) fn client(&self, role: Role, organisation: Uuid, scopes: &str) -> Client {
        let (id, secret) = self.credentials(role, organisation, scopes);
        Client::new(&self.base, Some(self.token(id, &secret)))
    }

    pub(crate) fn token(&self, id: Uuid, secret: &str) -> String {
        let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let answer = self
            .anonymous()
            .send("POST", "/oauth/token", &headers, Some(form.as_bytes()))
            .expect(200);
        answer["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) fn operator(&self) -> Client {
        self.client(Role::Operator, Uuid::now_v7(), "")
    }

    pub(crate) fn partner(&self) -> Client {
        self.client(Role::Partner, Uuid::now_v7(), "")
    }

    /// A verified employer's id.
    pub(crate) fn new_employer(&self) -> Uuid {
        let operator = self.operator();
        let id = id(&operator.post("/v1/employers", &bodies::employer(next())).expect(201));
        for state in ["verifying", "verified"] {
            operator.transition(&format!("/v1/employers/{id}"), state).expect(200);
        }
        id
    }

    /// A licensed agency's id.
    pub(crate) fn new_agency(&self) -> Uuid {
        let operator = self.operator();
        let id = id(&operator.post("/v1/agencies", &bodies::agency(next())).expect(201));
        operator.transition(&format!("/v1/agencies/{id}"), "licensed").expect(200);
        id
    }

    /// A client of a new verified employer.
    pub(crate) fn employer(&self) -> Client {
        self.client(Role::Employer, self.new_employer(), "")
    }

    /// A client of a new licensed agency.
    pub(crate) fn agency(&self) -> Client {
        self.client(Role::Agency, self.new_agency(), "")
    }

    /// A published vacancy's path.
    #[expect(clippy::unused_self, reason = "it reads like the other steps of a test")]
    pub(crate) fn published(&self, employer: &Client, body: &Value) -> String {
        let path =
            format!("/v1/vacancies/{}", id(&employer.post("/v1/vacancies", body).expect(201)));
        employer.transition(&path, "published").expect(200);
        path
    }

    /// An available candidate's path.
    #[expect(clippy::unused_self, reason = "it reads like the other steps of a test")]
    pub(crate) fn available(&self, agency: &Client, body: &Value) -> String {
        let path =
            format!("/v1/candidates/{}", id(&agency.post("/v1/candidates", body).expect(201)));
        agency.transition(&path, "available").expect(200);
        path
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.server.drain();
        drop(self.handle.stop(false)); // the command is sent; nobody waits for it
    }
}

/// The id of a record that was answered.
pub(crate) fn id(record: &Value) -> Uuid {
    record["id"].as_str().unwrap().parse().unwrap()
}

/// A number that no other call gets.
pub(crate) fn next() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Waits until something holds; a minute is a failure, not a measurement.
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_mins(1);
    while !holds() {
        assert!(Instant::now() < end, "it never came: {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Waits until something holds that is promised within a second.
pub(crate) fn within_a_second(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    eventually(what, holds);
    let took = began.elapsed();
    assert!(took <= Duration::from_secs(1), "it took {took:?}: {what}");
}

/// The body with some members replaced.
pub(crate) fn but(mut body: Value, members: &Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// A text as a JSON value, for tables of cases.
pub(crate) fn text(text: &str) -> Value {
    json!(text)
}

/// A quota for tests of limits.
pub(crate) fn quota(number: u32) -> String {
    NonZeroU32::new(number).unwrap().to_string()
}
