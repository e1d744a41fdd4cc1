//! What was acknowledged survives `kill -9`, and what was repeated afterwards is there once.

use std::{
    collections::BTreeMap,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use koprik::{
    app::{App, system_clock},
    domain::access::scope::Role,
};
use serde_json::json;

use crate::support::{
    Client, Database, TestApp, bodies,
    ports::free_address,
    world::{but, eventually, next},
};

const CYCLES: usize = 20;
const WRITERS: usize = 8;
/// Answers after which the server is killed.
const ENOUGH: usize = 40;

/// The real program on a database.
pub(crate) struct Program {
    child: Child,
    pub(crate) base: String,
}

impl Program {
    pub(crate) fn start(database: &Database) -> Self {
        Self::start_with(database, &[])
    }

    pub(crate) fn start_with(database: &Database, settings: &[&str]) -> Self {
        Self::start_at(database, &free_address(), settings)
    }

    pub(super) fn start_at(database: &Database, bind: &str, settings: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_koprik"))
            .args(["serve", "--bind", bind, "--public-url", "http://koprik.test", "--data-dir"])
            .arg(database.folder.path())
            .args(settings)
            .env("KOPRIK_DATABASE_URL", &database.url)
            .env("KOPRIK_LOG", "error")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let program = Self { child, base: format!("http://{bind}") };
        eventually("the program is ready", || {
            Client::new(&program.base, None)
                .try_send("GET", "/readyz", &[], None)
                .is_ok_and(|answer| answer.status == 200)
        });
        program
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            self.child.kill().unwrap();
        }
    }
}

/// Posts until the server dies; notes each acknowledged record by its key.
fn write(
    client: &Client,
    acknowledged: &Mutex<BTreeMap<String, String>>,
    open: &Mutex<Vec<String>>,
    answers: &AtomicUsize,
) {
    loop {
        let key = format!("K-{}", next());
        open.lock().unwrap().push(key.clone());
        let body = but(bodies::candidate(), &json!({"external_ref": key})).to_string();
        let sent = client.try_send(
            "POST",
            "/v1/candidates",
            &[("idempotency-key", &key)],
            Some(body.as_bytes()),
        );
        match sent {
            Ok(answer) if answer.status == 201 => {
                acknowledged
                    .lock()
                    .unwrap()
                    .insert(key, answer.json()["id"].as_str().unwrap().to_owned());
                answers.fetch_add(1, Ordering::Relaxed);
            }
            Ok(answer) => assert!(answer.status == 503, "{}", answer.text),
            Err(_) => return,
        }
    }
}

fn nothing_acknowledged_is_lost(database: &Database) {
    let app = App::open(database.url.parse().unwrap(), system_clock(), None).unwrap();
    app.migrate().unwrap();
    drop(app);
    let program = Program::start(database);
    let setup = client_of_a_new_agency(database);
    let (acknowledged, open) = (Mutex::new(BTreeMap::new()), Mutex::new(Vec::new()));
    let mut program = Some(program);
    for _ in 0..CYCLES {
        let running = program.take().unwrap();
        let (client, answers) = (setup.on(&running.base), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                let (client, acknowledged, open, answers) =
                    (client.clone(), &acknowledged, &open, &answers);
                scope.spawn(move || write(&client, acknowledged, open, answers));
            }
            eventually("enough is written", || answers.load(Ordering::Relaxed) >= ENOUGH);
            running.kill();
        });
        program = Some(Program::start(database));
    }
    let running = program.unwrap();
    let client = setup.on(&running.base);
    for key in open.lock().unwrap().iter() {
        let body = but(bodies::candidate(), &json!({"external_ref": key}));
        for _ in 0..2 {
            let id = client.post_once("/v1/candidates", key, &body).expect(201)["id"]
                .as_str()
                .unwrap()
                .to_owned();
            let known =
                acknowledged.lock().unwrap().entry(key.clone()).or_insert(id.clone()).clone();
            assert_eq!(known, id, "{key} is there twice");
        }
    }
    let (mut stored, mut path) = (Vec::new(), "/v1/candidates?limit=100".to_owned());
    loop {
        let page = client.get(&path).expect(200);
        stored.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["external_ref"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        next.strip_prefix("http://koprik.test").unwrap().clone_into(&mut path);
    }
    stored.sort();
    let expected: Vec<String> = acknowledged.lock().unwrap().keys().cloned().collect();
    assert!(expected.len() >= CYCLES * ENOUGH);
    assert_eq!(stored, expected);
}

/// A client's id and secret, to log in wherever the program runs.
pub(crate) struct Login(pub(crate) uuid::Uuid, pub(crate) String);

impl Login {
    pub(crate) fn on(&self, base: &str) -> Client {
        let form =
            format!("grant_type=client_credentials&client_id={}&client_secret={}", self.0, self.1);
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let answer = Client::new(base, None)
            .send("POST", "/oauth/token", &headers, Some(form.as_bytes()))
            .expect(200);
        Client::new(base, Some(answer["access_token"].as_str().unwrap().to_owned()))
    }
}

/// How often the server is killed during one match run.
const KILLS: u64 = 3;

fn a_match_run_goes_on_behind_its_last_step(database: &Database) {
    let setup = TestApp::spawn_with(shared(database), &["--match-run-batch", "0"]);
    let (id, secret) = setup.credentials(Role::Operator, uuid::Uuid::now_v7(), "");
    let (employer, agency) = (setup.employer(), setup.agency());
    let long = json!({"job_start_date": "2099-03-01", "valid_through": "2099-02-15"});
    for _ in 0..20 {
        setup.published(&employer, &but(bodies::vacancy(), &long));
    }
    setup.available(&agency, &bodies::candidate());
    drop(setup);

    let slow = ["--match-run-batch", "1", "--match-run-rest", "50", "--match-run-lease", "1"];
    let mut running = Program::start_with(database, &slow);
    let login = Login(id, secret);
    let asked = json!({"direction": "vacancies"});
    let run = login.on(&running.base).post("/v1/match-runs", &asked).header("location").to_owned();
    for kill in 1..=KILLS {
        let client = login.on(&running.base);
        let done = || client.get(&run).expect(200)["done"].as_u64().unwrap();
        eventually("the run goes on", || done() > 2 * kill);
        running.kill();
        running = Program::start_with(database, &slow);
    }
    let client = login.on(&running.base);
    eventually("the run ends", || client.get(&run).expect(200)["status"] == "finished");
    assert_eq!(client.get(&run).expect(200)["done"], 20);
    let undisturbed = client.post("/v1/match-runs", &asked).header("location").to_owned();
    eventually("another ends", || client.get(&undisturbed).expect(200)["status"] == "finished");
    let found =
        |run: &str| client.get(&format!("{run}/results?limit=100")).expect(200)["items"].clone();
    assert_eq!(found(&run).as_array().unwrap().len(), 20);
    assert_eq!(found(&run), found(&undisturbed));
}

pub(crate) fn shared(database: &Database) -> std::sync::Arc<Database> {
    std::sync::Arc::new(Database::at(database.url.clone()))
}

fn client_of_a_new_agency(database: &Database) -> Login {
    let app = TestApp::spawn_with(shared(database), &[]);
    let (id, secret) = app.credentials(Role::Agency, app.new_agency(), "");
    Login(id, secret)
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    nothing_acknowledged_is_lost(&Database::sqlite());
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    if let Some(database) = Database::postgres() {
        nothing_acknowledged_is_lost(&database);
    }
}

#[test]
fn a_match_run_goes_on_behind_its_last_step_on_sqlite() {
    a_match_run_goes_on_behind_its_last_step(&Database::sqlite());
}

#[test]
fn a_match_run_goes_on_behind_its_last_step_on_postgres() {
    if let Some(database) = Database::postgres() {
        a_match_run_goes_on_behind_its_last_step(&database);
    }
}
