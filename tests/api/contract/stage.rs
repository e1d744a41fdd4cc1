//! Where the table is played: organisations, their clients, and records brought into each situation through the API.

use std::{cell::RefCell, collections::HashMap, sync::Arc, time::Duration};

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    fixtures::{Caller, Ground, Kind, Situation, Step},
    grounds,
    kinds::KINDS,
};
use crate::{
    store::sql::Sql,
    support::{
        Client, TestApp,
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
    /// The other organisation that takes part in it.
    party: Uuid,
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

    /// A client of an organisation, with all scopes of its role.
    pub(super) fn client_of(&self, role: Role, organisation: Uuid) -> Client {
        self.player(organisation, role, "").0
    }

    pub(super) fn operator(&self) -> Client {
        self.client_of(Role::Operator, self.organisations[&Role::Operator])
    }

    /// A new organisation that is in good standing.
    fn new_organisation(&self, role: Role) -> Uuid {
        match role {
            Role::Employer => self.app.new_employer(),
            Role::Agency => self.app.new_agency(),
            Role::Operator | Role::Partner => Uuid::now_v7(),
        }
    }

    /// The number of the newest change.
    pub(super) fn position(&self) -> i64 {
        let found = self.log.borrow_mut().texts("SELECT CAST(n AS TEXT) AS text FROM head");
        found[0].parse().unwrap()
    }

    /// What the change log has of a kind after a number, without what its records stand on.
    pub(super) fn changes_of(&self, kind: &Kind, after: i64) -> Vec<Change> {
        self.changes(after).into_iter().filter(|change| change.kind == kind.word).collect()
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
        let [owner, party] = [kind.owner, Role::Agency].map(|role| self.new_organisation(role));
        let (id, body) = (String::new(), json!(null));
        let mut scene = Scene { stage: self, kind, situation, owner, party, id, body };
        scene.body = scene.another_body(Caller::Owner);
        if let [Step::Worsened, ..] = situation.steps {
            scene.body["terms"]["monthly_minimum"] = json!(1);
        }
        scene.id = match situation.steps {
            [Step::Fault] => self.failed_run(owner),
            [Step::Invite, ..] => scene.invited(),
            _ => scene.made(),
        };
        if kind.is_organisation {
            scene.owner = scene.id.parse().unwrap();
            self.client_of(kind.owner, scene.owner); // later it may not come in
        }
        situation.steps.iter().for_each(|step| scene.take(step));
        scene
    }

    /// Lets days pass, and tokens run out.
    fn pass(&self, days: u64) {
        self.app.pass(Duration::from_hours(24 * days));
        self.app.server.app.sweep().unwrap();
        self.players.borrow_mut().clear();
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

    /// Makes the record, and returns its id.
    fn made(&self) -> String {
        let made = self.sender(self.kind.creators[0]).post(self.kind.path, &self.body);
        id(&made.expect(self.kind.created)).to_string()
    }

    /// Has its owner make the record by an invitation, and returns its id.
    fn invited(&self) -> String {
        let named = |member: &str| self.body[member].as_str().unwrap().to_owned();
        let (vacancy, candidate) = (named("vacancy_id"), named("candidate_id"));
        let path = format!("/v1/vacancies/{vacancy}/matches/{candidate}/invite");
        id(&self.sender(Caller::Owner).send("POST", &path, &[], None).expect(201)).to_string()
    }

    /// A body of another such record, which a caller makes.
    pub(super) fn another_body(&self, caller: Caller) -> Value {
        let organisation = caller.role(self.kind.owner).filter(|role| *role == self.kind.owner);
        let owner = organisation.map_or(self.owner, |role| self.organisation(caller, role));
        let agency = caller.role(self.kind.owner).filter(|role| *role == Role::Agency);
        let party = agency.map_or(self.party, |role| self.organisation(caller, role));
        let ground = Ground { stage: self.stage, owner, party };
        but((self.kind.body)(next()), &(self.kind.ground)(&ground))
    }

    /// What it stands on.
    fn ground(&self) -> Ground<'_> {
        Ground { stage: self.stage, owner: self.owner, party: self.party }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Move(to) => {
                let mover = self.sender(self.kind.mover(to));
                let wanted = json!({"to": to, "reason": self.kind.reason});
                mover.post(&format!("{}/transitions", self.path()), &wanted).expect(200);
            }
            Step::Patch(patch) => {
                self.writer().patch(&self.path(), "*", &patch()).expect(200);
                self.body = but(std::mem::take(&mut self.body), &patch());
            }
            Step::Organisation(to) => {
                let list = if self.kind.owner == Role::Employer { "employers" } else { "agencies" };
                let organisation = format!("/v1/{list}/{}", self.owner);
                self.stage.operator().transition(&organisation, to).expect(200);
            }
            Step::Work(settings, until) => self.work(settings, until),
            Step::Days(days) => self.stage.pass(*days),
            Step::Decide(side, verdict) => self.decide(side, verdict),
            Step::Offer => drop(grounds::offered(&self.ground(), &self.id)),
            Step::Answer(answer) => grounds::answer(&self.ground(), &self.path(), answer),
            Step::Outcome(outcome) => grounds::decided(self.stage, &self.path(), outcome),
            Step::Over(member) => {
                self.outdate(member);
                self.stage.pass(0);
            }
            Step::Sign => grounds::sign(&self.ground(), &self.id),
            Step::Check(gate) => grounds::check(&self.ground(), &self.id, *gate),
            Step::SetOut => grounds::set_out(&self.ground(), &self.id),
            Step::Board => grounds::board(&self.ground(), &self.path(), &[]),
            Step::Arrive => grounds::arrive(&self.ground(), &self.id),
            Step::Paper(kind) => grounds::paper(&self.ground(), &self.id, kind),
            Step::EndWork => grounds::end_work(&self.ground(), &self.id),
            Step::Wanted => grounds::wanted(&self.ground(), &self.id),
            Step::Correct => {
                grounds::record(&self.ground(), self.body["application_id"].as_str().unwrap())
            }
            Step::Fault | Step::Invite | Step::Worsened => {}
        }
    }

    /// Has a new operator decide for a side on the record as it is.
    fn decide(&self, side: &str, verdict: &str) {
        let operator = self.stage.client_of(Role::Operator, Uuid::now_v7());
        let version = operator.get(&self.path()).expect(200)["version"].clone();
        let body = json!({"side": side, "verdict": verdict, "version": version, "reason": "as was agreed"});
        operator.post(&format!("{}/decisions", self.path()), &body).expect(200);
    }

    /// Puts a day of its body into the past, and the first of its period before that, without a word in the log.
    fn outdate(&self, member: &str) {
        let id = self.id.replace('-', "");
        let mut sql = self.stage.log.borrow_mut();
        let in_postgres = format!(
            "UPDATE {table} SET body = jsonb_set(jsonb_set(body, '{{period_start}}', '\"2019-12-01\"', false), '{{{member}}}', \
             '\"2020-01-01\"') WHERE id = '{id}'",
            table = self.table()
        );
        let in_sqlite = format!(
            "UPDATE {table} SET body = json_set(json_replace(body, '$.period_start', '2019-12-01'), '$.{member}', '2020-01-01') \
             WHERE id = x'{id}'",
            table = self.table()
        );
        let statement = sql.either(&in_postgres, &in_sqlite).to_owned();
        sql.run(&statement).unwrap();
    }

    fn table(&self) -> String {
        self.kind.path.rsplit_once('/').unwrap().1.replace('-', "_")
    }

    /// Lets a server work on the run until it is in a state.
    fn work(&self, settings: &[&str], until: &str) {
        self.stage.cancel_runs_but(&self.id);
        let (path, reader) = (self.path(), self.stage.operator());
        let works = TestApp::spawn_with(Arc::clone(&self.stage.app.database), settings);
        eventually(until, || {
            let run = reader.get(&path).expect(200);
            run["status"] == *until && run["done"] != 0
        });
        drop(works);
    }

    /// Whoever changes, or else moves, records of this kind.
    pub(super) fn writer(&self) -> Client {
        let mover = || self.kind.mover(self.situation.moves[0].1[0]);
        self.sender(self.kind.writers.first().copied().unwrap_or_else(mover))
    }

    fn organisation(&self, caller: Caller, role: Role) -> Uuid {
        match caller {
            Caller::Owner => self.owner,
            Caller::Party => self.party,
            _ => self.stage.organisations[&role],
        }
    }

    /// A caller with all scopes of its role; nobody known has none.
    pub(super) fn sender(&self, caller: Caller) -> Client {
        let known = self.client(caller, "").map(|(client, _)| client);
        known.unwrap_or_else(|| self.stage.app.anonymous())
    }

    /// A caller with all scopes of its role but one, and its id; `None` is nobody known.
    pub(super) fn client(&self, caller: Caller, without: &str) -> Option<Player> {
        let role = caller.role(self.kind.owner)?;
        Some(self.stage.player(self.organisation(caller, role), role, without))
    }

    /// What narrows a list to the records of this record's owner.
    pub(super) fn own_list(&self) -> String {
        match (self.kind.word, self.body["external_ref"].as_str()) {
            ("vacancy", _) => format!("?limit=100&employer_id={}", self.owner),
            // The public does not find a centre by what its owner calls it.
            ("centre" | "equivalence" | "course", _) | (_, None) => "?limit=100".to_owned(),
            (_, Some(reference)) => format!("?limit=100&external_ref={reference}"),
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
