//! Match runs were there before jobs were: the way to the one table, and back.

use diesel::{RunQueryDsl, dsl::sql, sql_types::BigInt};
use koprik::store::{Store, StoreError};
use serde_json::{Value, json};

use super::{Corridor, becomes, corridor, lines, servers, start, with};
use crate::support::{TestApp, on_both, world::eventually};

fn count(app: &TestApp, of: &str) -> i64 {
    let store = Store::open(app.database.url.parse().unwrap()).unwrap();
    let query = diesel::select(sql::<BigInt>(&format!("(SELECT count(*) FROM {of})")));
    store.read(|conn| query.get_result(conn).map_err(StoreError::from)).unwrap()
}

on_both! {
    fn match_runs_keep_everything_on_the_way_down_and_up(app) {
        let Corridor { employer, .. } = corridor(app, 5);
        let asked = json!({"direction": "vacancies", "filter": {"isco08": "71"}});
        let finished = start(&employer, &asked);
        becomes(&employer, &finished, "finished");
        app.server.drain();
        let slow = with(app, &servers::STANDS_STILL);
        let there = slow.anonymous().with_token(employer.token());
        let running = start(&there, &asked);
        eventually("the first step is done", || there.get(&running).expect(200)["done"] == 2);
        drop(slow);
        let idle = with(app, &servers::WORKS_ON_NONE);
        let there = idle.anonymous().with_token(employer.token());
        let cancelled = start(&there, &asked);
        there.transition(&cancelled, "cancelled").expect(200);
        let runs = [finished, running, cancelled, start(&there, &asked)];
        let state = || runs.each_ref().map(|run| (there.get(run).expect(200), lines(&there, run)));
        let before: [(Value, Vec<Value>); 4] = state();

        let migrations = &idle.server.app;
        while !migrations.revert_migrations(1).unwrap()[0].starts_with("20261128000100") {}
        assert_eq!(count(app, "match_runs"), 4);
        assert_eq!(count(app, "match_run_answers"), 7);
        let oldest = "SELECT question FROM match_run_answers WHERE run = id ORDER BY question LIMIT 1";
        assert_eq!(count(app, &format!("match_runs WHERE place = ({oldest})")), 2);
        migrations.migrate().unwrap();
        assert_eq!(state(), before);
        let works = with(app, &[]);
        let there = works.anonymous().with_token(employer.token());
        for run in [&runs[1], &runs[3]] {
            assert_eq!(becomes(&there, run, "finished")["done"], 5);
            assert_eq!(lines(&there, run), before[0].1);
        }
    }
}
