//! What a change brings about elsewhere: at once, once, and also after the server was killed.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sql::Sql;
use crate::{
    service::crash::{Login, Program, shared},
    support::{
        Client, Database, TestApp, bodies, on_both,
        world::{but, eventually},
    },
};

/// A vacancy that time does not end.
fn lasting() -> Value {
    but(bodies::vacancy(), &json!({"job_start_date": "2099-03-01", "valid_through": "2099-02-15"}))
}

/// An employer with published vacancies.
struct Publisher {
    id: Uuid,
    path: String,
}

impl Publisher {
    /// One vacancy is published by request, the others are copies of it.
    fn with_vacancies(app: &TestApp, sql: &mut Sql, count: usize) -> Self {
        let id = app.new_employer();
        let client = app.client(Role::Employer, id, "");
        let path = app.published(&client, &lasting());
        sql.copy_vacancies(path.rsplit('/').next().unwrap(), count - 1);
        Self { id, path: format!("/v1/employers/{id}") }
    }

    /// How many of the vacancies are in a state.
    fn count(&self, sql: &mut Sql, status: &str) -> usize {
        let owner = sql.id(self.id);
        let counted = format!(
            "SELECT CAST(count(*) AS text) AS text FROM vacancies WHERE owner = {owner} AND status = '{status}'"
        );
        sql.texts(&counted)[0].parse().unwrap()
    }
}

/// The vacancies that were not suspended exactly once, of those that were suspended at all.
fn suspended_otherwise_than_once(sql: &mut Sql) -> Vec<String> {
    sql.texts(
        "SELECT CAST(count(*) AS text) AS text FROM vacancies v LEFT JOIN changes c ON c.record = v.id \
         AND c.kind = 'vacancy' AND c.action = 'suspended' AND c.from_state = 'published' AND c.version = v.version \
         AND c.actor IS NULL AND c.reason = 'the employer may not publish' \
         WHERE v.status = 'suspended' GROUP BY v.id HAVING count(c.n) <> 1",
    )
}

const CYCLES: usize = 20;
/// Vacancies of an employer: more than are changed in one transaction.
const VACANCIES: usize = 120;

fn a_blacklisted_employers_vacancies_come_down_though_the_server_is_killed(database: &Database) {
    let setup = TestApp::spawn_with(shared(database), &[]);
    let mut sql = Sql::of(&setup);
    let employers: Vec<Publisher> =
        (0..CYCLES).map(|_| Publisher::with_vacancies(&setup, &mut sql, VACANCIES)).collect();
    let (id, secret) = setup.credentials(Role::Operator, Uuid::now_v7(), "");
    drop(setup);

    let (login, mut in_the_middle) = (Login(id, secret), 0);
    let mut running = Program::start(database);
    for employer in &employers {
        let operator: Client = login.on(&running.base);
        let path = format!("{}/transitions", employer.path);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let body = json!({"to": "blacklisted"}).to_string();
                drop(operator.try_send("POST", &path, &[], Some(body.as_bytes()))); // nobody lives to answer
            });
            eventually("some vacancies are suspended", || {
                employer.count(&mut Sql::open(&database.url), "suspended") > 0
            });
            running.kill();
        });
        in_the_middle += usize::from(employer.count(&mut sql, "published") > 0);
        running = Program::start(database);
        eventually("the others are suspended too", || {
            employer.count(&mut Sql::open(&database.url), "published") == 0
        });
    }
    running.kill();
    assert!(in_the_middle > 0, "every kill came too late");
    for employer in &employers {
        assert_eq!(employer.count(&mut sql, "suspended"), VACANCIES);
    }
    assert_eq!(suspended_otherwise_than_once(&mut sql), [""; 0]);
}

#[test]
fn a_blacklisted_employers_vacancies_come_down_though_the_server_is_killed_on_sqlite() {
    a_blacklisted_employers_vacancies_come_down_though_the_server_is_killed(&Database::sqlite());
}

#[test]
fn a_blacklisted_employers_vacancies_come_down_though_the_server_is_killed_on_postgres() {
    if let Some(database) = Database::postgres() {
        a_blacklisted_employers_vacancies_come_down_though_the_server_is_killed(&database);
    }
}

on_both! {
    fn a_suspended_employers_vacancies_are_down_with_the_answer(app) {
        let mut sql = Sql::of(app);
        let (employer, other) = (Publisher::with_vacancies(app, &mut sql, 120), app.employer());
        let untouched = app.published(&other, &lasting());
        let draft = app.client(Role::Employer, employer.id, "").post("/v1/vacancies", &lasting()).header("location").to_owned();
        app.operator().transition(&employer.path, "suspended").expect(200);
        assert_eq!((employer.count(&mut sql, "suspended"), employer.count(&mut sql, "published")), (120, 0));
        assert_eq!(suspended_otherwise_than_once(&mut sql), [""; 0]);
        assert_eq!(other.get(&untouched).expect(200)["status"], "published");
        assert_eq!(app.operator().get(&draft).expect(200)["status"], "draft");
    }

    fn several_servers_suspend_a_vacancy_once(app) {
        let others = [app.another(), app.another()];
        let mut sql = Sql::of(app);
        let employers: Vec<Publisher> = (0..3).map(|_| Publisher::with_vacancies(app, &mut sql, 110)).collect();
        let operator = app.operator();
        std::thread::scope(|scope| {
            for (server, employer) in [app, &others[0], &others[1]].into_iter().zip(&employers) {
                let there = server.anonymous().with_token(operator.token());
                scope.spawn(move || there.transition(&employer.path, "suspended").expect(200));
            }
        });
        for employer in &employers {
            assert_eq!(employer.count(&mut sql, "suspended"), 110);
        }
        assert_eq!(suspended_otherwise_than_once(&mut sql), [""; 0]);
    }

    fn a_reaction_that_comes_late_asks_how_the_employer_stands_now(app) {
        let mut sql = Sql::of(app);
        let employer = Publisher::with_vacancies(app, &mut sql, 1);
        let operator = app.operator();
        operator.transition(&employer.path, "suspended").expect(200);
        operator.transition(&employer.path, "verified").expect(200);
        sql.run("UPDATE vacancies SET status = 'published'").unwrap();
        assert_eq!(sql.run("UPDATE reaction_positions SET n = 0").unwrap(), 1, "as if it were new");
        let another = app.another();
        let last = "SELECT CAST(n AS text) AS text FROM reaction_positions";
        eventually("the change is looked at again", || Sql::of(&another).texts(last)[0] != "0");
        assert_eq!(employer.count(&mut sql, "published"), 1);
    }
}

#[test]
fn a_vacancy_is_not_published_while_its_employer_is_being_suspended_on_postgres() {
    let Some(database) = Database::postgres() else { return };
    let app = TestApp::spawn(database);
    let mut sql = Sql::of(&app);
    let id = app.new_employer();
    let employer = app.client(Role::Employer, id, "");
    let made = employer.post("/v1/vacancies", &lasting()).header("location").to_owned();
    let at = sql.id(id);
    sql.run("BEGIN").unwrap();
    sql.run(&format!("UPDATE employers SET status = 'suspended' WHERE id = {at}")).unwrap();
    std::thread::scope(|scope| {
        let publishing = scope.spawn(|| employer.transition(&made, "published"));
        eventually("the request waits", || {
            let waiting = "SELECT pid::text AS text FROM pg_locks WHERE NOT granted";
            publishing.is_finished() || !Sql::of(&app).texts(waiting).is_empty()
        });
        sql.run("COMMIT").unwrap();
        publishing.join().unwrap().problem(409, "conflict");
    });
}
