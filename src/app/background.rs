//! The threads of a server that answer nobody: they load and follow the index, bring about what follows from a change,
//! sweep, work on jobs, follow what amends the taxonomy, tell webhook endpoints, ask saved searches, and send codes to
//! workers. They end when the server stops.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use crate::app::{App, index::follower::IndexState, job_types::JOB_TYPES, jobs::work::Effort};

/// How often the threads look whether there is something to do.
const POLL: Duration = Duration::from_millis(200);
/// Records after which a server that loads says how far it is.
const TOLD_EVERY: usize = 100_000;
/// How often time's own changes are made.
const SWEEP: Duration = Duration::from_hours(1);

/// Whether a server stops, and when its index last heard from the database.
#[derive(Debug)]
pub struct Heartbeat {
    stopping: AtomicBool,
    unloadable: AtomicBool,
    started: Instant,
    heard_ms: AtomicU64,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self {
            stopping: AtomicBool::new(false),
            unloadable: AtomicBool::new(false),
            started: Instant::now(),
            heard_ms: AtomicU64::new(0),
        }
    }
}

impl Heartbeat {
    /// Lets every thread in the background end.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the server stops.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Whether the database cannot be loaded until somebody mends it.
    pub fn is_unloadable(&self) -> bool {
        self.unloadable.load(Ordering::Relaxed)
    }

    /// For how long the index has not heard from the database.
    pub fn silence(&self) -> Duration {
        let heard = Duration::from_millis(self.heard_ms.load(Ordering::Relaxed));
        self.started.elapsed().saturating_sub(heard)
    }

    fn heard(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.heard_ms.store(now, Ordering::Relaxed);
    }

    /// Does something again and again until the server stops. `work` says whether there is more to do at once.
    pub fn until_stopped(&self, mut work: impl FnMut() -> bool) {
        while !self.is_stopping() {
            if !work() {
                std::thread::park_timeout(POLL);
            }
        }
    }
}

/// Starts the threads. `effort` is how hard this server works on jobs; `None` leaves them to others.
pub fn start(
    app: &Arc<App>,
    heartbeat: &Arc<Heartbeat>,
    effort: Option<Effort>,
) -> std::io::Result<()> {
    let thread = |name: &str, work: fn(&App, &Heartbeat)| {
        let (app, heartbeat) = (Arc::clone(app), Arc::clone(heartbeat));
        std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&app, &heartbeat))
    };
    thread("follower", follow)?;
    thread("reactions", bring_about)?;
    thread("taxonomy", follow_taxonomy)?;
    thread("names", index_names)?;
    thread("messages", make_messages)?;
    thread("searches", ask_searches)?;
    thread("codes", send_codes)?;
    thread("reminders", send_reminders)?;
    let (telling, beat) = (Arc::clone(app), Arc::clone(heartbeat));
    std::thread::Builder::new()
        .name("webhooks".to_owned())
        .spawn(move || tell_endpoints(&telling, &beat))?;
    if let Some(effort) = effort {
        let (app, heartbeat) = (Arc::clone(app), Arc::clone(heartbeat));
        std::thread::Builder::new()
            .name("jobs".to_owned())
            .spawn(move || work_on_jobs(&app, &heartbeat, &effort))?;
    }
    Ok(())
}

/// Follows the log, and nothing else: who was shut out or has withdrawn on another server is known here within a poll,
/// however much there is to bring about.
fn follow(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        if heartbeat.is_unloadable() {
            return false;
        }
        if app.follower().standing() == IndexState::Loading {
            load(app, heartbeat);
            return false;
        }
        match app.follower().poll() {
            Ok(()) => heartbeat.heard(),
            Err(error) => tracing::warn!(%error, "the change log cannot be read"),
        }
        false
    });
}

/// Brings about what follows from a change, and lets time do its changes.
fn bring_about(app: &App, heartbeat: &Heartbeat) {
    let mut next_sweep = Instant::now();
    heartbeat.until_stopped(|| {
        if app.follower().standing() == IndexState::Loading {
            return false;
        }
        if let Err(error) = app.begin_day() {
            tracing::warn!(%error, "the day has not begun: what ends with it is not ended");
        }
        let more = react(app);
        if Instant::now() >= next_sweep {
            next_sweep = Instant::now() + SWEEP;
            sweep(app);
        }
        more
    });
}

/// Brings about some of what follows from the changes that this server knows of. Returns whether there is more.
fn react(app: &App) -> bool {
    let IndexState::At(head) = app.follower().standing() else { return false };
    app.react(head).unwrap_or_else(|error| {
        tracing::warn!(%error, "what follows from a change is not brought about yet");
        false
    })
}

/// Loads the index, as soon as the schema is there.
fn load(app: &App, heartbeat: &Heartbeat) {
    let began = Instant::now();
    let told = Cell::new(0);
    let progress = |records: usize| {
        let steps = records / TOLD_EVERY;
        if steps > told.replace(steps) {
            tracing::info!(records, "loading the index");
        }
    };
    let loaded = match app.pending_migrations() {
        Ok(0) => app.follower().load(&progress),
        Ok(pending) => {
            tracing::warn!(pending, "migrations have not run: run `koprik migrate`");
            return;
        }
        Err(error) => Err(error),
    };
    match loaded {
        Ok(()) => {
            let size = app.follower().engine().size();
            heartbeat.heard();
            tracing::info!(
                candidates = size.candidates,
                vacancies = size.vacancies,
                took = ?began.elapsed(),
                "the index is loaded"
            );
        }
        Err(error) if error.lasts() => {
            heartbeat.unloadable.store(true, Ordering::Relaxed);
            tracing::error!(
                %error,
                "the index cannot be loaded, and that is not tried again: start the server again when it is mended"
            );
        }
        Err(error) => tracing::warn!(%error, "the index cannot be loaded: trying again"),
    }
}

fn sweep(app: &App) {
    match app.sweep() {
        Ok(swept) => tracing::info!(records = swept.records, forgotten = swept.forgotten, "swept"),
        Err(error) => tracing::warn!(%error, "the sweep did not end"),
    }
}

/// Follows amendments of the taxonomy: beside the log, as a new index takes its time.
fn follow_taxonomy(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        match app.follow_taxonomy() {
            Ok(0) => {}
            Ok(records) => tracing::info!(records, "texts that waited are resolved"),
            Err(error) => tracing::warn!(%error, "the taxonomy cannot be followed"),
        }
        false
    });
}

/// Indexes the names of an edition before somebody asks for them, and those that mappings add.
fn index_names(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        if app.follower().standing() != IndexState::Loading {
            app.index_names();
            app.index_added_names();
        }
        false
    });
}

/// Makes messages to webhook endpoints of what has changed.
fn make_messages(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        app.make_messages().unwrap_or_else(|error| {
            tracing::warn!(%error, "messages to webhook endpoints are made later");
            false
        })
    });
}

/// Asks saved searches of what has changed, and tells of what they found where that is due.
fn ask_searches(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        if app.follower().standing() == IndexState::Loading {
            return false; // migrations may not have run
        }
        let asked = app.ask_saved_searches().unwrap_or_else(|error| {
            tracing::warn!(%error, "saved searches are asked later");
            false
        });
        let told = app.tell_digests().unwrap_or_else(|error| {
            tracing::warn!(%error, "digests of saved searches are told later");
            false
        });
        asked || told
    });
}

/// Sends codes to workers.
fn send_codes(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        if app.follower().standing() == IndexState::Loading {
            return false; // migrations may not have run
        }
        let sent = app.send_codes().inspect_err(|error| {
            tracing::warn!(%error, "codes to workers are sent later");
        });
        sent.is_ok_and(|sent| sent > 0)
    });
}

/// Sends reminders to workers.
fn send_reminders(app: &App, heartbeat: &Heartbeat) {
    heartbeat.until_stopped(|| {
        if app.follower().standing() == IndexState::Loading {
            return false; // migrations may not have run
        }
        let sent = app.send_reminders().inspect_err(|error| {
            tracing::warn!(%error, "reminders to workers are sent later");
        });
        sent.is_ok_and(|sent| sent > 0)
    });
}

/// Sends messages to webhook endpoints.
fn tell_endpoints(app: &Arc<App>, heartbeat: &Arc<Heartbeat>) {
    heartbeat.until_stopped(|| {
        app.tell_endpoints(heartbeat).unwrap_or_else(|error| {
            tracing::warn!(%error, "webhook endpoints are told later");
            false
        })
    });
}

fn work_on_jobs(app: &App, heartbeat: &Heartbeat, effort: &Effort) {
    let stopping = || heartbeat.is_stopping();
    heartbeat.until_stopped(|| {
        app.work_on_jobs(JOB_TYPES, effort, &stopping).unwrap_or_else(|error| {
            tracing::warn!(%error, "the jobs cannot be worked on");
            false
        })
    });
}
