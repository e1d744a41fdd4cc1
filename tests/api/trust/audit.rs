//! Who did what, and who read what, stands in a chain that nobody changes unseen.

use chrono::NaiveDate;
use koprik::{
    api::auth::{anchor, keys::audit_key},
    domain::trust::audit::{Fault, Head},
};
use serde_json::{Value, json};

use crate::{
    service::commands::ask,
    store::sql::Sql,
    support::{
        Client, TestApp, bodies, on_both,
        world::{BEGIN, next},
    },
};

/// A candidate whose identity is written.
fn known(app: &TestApp, agency: &Client) -> String {
    let candidate = app.available(agency, &bodies::candidate());
    let born = NaiveDate::from_epoch_days(i32::try_from(next()).unwrap()).unwrap();
    let identity =
        json!({"latin_name": {"family": "Karimov", "given": "Olim"}, "birth_date": born});
    agency.put(&format!("{candidate}/identity"), &[], &identity).expect(200);
    candidate
}

fn id(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

/// What is wrong with the audit, with this head kept elsewhere.
fn faults(app: &TestApp, anchored: &Head) -> Vec<Fault> {
    let key = audit_key(&app.server.config.keys_dir()).unwrap();
    app.server.app.check_audit(key, anchored.clone()).unwrap().faults
}

/// Some changes and readings, with reasons among them, and an erased candidate.
fn lived_in(app: &TestApp) {
    let agency = app.agency();
    for _ in 0..3 {
        let candidate = known(app, &agency);
        agency.get(&format!("{candidate}/identity")).expect(200);
        let reason = json!({"to": "paused", "reason": "a rest"});
        agency.post(&format!("{candidate}/transitions"), &reason).expect(200);
    }
    let erased = known(app, &agency);
    let reason = json!({"to": "paused", "reason": "a rest"});
    agency.post(&format!("{erased}/transitions"), &reason).expect(200);
    assert_eq!(agency.delete(&erased, "*").status, 204);
}

on_both! {
    fn operators_read_who_read_who_a_candidate_is(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let candidate = known(app, &agency);
        known(app, &agency);
        agency.get(&format!("{candidate}/identity")).expect(200);
        agency.get(&format!("{candidate}/export")).expect(200);
        let of = |query: &str| {
            let page = operator.get(&format!("/v1/audit?limit=100&record_id={}{query}", id(&candidate))).expect(200);
            page["items"].as_array().unwrap().clone()
        };
        let actions = |entries: &[Value]| entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(actions(&of("")), ["create", "available", "identity", "identity_read", "exported"]);
        let read = of("&action=identity_read&kind=candidate").pop().unwrap();
        let mine = format!("&client_id={}&organisation_id={}", read["client_id"].as_str().unwrap(), read["organisation_id"].as_str().unwrap());
        assert_eq!(of(&mine).len(), 5);
        assert_eq!((&read["is_reading"], &read["role"]), (&json!(true), &json!("agency")));
        assert_eq!((of(&format!("&since={BEGIN}")).len(), of(&format!("&until={BEGIN}")).len()), (5, 0));
        let first = operator.get("/v1/audit?limit=1").expect(200);
        assert_eq!(first["items"][0]["n"], 1);
        let second = operator.get(first["next"].as_str().unwrap().trim_start_matches("http://koprik.test")).expect(200);
        assert_eq!(second["items"][0]["n"], 2);
        agency.get("/v1/audit").problem(403, "forbidden");
        operator.get("/v1/audit?kind=secret").problem(400, "malformed-request");
        let told = agency.get(&format!("{candidate}/export")).expect(200)["readings"].clone();
        assert_eq!(told.as_array().map(Vec::len), Some(3), "the person is told: {told}");
    }

    fn writers_on_two_servers_make_one_chain(app) {
        let other = app.another();
        std::thread::scope(|scope| {
            for server in [app, &other].into_iter().cycle().take(8) {
                scope.spawn(|| lived_in(server));
            }
        });
        let head = anchor::renew(&app.server).unwrap();
        assert!(head.entry > 8 * 20, "{head:?}");
        assert_eq!(faults(app, &head), []);
    }

    fn a_reading_that_cannot_be_entered_is_not_shown(app) {
        let agency = app.agency();
        let candidate = known(app, &agency);
        Sql::of(app).run("ALTER TABLE audit_entries RENAME TO elsewhere").unwrap();
        let hidden = agency.get(&format!("{candidate}/identity"));
        assert!(hidden.status >= 500 && !hidden.text.contains("Karimov"), "{}", hidden.text);
    }

    fn the_command_finds_what_was_changed(app) {
        lived_in(app);
        anchor::renew(&app.server).unwrap();
        let verify = || ask(app.database.folder.path(), Some(&app.database.url), &["audit", "verify"]);
        let (succeeds, said) = verify();
        assert!(succeeds && said.contains("entries hold") && said.contains("was anchored last"), "{said}");
        let mut tamper = Tamper::of(app);
        tamper.run("UPDATE audit_entries SET action = 'read' WHERE n = 4");
        let (succeeds, said) = verify();
        assert!(!succeeds && said.contains("entry 4 does not have its seal"), "{said}");
    }

    fn a_server_tells_when_the_end_was_cut_and_keeps_the_head_that_was_there(app) {
        lived_in(app);
        let head = anchor::renew(&app.server).unwrap();
        Tamper::of(app).cut(2);
        let told = anchor::renew(&app.server).unwrap_err().to_string();
        assert!(told.contains("was cut"), "{told}");
        lived_in(app);
        assert!(anchor::renew(&app.server).is_err(), "what came later does not hide it");
        assert!(faults(app, &head).contains(&Fault::Cut(head.entry)));
        std::fs::write(app.server.config.keys_dir().join("audit.head"), "e30.e30.e30").unwrap();
        let told = anchor::renew(&app.server).unwrap_err().to_string();
        assert!(told.contains("is not signed"), "{told}");
    }

    fn each_of_a_thousand_manipulations_is_found(app) {
        lived_in(app);
        app.server.drain();
        let head = anchor::renew(&app.server).unwrap();
        let mut tamper = Tamper::of(app);
        tamper.keep();
        for round in 0..1000 {
            let done = tamper.manipulate();
            assert_ne!(faults(app, &head), [], "{round}: {done}");
            tamper.restore();
        }
        assert_eq!(faults(app, &head), [], "nothing is wrong with what is restored");
    }
}

/// Somebody who may write in the database.
struct Tamper {
    sql: Sql,
    state: u64,
}

impl Tamper {
    fn of(app: &TestApp) -> Self {
        let sql = Sql::of(app);
        let off = sql.either(
            "SET session_replication_role = replica",
            "DROP TRIGGER IF EXISTS audit_entries_stay; DROP TRIGGER IF EXISTS audit_entries_stay_as_they_are; \
             DROP TRIGGER IF EXISTS changes_stay; DROP TRIGGER IF EXISTS changes_stay_as_they_are",
        );
        let off = off.to_owned();
        let mut tamper = Self { sql, state: 7 };
        tamper.run(&off);
        tamper
    }

    fn run(&mut self, statements: &str) {
        let this = self.sql.either("now() - interval '1 day'", "1").to_owned();
        let id = self
            .sql
            .either(
                "'00000000-0000-7000-8000-00000000000f'::uuid",
                "x'0000000000007000800000000000000f'",
            )
            .to_owned();
        let statements = statements.replace(":moment", &this).replace(":id", &id);
        for statement in statements.split("; ") {
            self.sql.run(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
    }

    fn keep(&mut self) {
        self.run(
            "CREATE TABLE kept_entries AS SELECT * FROM audit_entries; CREATE TABLE kept_changes AS SELECT * FROM changes; \
             CREATE TABLE kept_head AS SELECT * FROM head",
        );
    }

    fn restore(&mut self) {
        self.run(
            "DELETE FROM audit_entries; INSERT INTO audit_entries SELECT * FROM kept_entries; \
             DELETE FROM changes; INSERT INTO changes SELECT * FROM kept_changes; \
             DELETE FROM head; INSERT INTO head SELECT * FROM kept_head",
        );
    }

    /// A number from 1 to `most`.
    fn number(&mut self, most: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap() % most + 1
    }

    fn count(&mut self, table: &str) -> usize {
        self.sql.texts(&format!("SELECT CAST(count(*) AS text) AS text FROM {table}"))[0]
            .parse()
            .unwrap()
    }

    /// Cuts the newest entries, and lets the head say so.
    fn cut(&mut self, entries: usize) {
        self.run(&format!(
            "DELETE FROM audit_entries WHERE n > (SELECT max(n) FROM audit_entries) - {entries}; \
             DELETE FROM changes WHERE n > (SELECT max(change) FROM audit_entries); \
             UPDATE head SET n = (SELECT max(n) FROM changes), entry = (SELECT max(n) FROM audit_entries), \
                 seal = (SELECT seal FROM audit_entries ORDER BY n DESC LIMIT 1)"
        ));
    }

    /// Does one thing to the chain or to the log, and says which.
    fn manipulate(&mut self) -> String {
        let table = ["audit_entries", "changes"][self.number(2) - 1];
        let rows = self.count(table);
        let (one, other) = (self.number(rows), self.number(rows - 1));
        let other = if other == one { rows } else { other };
        let statements = match self.number(6) {
            1 => format!("DELETE FROM {table} WHERE n = {one}"),
            2 => format!(
                "UPDATE {table} SET n = 0 WHERE n = {one}; UPDATE {table} SET n = {one} WHERE n = {other}; \
                 UPDATE {table} SET n = {other} WHERE n = 0"
            ),
            3 => {
                let entries = self.number(20);
                self.cut(entries);
                return format!("the newest {entries} entries are cut");
            }
            4 => Self::put_in(table),
            _ => self.edit(table, one),
        };
        self.run(&statements);
        statements
    }

    fn put_in(table: &str) -> String {
        if table == "changes" {
            return "INSERT INTO changes (n, kind, record, version, action, at) \
                    SELECT max(n) + 1, 'candidate', :id, 1, 'create', :moment FROM changes; UPDATE head SET n = n + 1"
                .to_owned();
        }
        "INSERT INTO audit_entries (n, at, action, kind, record, seal) \
         SELECT max(n) + 1, :moment, 'identity_read', 'candidate', :id, max(seal) FROM audit_entries; \
         UPDATE head SET entry = entry + 1, seal = (SELECT seal FROM audit_entries ORDER BY n DESC LIMIT 1)"
            .to_owned()
    }

    /// Sets a column of a row to what it is not.
    fn edit(&mut self, table: &str, n: usize) -> String {
        let entries = ["client", "action", "kind", "record", "at", "change", "reason", "seal"];
        let changes = [
            "actor",
            "action",
            "kind",
            "record",
            "at",
            "version",
            "reason",
            "from_state",
            "to_state",
        ];
        let column = if table == "changes" {
            changes[self.number(9) - 1]
        } else {
            entries[self.number(8) - 1]
        };
        let value = match column {
            "client" | "actor" => format!("CASE WHEN {column} IS NULL THEN :id END"),
            "kind" => "CASE WHEN kind = 'vacancy' THEN 'agency' ELSE 'vacancy' END".to_owned(),
            "record" => ":id".to_owned(),
            "at" => ":moment".to_owned(),
            "change" => "coalesce(change, 0) + 1".to_owned(),
            "version" => "version + 1".to_owned(),
            "reason" => "CASE WHEN reason IS NULL THEN 'x' END".to_owned(),
            _ => format!("CASE WHEN {column} IS NULL THEN 'x' ELSE {column} || 'x' END"),
        };
        format!("UPDATE {table} SET {column} = {value} WHERE n = {n}")
    }
}
