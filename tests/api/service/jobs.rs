//! Jobs of any kind: claimed, worked through step by step, taken over, stopped, whatever the clocks say. The kind of these
//! tests squares numbers.

use std::{cell::Cell, sync::Arc, time::Duration};

use diesel::RunQueryDsl;
use koprik::{
    app::{
        App, AppError,
        jobs::{
            rules::JobRules,
            work::{Effort, JobType},
        },
        resource::transition::Transition,
    },
    domain::{
        access::{
            actor::{Actor, Client, Denied},
            scope::{Role, Scope},
        },
        job::{Job, JobKind, JobResult, JobStatus, Step},
        resource::{RecordKind, format::Format, id::Id},
    },
    store::{
        Store, StoreError,
        backend::{Backend, DbConnection},
        changes::{self, Change, Note},
        jobs::work::{self, Claim},
        tx::Tx,
        writer::Writer,
    },
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::support::{TestApp, on_both};

/// Squares the numbers below `below`, and panics at `never`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Squares {
    below: u32,
    never: Option<u32>,
}

impl Format for Squares {}

impl JobKind for Squares {
    type Outcome = u32;
    type Position = u32;

    const KIND: RecordKind = RecordKind::MatchRun; // the word is free: no match run is on these databases
    const NAME: &'static str = "square list";
    const READ: Scope = Scope::MatchesRead;
    const WRITE: Scope = Scope::MatchesWrite;
    const MOST_OPEN: i64 = 2;
    const MOST_KEPT: i64 = 6;
    const MOST_ITEMS: i64 = 1_000;
    const DAYS_KEPT: i64 = 1;
}

impl JobRules for Squares {
    fn starter(&self, actor: &Actor) -> Result<Role, Denied> {
        actor.role().ok_or(Denied::Role)
    }

    fn count(&self, _: &mut DbConnection, _: &Actor) -> Result<u32, AppError> {
        Ok(self.below)
    }

    fn step(_: &App, job: &Job<Self>, _: &Actor, size: usize) -> Result<Step<Self>, AppError> {
        let from = job.position.unwrap_or(0);
        let to = job.body.below.min(from + u32::try_from(size).unwrap());
        assert!(job.body.never.is_none_or(|never| !(from..to).contains(&never)), "never");
        let square = |n: u32| JobResult { item: Uuid::from_u128(n.into()), outcome: n * n };
        let results = (from..to).map(square).collect();
        Ok(Step { results, position: Some(to), last: to == job.body.below })
    }

    /// Notes each number in the log, where a second time would be seen.
    fn write(tx: &mut Tx<'_>, _: &Actor, results: &mut [JobResult<u32>]) -> Result<(), AppError> {
        for result in results {
            let at = "2026-11-24T08:00:00Z".parse().unwrap();
            let note = Note { actor: None, action: "squared".to_owned(), reason: None, at };
            tx.log(Change::new(Self::KIND, result.item, 1, note));
        }
        Ok(())
    }
}

const TYPES: &[JobType] = &[JobType::of::<Squares>()];
/// A server that does three items at a time, and keeps its claim for half a minute.
const ALIVE: Effort = Effort { step: 3, rest: Duration::ZERO, lease: Duration::from_secs(30) };
/// A server whose claims run out at once, as those of a silent one do in the end.
const SILENT: Effort = Effort { lease: Duration::ZERO, ..ALIVE };

fn owner() -> Actor {
    let scopes = Role::Employer.scopes().to_vec();
    let (id, organisation) = (Uuid::now_v7(), Uuid::now_v7());
    Actor::Client(Client { id, organisation, role: Role::Employer, scopes })
}

/// A server that works only when a test says so.
fn server(app: &TestApp) -> TestApp {
    app.server.drain();
    TestApp::spawn_with(Arc::clone(&app.database), &["--match-run-batch", "0"])
}

fn started(server: &TestApp, owner: &Actor, below: u32) -> Id<Squares> {
    let body = Squares { below, never: None };
    server.server.app.start_job(owner, body, None).unwrap().value.id
}

fn works(server: &TestApp, effort: &Effort, stopping: &dyn Fn() -> bool) -> bool {
    server.server.app.work_on_jobs(TYPES, effort, stopping).unwrap()
}

/// Does one step.
fn steps(server: &TestApp) -> bool {
    works(server, &ALIVE, &|| true)
}

fn seen(server: &TestApp, owner: &Actor, id: Id<Squares>) -> Job<Squares> {
    server.server.app.job(owner, id).unwrap()
}

fn squares(server: &TestApp, owner: &Actor, id: Id<Squares>) -> Vec<u32> {
    let page = server.server.app.job_results(owner, id, None, 100).unwrap();
    page.items.into_iter().map(|result| result.outcome).collect()
}

fn backend(app: &TestApp) -> Backend {
    app.database.url.parse().unwrap()
}

/// How often the numbers were written into the log.
fn written(app: &TestApp) -> usize {
    let store = Store::open(backend(app)).unwrap();
    let log = store.read(|conn| changes::since(conn, 0, 1_000)).unwrap();
    log.iter().filter(|change| change.record < Uuid::from_u128(1_000)).count()
}

fn writer(app: &TestApp) -> Writer {
    Writer::start(backend(app), None, Box::new(|_| {})).unwrap()
}

/// A server claims a job, and dies before it has stored a step.
fn dies(app: &TestApp, job: Id<Squares>, time: Duration) -> Claim<Squares> {
    let claim = Claim { job, lease: Uuid::now_v7(), time };
    let at = "2026-11-24T08:00:00Z".parse().unwrap();
    let note = Note { actor: None, action: "running".to_owned(), reason: None, at };
    let claimed = writer(app).run(move |tx| work::claim(tx, claim, note)).unwrap();
    assert!(claimed.is_some(), "it is free");
    claim
}

fn sql(app: &TestApp, statement: String) -> Result<usize, StoreError> {
    writer(app)
        .run(move |tx| diesel::sql_query(statement).execute(tx.conn()).map_err(StoreError::from))
}

on_both! {
    fn a_job_goes_on_behind_its_last_step_and_does_each_item_once(app) {
        let (first, owner) = (server(app), owner());
        let second = server(&first);
        let job = started(&first, &owner, 20);
        let waits = seen(&first, &owner, job);
        assert_eq!((waits.status, waits.total, waits.done, waits.started_at), (JobStatus::Queued, 20, 0, None));
        assert!(steps(&first));
        let runs = seen(&second, &owner, job);
        assert_eq!((runs.status, runs.done, runs.position), (JobStatus::Running, 3, Some(3)));
        let late = dies(app, job, Duration::ZERO);
        let meanwhile = || {
            let before = seen(&second, &owner, job);
            let again = Step::<Squares> { results: vec![JobResult { item: Uuid::nil(), outcome: 0 }], position: Some(1), last: false };
            let at = before.updated_at;
            assert_eq!(writer(app).run(move |tx| work::advance(tx, late, &again, at)).unwrap(), None);
            assert_eq!(seen(&first, &owner, job), before, "a step under a lost claim changes nothing");
            true
        };
        assert!(works(&second, &ALIVE, &meanwhile), "the lease of the dead one has run out");
        assert_eq!(squares(&first, &owner, job), [0, 1, 4, 9, 16, 25]);

        assert!(works(&first, &ALIVE, &|| false), "a turn ends it");
        let ended = seen(&second, &owner, job);
        assert_eq!((ended.status, ended.total, ended.done), (JobStatus::Finished, 20, 20));
        assert!(ended.finished_at.is_some());
        assert_eq!(squares(&first, &owner, job), (0..20).map(|n| n * n).collect::<Vec<u32>>());
        assert_eq!(written(app), 20, "what a step writes is written with it, once");
        assert!(!works(&first, &ALIVE, &|| false), "nothing is left to do");
    }

    fn an_organisation_keeps_only_so_many_jobs_and_items(app) {
        let (server, rich, other) = (server(app), owner(), owner());
        let refused = |below| {
            let body = Squares { below, never: None };
            let refused = server.server.app.start_job(&rich, body, None).unwrap_err();
            assert!(matches!(refused, AppError::Conflict(_)), "{refused}");
        };
        let ends = |below| {
            let job = started(&server, &rich, below);
            while works(&server, &ALIVE, &|| false) {}
            job
        };
        let last = (0..5).fold(ends(1), |_, _| ends(1));
        refused(1);
        started(&server, &other, 1);
        server.server.app.delete_job(&rich, seen(&server, &rich, last)).unwrap();
        refused(996);
        ends(1);
    }

    fn a_job_that_is_cancelled_stops(app) {
        let (server, owner) = (server(app), owner());
        let job = started(&server, &owner, 20);
        let cancelled = Cell::new(false);
        let meanwhile = || {
            if !cancelled.replace(true) {
                let wanted = Transition { to: JobStatus::Cancelled, reason: None, seen: None };
                server.server.app.move_job(&owner, job, wanted, None).unwrap();
            }
            false
        };
        assert!(works(&server, &ALIVE, &meanwhile));
        let stopped = seen(&server, &owner, job);
        assert_eq!((stopped.status, stopped.done), (JobStatus::Cancelled, 3));
        assert_eq!(squares(&server, &owner, job), [0, 1, 4]);
        assert!(!works(&server, &ALIVE, &|| false));
    }

    fn a_job_whose_work_panics_fails_and_another_goes_on(app) {
        let (server, owner) = (server(app), owner());
        let body = Squares { below: 20, never: Some(4) };
        let bad = server.server.app.start_job(&owner, body, None).unwrap().value.id;
        let good = started(&server, &owner, 5);
        assert!(works(&server, &ALIVE, &|| false) && works(&server, &ALIVE, &|| false));
        let failed = seen(&server, &owner, bad);
        assert_eq!((failed.status, failed.done, failed.failure.as_deref()), (JobStatus::Failed, 3, Some("the work panicked")));
        assert_eq!(seen(&server, &owner, good).status, JobStatus::Finished);
    }

    fn clocks_of_servers_do_not_time_a_claim(app) {
        let owner = owner();
        let (ahead, behind) = (server(app), server(app));
        ahead.pass(Duration::from_hours(24));
        let job = started(&ahead, &owner, 20);
        let other_gets_it = |ahead_is: &Effort| {
            let (asked, got) = (Cell::new(false), Cell::new(false));
            let meanwhile = || {
                if !asked.replace(true) {
                    got.set(steps(&behind));
                }
                true
            };
            assert!(works(&ahead, ahead_is, &meanwhile));
            got.get()
        };
        assert!(!other_gets_it(&ALIVE), "it works on it");
        assert!(other_gets_it(&SILENT), "its claim has run out, a day ahead or not");
        let stolen = Cell::new(false);
        let meanwhile = || { stolen.set(stolen.get() | steps(&ahead)); true };
        assert!(works(&behind, &ALIVE, &meanwhile));
        assert!(!stolen.get(), "to the one ahead, it is not silent");
        assert_eq!(squares(&behind, &owner, job), (0..12).map(|n| n * n).collect::<Vec<u32>>());
    }

    fn a_claim_from_before_the_clock_was_set_back_is_let_go(app) {
        let (server, owner) = (server(app), owner());
        let job = started(&server, &owner, 20);
        dies(app, job, Duration::from_secs(30));
        assert!(!steps(&server), "another has it");
        let day = if matches!(backend(app), Backend::Sqlite { .. }) { "86400000000" } else { "interval '1 day'" };
        sql(app, format!("UPDATE jobs SET heartbeat_at = heartbeat_at + {day}, lease_until = lease_until + {day}")).unwrap();
        assert!(steps(&server), "no server sends a heartbeat tomorrow");
    }

    fn jobs_take_turns(app) {
        let (server, owner) = (server(app), owner());
        let jobs = [started(&server, &owner, 6), started(&server, &owner, 6)];
        for expected in [[3, 0], [3, 3], [6, 3], [6, 6]] {
            assert!(steps(&server));
            assert_eq!(jobs.map(|job| seen(&server, &owner, job).done), expected);
        }
    }

    fn an_organisation_has_so_many_open_jobs_of_a_kind(app) {
        let (server, owner) = (server(app), owner());
        let jobs = [started(&server, &owner, 1), started(&server, &owner, 1)];
        let third = server.server.app.start_job(&owner, Squares { below: 1, never: None }, None);
        assert!(third.unwrap_err().to_string().starts_with("2 square lists of this organisation"));
        assert!(steps(&server));
        assert_eq!(seen(&server, &owner, jobs[0]).status, JobStatus::Finished);
        started(&server, &owner, 1);
    }

    fn the_database_refuses_a_job_that_contradicts_itself(app) {
        let (server, owner) = (server(app), owner());
        started(&server, &owner, 4);
        assert!(steps(&server));
        for change in ["status = 'lost'", "status = 'finished'", "finished_at = updated_at", "done = 5", "done = -1", "failure = 'x'", "erased_at = updated_at", "started_at = NULL", "lease = id", "lease_until = updated_at", "version = 0"] {
            assert!(sql(app, format!("UPDATE jobs SET {change}")).is_err(), "{change}");
        }
        let twice = "INSERT INTO job_results (job, n, item, outcome) SELECT job, n + 10, item, outcome FROM job_results";
        assert!(sql(app, twice.to_owned()).is_err(), "an item has one result");
    }
}
