//! Where the table is played: organisations, their clients, and records brought into each situation through the API.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    fixtures::{Caller, Kind, Situation, Step},
    kinds::KINDS,
};
use crate::{
    store::sql::Sql,
    support::{
        Client, TestApp, bodies,
        world::{but, eventually, id, next},
    },
};

/// A client of an organisation, and its id.
type Player = (Client, Uuid);

/// A server that leaves match runs alone, and everybody who is not an owner.
pub(super) struct Stage {
    pub(super) app: TestApp,
    organisations: HashMap<Role, Uuid>,
    players: RefCell<HashMap<(Uuid, Role, String), Player>>,
    log: RefCell<Sql>,
}

/// A record in a situation.
pub(super) struct Scene<'s> {
    pub(super) stage: &'s Stage,
    pub(super) kind: &'static Kind,
    pub(super) situation: &'static Situation,
    /// The organisation that owns it.
    pub(super) owner: Uuid,
    pub(super) id: String,
    /// What was sent to make it, with its patches.
    pub(super) body: Value,
}

/// A row of the change log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) kind: String,
    pub(super) record: String,
    pub(super) version: i64,
    pub(super) action: String,
    pub(super) actor: Option<String>,
    pub(super) reason: Option<String>,
}

impl Stage {
    pub(super) fn on(app: &TestApp) -> Self {
        app.server.drain(); // it works on match runs
        let app = TestApp::spawn_with(Arc::clone(&app.database), &["--match-run-batch", "0"]);
        let organisations = HashMap::from([
            (Role::Employer, app.new_employer()),
            (Role::Agency, app.new_agency()),
            (Role::Operator, Uuid::now_v7()),
            (Role::Partner, Uuid::now_v7()),
        ]);
        let log = RefCell::new(Sql::of(&app));
        Self { app, organisations, players: RefCell::default(), log }
    }

    /// A client of an organisation, with all scopes of its role but one.
    fn player(&self, organisation: Uuid, role: Role, without: &str) -> Player {
        let key = (organisation, role, without.to_owned());
        if let Some(known) = self.players.borrow().get(&key) {
            return known.clone();
        }
        let scopes: Vec<&str> = role.scopes().iter().map(|scope| scope.as_str()).collect();
        let held: Vec<&str> = scopes.into_iter().filter(|scope| *scope != without).collect();
        let (id, secret) = self.app.credentials(role, organisation, &held.join(" "));
        let player = (Client::new(&self.app.base, Some(self.app.token(id, &secret))), id);
        self.players.borrow_mut().insert(key, player.clone());
        player
    }

    pub(super) fn operator(&self) -> Client {
        self.player(self.organisations[&Role::Operator], Role::Operator, "").0
    }

    /// The number of the newest change.
    pub(super) fn position(&self) -> i64 {
        let found = self.log.borrow_mut().texts("SELECT CAST(n AS TEXT) AS text FROM head");
        found[0].parse().unwrap()
    }

    /// The changes of records after a number, oldest first.
    pub(super) fn changes(&self, after: i64) -> Vec<Change> {
        let mut log = self.log.borrow_mut();
        let hex = |column: &str| match &*log {
            Sql::Postgres(_) => format!("replace(CAST({column} AS TEXT), '-', '')"),
            Sql::Sqlite(_) => format!("lower(hex({column}))"),
        };
        let query = format!(
            "SELECT kind || '|' || {} || '|' || CAST(version AS TEXT) || '|' || action || '|' || \
             COALESCE({}, '') || '|' || COALESCE(reason, '') AS text FROM changes WHERE n > {after} \
             AND kind NOT IN ('client', 'token') ORDER BY n",
            hex("record"),
            hex("actor")
        );
        log.texts(&query).iter().map(|row| Change::read(row)).collect()
    }

    /// A new record in a situation.
    pub(super) fn scene(&self, kind: &'static Kind, situation: &'static Situation) -> Scene<'_> {
        let owner = match kind.owner {
            Role::Employer if !kind.is_organisation => self.app.new_employer(),
            Role::Agency if !kind.is_organisation => self.app.new_agency(),
            _ => Uuid::nil(), // it owns itself
        };
        if kind.word == "match_run" {
            self.offer(owner);
        }
        let mut body = (kind.body)(next());
        let mut scene =
            Scene { stage: self, kind, situation, owner, id: String::new(), body: json!(null) };
        let made = if matches!(situation.steps, [Step::Fault]) {
            self.failed_run(owner)
        } else {
            scene.writer().post(kind.path, &body).expect(kind.created)["id"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        if kind.is_organisation {
            scene.owner = made.parse().unwrap();
            self.player(scene.owner, kind.owner, ""); // later it may not come in
        }
        scene.id = made;
        for step in situation.steps {
            scene.take(step, &mut body);
        }
        scene.body = body;
        scene
    }

    /// Vacancies to start a match run for.
    fn offer(&self, employer: Uuid) {
        let client = self.player(employer, Role::Employer, "").0;
        for _ in 0..2 {
            self.app.published(&client, &bodies::vacancy());
        }
    }

    /// Leaves one run alone to work on.
    fn cancel_runs_but(&self, id: &str) {
        let operator = self.operator();
        let open = operator.get("/v1/match-runs?status=queued,running&limit=100").expect(200);
        let ids = open["items"].as_array().unwrap().iter().map(|run| run["id"].as_str().unwrap());
        for other in ids.filter(|other| *other != id) {
            operator.transition(&format!("/v1/match-runs/{other}"), "cancelled").expect(200);
        }
    }

    /// A run that fails, as those of other scoring rules do.
    fn failed_run(&self, owner: Uuid) -> String {
        let run = super::faults::failed_run(&self.app, owner);
        self.cancel_runs_but(&run);
        let (operator, path) = (self.operator(), format!("/v1/match-runs/{run}"));
        let works = TestApp::spawn_with(Arc::clone(&self.app.database), &[]);
        eventually("the run fails", || operator.get(&path).expect(200)["status"] == "failed");
        drop(works);
        run
    }
}

impl Change {
    fn read(row: &str) -> Self {
        let parts: Vec<&str> = row.splitn(6, '|').collect();
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            kind: parts[0].to_owned(),
            record: parts[1].to_owned(),
            version: parts[2].parse().unwrap(),
            action: parts[3].to_owned(),
            actor: given(parts[4]),
            reason: given(parts[5]),
        }
    }
}

impl Scene<'_> {
    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.kind.path, self.id)
    }

    fn take(&mut self, step: &Step, body: &mut Value) {
        let (path, writer) = (self.path(), self.writer());
        match step {
            Step::Move(to) => drop(writer.transition(&path, to).expect(200)),
            Step::Patch(patch) => {
                writer.patch(&path, "*", &patch()).expect(200);
                *body = but(std::mem::take(body), &patch());
            }
            Step::Organisation(to) => {
                let list = if self.kind.owner == Role::Employer { "employers" } else { "agencies" };
                let organisation = format!("/v1/{list}/{}", self.owner);
                self.stage.operator().transition(&organisation, to).expect(200);
            }
            Step::Work(settings, until) => {
                self.stage.cancel_runs_but(&self.id);
                let works = TestApp::spawn_with(Arc::clone(&self.stage.app.database), settings);
                eventually(until, || {
                    let run = writer.get(&path).expect(200);
                    run["status"] == *until && run["done"] != 0
                });
                drop(works);
            }
            Step::Fault => {}
        }
    }

    /// Whoever makes and moves records of this kind.
    pub(super) fn writer(&self) -> Client {
        self.client(self.kind.writers[0], "").unwrap().0
    }

    /// A caller with all scopes of its role but one, and its id; `None` is nobody known.
    pub(super) fn client(&self, caller: Caller, without: &str) -> Option<Player> {
        let role = caller.role(self.kind.owner)?;
        let organisation = match caller {
            Caller::Owner => self.owner,
            _ => self.stage.organisations[&role],
        };
        Some(self.stage.player(organisation, role, without))
    }

    /// What narrows a list to the records of this record's owner.
    pub(super) fn own_list(&self) -> String {
        match (self.kind.word, self.body["external_ref"].as_str()) {
            ("vacancy", _) => format!("?limit=100&employer_id={}", self.owner),
            (_, Some(reference)) => format!("?limit=100&external_ref={reference}"),
            (_, None) => "?limit=100".to_owned(),
        }
    }

    /// Whether a page of a list has the record.
    pub(super) fn is_in(&self, page: &Value) -> bool {
        page["items"].as_array().unwrap().iter().any(|item| id(item).to_string() == self.id)
    }
}

/// Every kind with every situation.
pub(super) fn situations() -> impl Iterator<Item = (&'static Kind, &'static Situation)> {
    KINDS.iter().flat_map(|kind| kind.situations.iter().map(move |situation| (kind, situation)))
}
