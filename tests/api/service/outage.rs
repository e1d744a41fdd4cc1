//! The database goes away and comes back: short refusals meanwhile, no restart, nothing lost.

use crate::{
    store::sql::Sql,
    support::{
        Database, TestApp, bodies, postgres,
        world::{self, eventually},
    },
};

#[test]
fn an_outage_of_the_database_is_503_and_heals_by_itself() {
    let Some(database) = Database::postgres() else { return };
    let app = TestApp::spawn(database);
    let (employer, agency) = (app.employer(), app.agency());
    let vacancy = app.published(&employer, &bodies::vacancy());
    let candidate = app.available(&agency, &bodies::candidate());

    postgres::let_in(&app.database.url, false);
    for answer in [
        agency.get(&candidate),
        agency.get("/v1/candidates"),
        agency.post("/v1/candidates", &bodies::candidate()),
    ] {
        answer.problem(503, "temporary-reduced-capacity");
        assert!(!answer.header("retry-after").is_empty());
    }
    app.anonymous().get("/healthz").expect(200);
    eventually("the server says that it is not ready", || {
        app.anonymous().get("/readyz").status == 503
    });

    postgres::let_in(&app.database.url, true);
    eventually("the server is ready again", || app.anonymous().get("/readyz").status == 200);
    agency.get(&candidate).expect(200);
    let another = app.available(&agency, &bodies::candidate());
    let page = employer.get(&format!("{vacancy}/matches")).expect(200);
    let mut found: Vec<String> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| format!("/v1/candidates/{}", item["candidate_id"].as_str().unwrap()))
        .collect();
    found.sort();
    assert_eq!(found, [candidate, another]);
}

#[test]
fn a_write_that_was_refused_while_the_file_was_locked_never_happens() {
    let app = TestApp::spawn(Database::sqlite());
    let agency = app.agency();
    let mut other = Sql::of(&app);
    other.run("BEGIN IMMEDIATE").unwrap();
    std::thread::scope(|scope| {
        let posts: Vec<_> = (0..10)
            .map(|_| scope.spawn(|| agency.post("/v1/candidates", &bodies::candidate())))
            .collect();
        for post in posts {
            post.join().unwrap().problem(503, "temporary-reduced-capacity");
        }
    });
    other.run("ROLLBACK").unwrap();
    let written = app.available(&agency, &bodies::candidate());
    let page = agency.get("/v1/candidates?limit=100").expect(200);
    let found: Vec<_> = page["items"].as_array().unwrap().iter().map(world::id).collect();
    assert_eq!(found.len(), 1, "{page}");
    assert!(written.ends_with(&found[0].to_string()));
}
