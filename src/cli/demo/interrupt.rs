//! Ctrl-C, or another request to end, before a demo is served: what is incomplete is removed.

use std::{
    process,
    sync::{Arc, Mutex, PoisonError},
};

use super::folder::{Folder, State};
use crate::cli::signals::Signals;

/// The exit status of a program that Ctrl-C has ended, and of one that was asked to end, by convention.
const INTERRUPTED: i32 = 130;
const TERMINATED: i32 = 143;

/// What a signal does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The folder is removed, and the program ends.
    Filling,
    /// The program ends.
    Filled,
    /// Nothing here: the server looks after itself.
    Over,
}

/// Waits for a signal on a thread of its own.
pub(super) struct Interrupt(Arc<Mutex<Phase>>);

impl Interrupt {
    pub(super) fn during(folder: Folder, state: State) -> std::io::Result<Self> {
        let begin = if state == State::Complete { Phase::Filled } else { Phase::Filling };
        let phase = Arc::new(Mutex::new(begin));
        let seen = Arc::clone(&phase);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let wait = move || {
            if let Ok(by_hand) = runtime.block_on(asked()) {
                end(&folder, &seen, if by_hand { INTERRUPTED } else { TERMINATED });
            }
        };
        std::thread::Builder::new().name("interrupt".to_owned()).spawn(wait)?;
        Ok(Self(phase))
    }

    /// From now on the folder is complete.
    pub(super) fn filled(&self) {
        self.enter(Phase::Filled);
    }

    /// From now on the server listens to signals.
    pub(super) fn over(self) {
        self.enter(Phase::Over);
    }

    fn enter(&self, phase: Phase) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }
}

/// Waits for a signal; whether it came from a person at the terminal.
async fn asked() -> std::io::Result<bool> {
    Ok(Signals::listen()?.interrupted().await)
}

/// Ends the program, unless that is the server's business. The lock is held to the end, so nothing is completed meanwhile.
fn end(folder: &Folder, phase: &Mutex<Phase>, status: i32) {
    let phase = phase.lock().unwrap_or_else(PoisonError::into_inner);
    match *phase {
        Phase::Over => return,
        Phase::Filled => {}
        Phase::Filling => {
            if let Err(error) = folder.remove() {
                eprintln!(
                    "error: {} is incomplete and cannot be removed: {error}",
                    folder.path().display()
                );
            }
        }
    }
    process::exit(status);
}
