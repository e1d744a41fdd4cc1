//! Whether the database answers, is of the right schema, and takes writes: asked again and again, apart from all other work.

use std::{
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

use crate::app::App;

/// A database that has not answered for longer is away.
const MOST_SILENCE: Duration = Duration::from_secs(2);

/// What was last heard of the database.
#[derive(Debug)]
pub struct Probe {
    started: Instant,
    answered_ms: AtomicU64,
    current: AtomicBool,
    written: AtomicBool,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            answered_ms: AtomicU64::new(0),
            current: AtomicBool::new(true),
            written: AtomicBool::new(true),
        }
    }
}

impl Probe {
    /// Asks the database.
    pub fn ask(&self, app: &App) {
        match app.schema_is_current() {
            Ok(current) => {
                let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
                self.answered_ms.store(now, Ordering::Relaxed);
                self.current.store(current, Ordering::Relaxed);
            }
            Err(error) => tracing::debug!(%error, "the database does not answer"),
        }
    }

    /// Notes whether a write of the server itself was taken.
    pub fn wrote(&self, taken: bool) {
        self.written.store(taken, Ordering::Relaxed);
    }

    /// What is wrong with the database, if something is.
    pub fn fault(&self) -> Option<&'static str> {
        let answered = Duration::from_millis(self.answered_ms.load(Ordering::Relaxed));
        if self.started.elapsed().saturating_sub(answered) > MOST_SILENCE {
            return Some("the database has not answered for two seconds");
        }
        if !self.current.load(Ordering::Relaxed) {
            return Some("migrations have not run, or were taken back: see `koprik migrate`");
        }
        (!self.written.load(Ordering::Relaxed)).then_some("the database takes no writes")
    }
}
