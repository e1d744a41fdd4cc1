//! The folder of a demo: complete or not there, whatever stops the program.
//!
//! A note lies in it from before the first row until its clients are written, so that a demo that was cut short is known
//! from one that is complete.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

/// What a demo puts into its folder, apart from the keys.
const FILES: [&str; 7] = [
    "koprik.db",
    "koprik.db-wal",
    "koprik.db-shm",
    "koprik.db.lock",
    "demo-clients.json",
    "demo.log",
    NOTE,
];
/// Says that the folder is being filled.
const NOTE: &str = "demo-is-being-filled";

/// What is in the folder of a demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing of a demo.
    Absent,
    /// A demo that can be served.
    Complete,
}

/// The folder of a demo.
#[derive(Debug, Clone)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The file of the clients.
    pub(super) fn clients(&self) -> PathBuf {
        self.0.join("demo-clients.json")
    }

    /// The file of the log, if none is named.
    pub(super) fn log(&self) -> PathBuf {
        self.0.join("demo.log")
    }

    /// What is there. What is left of a demo that was cut short is removed, and so is a whole one if it shall be `fresh`.
    pub(super) fn state(&self, fresh: bool) -> anyhow::Result<State> {
        let cut_short = self.0.join(NOTE).exists();
        let is_demo = self.clients().exists() || cut_short;
        if cut_short || fresh && is_demo {
            self.remove().with_context(|| format!("cannot empty {}", self.0.display()))?;
            return Ok(State::Absent);
        }
        let database = self.0.join("koprik.db");
        ensure!(
            is_demo || !database.exists(),
            "{} holds a database that no demo has made: choose another --data-dir, or serve it with `koprik serve`",
            self.0.display()
        );
        Ok(if database.exists() && is_demo { State::Complete } else { State::Absent })
    }

    /// Makes the folder, if it is not there.
    pub(super) fn make(&self) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.0)
            .with_context(|| format!("cannot make the folder {}", self.0.display()))
    }

    /// Notes that the folder is being filled.
    pub(super) fn begin(&self) -> anyhow::Result<()> {
        std::fs::write(self.0.join(NOTE), "")
            .with_context(|| format!("cannot write to {}", self.0.display()))
    }

    /// Notes that the folder is complete.
    pub(super) fn end(&self) -> std::io::Result<()> {
        std::fs::remove_file(self.0.join(NOTE))
    }

    /// Removes what a demo has put there, and the folder if nothing else is in it.
    pub(super) fn remove(&self) -> std::io::Result<()> {
        for file in FILES {
            absent(std::fs::remove_file(self.0.join(file)))?;
        }
        absent(std::fs::remove_dir_all(self.0.join("keys")))?;
        drop(std::fs::remove_dir(&self.0)); // something else may be in it
        Ok(())
    }
}

/// What is not there need not be removed.
fn absent(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
