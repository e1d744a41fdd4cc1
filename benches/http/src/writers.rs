//! Candidates written through the use case, without HTTP: one writer for all, or several, each with a connection of its
//! own, as a server with a pool of connections has.

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use anyhow::Context;
use koprik::{
    app::{App, demo, system_clock},
    domain::{
        access::{actor::Actor, scope::Role},
        recruitment::candidate::CandidateBody,
    },
    store::backend::Backend,
};
use tempfile::TempDir;

/// Writers over one new SQLite file.
pub struct Writers {
    apps: Vec<App>,
    agency: Actor,
    body: CandidateBody,
    _folder: TempDir,
}

impl Writers {
    /// Opens `count` of them, each with at most `batch` writes in a transaction.
    pub fn start(count: usize, batch: Option<usize>) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("koprik.db").display().to_string();
        let open = || {
            let backend = Backend::Sqlite { path: path.clone() };
            App::open(backend, system_clock(), batch.and_then(NonZeroUsize::new))
        };
        let first = open()?;
        first.migrate()?;
        let plan = demo::Plan { vacancies: 1, candidates: 25, seed: 1 };
        let corridor = demo::fill(&first, &plan, None, &|_, _, _| {})?;
        let agency = corridor
            .clients
            .iter()
            .find(|client| client.role == Role::Agency)
            .context("the corridor has no agency")?;
        let agency = Actor::Client(agency.new.client.clone());
        let all = first.list::<CandidateBody>(&agency, &Default::default(), None, 1)?;
        let body = all.into_iter().next().context("the agency has no candidate")?.record.body;
        let mut apps = vec![first];
        for _ in 1..count {
            apps.push(open()?);
        }
        Ok(Self { apps, agency, body, _folder: folder })
    }

    /// Writes a second with this many threads.
    pub fn rate(&self, threads: usize, time: Duration) -> anyhow::Result<f64> {
        let (stop, count) = (AtomicBool::new(false), AtomicU64::new(0));
        let began = Instant::now();
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let (stop, count) = (&stop, &count);
                let app = &self.apps[thread % self.apps.len()];
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        // A write that waits too long for the lock is refused, and counts for nothing.
                        let made = app.create(&self.agency, None, self.body.clone(), None);
                        count.fetch_add(u64::from(made.is_ok()), Ordering::Relaxed);
                    }
                });
            }
            std::thread::sleep(time);
            stop.store(true, Ordering::Relaxed);
        });
        let count = count.load(Ordering::Relaxed);
        Ok(f64::from(u32::try_from(count)?) / began.elapsed().as_secs_f64())
    }
}
