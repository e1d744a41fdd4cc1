//! How servers work on runs: step by step, one server at a time, and on behind the last step whatever happens.

use std::{cell::Cell, time::Duration};

use koprik::{
    app::{job_types::JOB_TYPES, jobs::work::Effort},
    domain::{
        access::{
            actor::{Actor, Client as DomainClient},
            scope::Role,
        },
        recruitment::{
            match_filter::MatchFilter,
            match_run::{Chosen, Direction, MatchRunBody},
        },
    },
    store::{Store, jobs::purge},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Corridor, becomes, corridor, items, lines, start, stored, with};
use crate::support::{TestApp, bodies, on_both, world::eventually};

/// A server that rests for an hour after each step of two questions: a run stands still after its first step.
pub(super) const STANDS_STILL: [&str; 4] =
    ["--match-run-batch", "2", "--match-run-rest", "3600000"];
/// A server that leaves runs to others.
pub(super) const WORKS_ON_NONE: [&str; 2] = ["--match-run-batch", "0"];
/// Work that a test does itself.
const BY_TWO: Effort = Effort { step: 2, rest: Duration::ZERO, lease: Duration::from_secs(30) };
/// The same by a server whose claims run out at once, as those of a silent one do in the end.
const SILENT: Effort = Effort { lease: Duration::ZERO, ..BY_TWO };

on_both! {
    fn progress_is_seen_and_a_run_is_cancelled_in_the_middle(app) {
        let Corridor { employer, .. } = corridor(app, 5);
        app.server.drain();
        let slow = with(app, &STANDS_STILL);
        let employer = slow.anonymous().with_token(employer.token());
        let run = start(&employer, &json!({"direction": "vacancies"}));
        eventually("the first step is done", || employer.get(&run).expect(200)["done"] == 2);
        let there = employer.get(&run);
        let standing = there.expect(200);
        assert_eq!((&standing["status"], &standing["total"], &standing["finished_at"]), (&json!("running"), &json!(5), &Value::Null));
        assert_eq!(standing["allowed_transitions"], json!(["cancelled"]));
        let again = employer.send("GET", &run, &[("if-none-match", there.header("etag"))], None);
        assert_eq!(again.status, 304);
        assert_eq!(items(&employer, &format!("{run}/results")).len(), 2, "what is done can be read");
        employer.delete(&run, there.header("etag")).problem(409, "conflict");

        let cancelled = employer.transition(&run, "cancelled").expect(200);
        assert_eq!((&cancelled["status"], &cancelled["allowed_transitions"]), (&json!("cancelled"), &json!([])));
        employer.transition(&run, "cancelled").problem(409, "conflict");
        assert_eq!(lines(&employer, &run).len(), 2, "what was found stays");
        let read = employer.get(&run);
        assert_ne!(read.header("etag"), there.header("etag"));
        employer.send("DELETE", &run, &[], None).problem(428, "precondition-required");
        employer.delete(&run, there.header("etag")).problem(412, "precondition-failed");
        assert_eq!(employer.delete(&run, read.header("etag")).status, 204);
        employer.get(&run).problem(404, "not-found");
        employer.get(&format!("{run}/results")).problem(404, "not-found");
        assert_eq!(items(&employer, "/v1/match-runs"), [json!(null); 0]);
    }

    fn a_run_goes_on_where_it_was_after_a_restart(app) {
        let Corridor { employer, .. } = corridor(app, 9);
        let undisturbed = start(&employer, &json!({"direction": "vacancies"}));
        becomes(&employer, &undisturbed, "finished");
        let expected = lines(&employer, &undisturbed);
        app.server.drain();

        let first = with(app, &STANDS_STILL);
        let there = first.anonymous().with_token(employer.token());
        let run = start(&there, &json!({"direction": "vacancies"}));
        eventually("the first step is done", || there.get(&run).expect(200)["done"] == 2);
        drop(first);
        let second = with(app, &["--match-run-batch", "3"]);
        let there = second.anonymous().with_token(employer.token());
        let ended = becomes(&there, &run, "finished");
        assert_eq!((&ended["done"], &ended["total"]), (&json!(9), &json!(9)));
        assert_eq!(lines(&there, &run), expected);
    }

    fn a_run_of_a_server_that_went_silent_is_taken_up_when_its_lease_has_run_out(app) {
        let Corridor { employer, .. } = corridor(app, 5);
        app.server.drain();
        let (silent, second) = (with(app, &WORKS_ON_NONE), with(app, &WORKS_ON_NONE));
        let there = second.anonymous().with_token(employer.token());
        let run = start(&there, &json!({"direction": "vacancies"}));
        let meanwhile = || {
            second.server.app.work_on_jobs(JOB_TYPES, &BY_TWO, &|| false).unwrap();
            assert_eq!(becomes(&there, &run, "finished")["done"], 5);
            true
        };
        assert!(silent.server.app.work_on_jobs(JOB_TYPES, &SILENT, &meanwhile).unwrap());
        let found = lines(&there, &run);
        assert_eq!(found.len(), 5, "nothing is doubled");
    }

    fn a_server_that_has_lost_its_claim_changes_nothing(app) {
        let Corridor { employer, .. } = corridor(app, 6);
        app.server.drain();
        let (slow, quick) = (with(app, &WORKS_ON_NONE), with(app, &WORKS_ON_NONE));
        let employer = quick.anonymous().with_token(employer.token());
        let run = start(&employer, &json!({"direction": "vacancies"}));
        let work = |server: &TestApp, effort: &Effort, stopping: &dyn Fn() -> bool| server.server.app.work_on_jobs(JOB_TYPES, effort, stopping).unwrap();
        let taken = Cell::new(false);
        let meanwhile = || {
            if !taken.replace(true) {
                assert!(work(&quick, &BY_TWO, &|| true), "the other makes one step");
            }
            false
        };
        assert!(work(&slow, &SILENT, &meanwhile));
        assert_eq!(employer.get(&run).expect(200)["done"], 4, "two of the first, two of the second");
        assert!(work(&quick, &BY_TWO, &|| false));
        let ended = employer.get(&run).expect(200);
        assert_eq!((&ended["status"], &ended["done"]), (&json!("finished"), &json!(6)));
        assert!(!work(&quick, &BY_TWO, &|| false), "nothing is left to do");
    }

    fn a_run_finds_what_another_server_wrote_before_it(app) {
        let Corridor { employer, agency, .. } = corridor(app, 4);
        app.server.drain();
        let deaf = with(app, &WORKS_ON_NONE);
        deaf.server.drain(); // it follows the log no more by itself
        let follows = with(app, &WORKS_ON_NONE);
        let agency = follows.anonymous().with_token(agency.token());
        app.available(&agency, &bodies::candidate());
        let employer = follows.anonymous().with_token(employer.token());
        let run = start(&employer, &json!({"direction": "vacancies"}));
        assert!(follows.server.app.work_on_jobs(JOB_TYPES, &BY_TWO, &|| true).unwrap(), "it makes one step");
        assert!(deaf.server.app.work_on_jobs(JOB_TYPES, &BY_TWO, &|| false).unwrap());
        let found: Vec<usize> = lines(&employer, &run).iter().map(|line| line["matches"].as_array().unwrap().len()).collect();
        assert_eq!(found, [4; 4]);
    }

    fn of_two_servers_one_works_on_a_run(app) {
        let Corridor { employer, .. } = corridor(app, 20);
        app.server.drain();
        let settings = ["--match-run-batch", "1"];
        let servers = [with(app, &settings), with(app, &settings)];
        let clients = servers.each_ref().map(|server| server.anonymous().with_token(employer.token()));
        let runs: Vec<String> = (0..6).map(|at| start(&clients[at % 2], &json!({"direction": "vacancies", "matches": {"limit": 1}}))).collect();
        for (at, run) in runs.iter().enumerate() {
            let ended = becomes(&clients[(at + 1) % 2], run, "finished");
            assert_eq!((&ended["done"], &ended["total"]), (&json!(20), &json!(20)), "{ended}");
            assert_eq!(lines(&clients[0], run).len(), 20);
        }
    }

    fn a_waiting_run_is_seen_and_cancelled_before_it_begins(app) {
        let Corridor { employer, .. } = corridor(app, 2);
        app.server.drain();
        let idle = with(app, &WORKS_ON_NONE);
        let employer = idle.anonymous().with_token(employer.token());
        let made = employer.post("/v1/match-runs", &json!({"direction": "vacancies"}));
        let waiting = made.expect(202);
        assert_eq!((&waiting["status"], &waiting["done"], &waiting["started_at"]), (&json!("queued"), &json!(0), &Value::Null));
        assert_eq!(items(&employer, "/v1/match-runs?status=queued,running"), [waiting]);
        assert_eq!(lines(&employer, made.header("location")), [json!(null); 0]);
        employer.transition(made.header("location"), "cancelled").expect(200);
        assert_eq!(items(&employer, "/v1/match-runs?status=queued,running"), [json!(null); 0]);
        let path = format!("{}/transitions", made.header("location"));
        assert_eq!(employer.post(&path, &json!({"to": "nonsense"})).pointers(), ["/to"]);
        employer.post(&path, &json!({"to": "running"})).problem(409, "conflict");
    }

    fn a_run_of_other_scoring_rules_fails_and_says_what_to_do(app) {
        let client = DomainClient { id: Uuid::now_v7(), organisation: Uuid::now_v7(), role: Role::Operator, scopes: Role::Operator.scopes().to_vec() };
        let body = MatchRunBody {
            direction: Direction::Vacancies,
            chosen: Chosen::All,
            limit: 1,
            weights: [1; 6],
            kept: MatchFilter::default(),
            scorer_version: "scorer-0".to_owned(),
        };
        let made = app.server.app.start_job(&Actor::Client(client), body, None).unwrap();
        let ended = becomes(&app.operator(), &format!("/v1/match-runs/{}", made.value.id), "failed");
        assert!(ended["failure"].as_str().unwrap().contains("start a new run"), "{ended}");
        assert_eq!((&ended["done"], &ended["allowed_transitions"]), (&json!(0), &json!([])));
    }

    fn an_organisation_has_twenty_open_runs_at_most(app) {
        let employer = app.employer();
        app.server.drain();
        let idle = with(app, &WORKS_ON_NONE);
        let employer = idle.anonymous().with_token(employer.token());
        let runs: Vec<String> = (0..20).map(|_| start(&employer, &json!({"direction": "vacancies"}))).collect();
        employer.post("/v1/match-runs", &json!({"direction": "vacancies"})).problem(409, "conflict");
        employer.transition(&runs[7], "cancelled").expect(200);
        start(&employer, &json!({"direction": "vacancies"}));
        start(&idle.employer(), &json!({"direction": "vacancies"}));
    }

    fn old_runs_are_forgotten(app) {
        let Corridor { employer, .. } = corridor(app, 2);
        let run = start(&employer, &json!({"direction": "vacancies"}));
        becomes(&employer, &run, "finished");
        app.pass(Duration::from_hours(29 * 24));
        app.server.app.sweep().unwrap();
        let later = |app: &TestApp| app.client(Role::Operator, Uuid::now_v7(), "");
        later(app).get(&run).expect(200);
        app.pass(Duration::from_hours(2 * 24));
        app.server.app.sweep().unwrap();
        later(app).get(&run).problem(404, "not-found");
        let store = Store::open(app.database.url.parse().unwrap()).unwrap();
        let left = || store.read(purge::is_due).unwrap() || !stored(app, &run).is_empty();
        eventually("its rows are gone", || !left());
    }
}
