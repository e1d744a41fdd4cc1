//! The folder of a demo: complete or not there, whatever stops the program.
//!
//! A note lies in it from before the first row until its clients are written, so that a demo that was cut short is known
//! from one that is complete.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};

/// What a demo puts into its folder, apart from the keys, the note and the lock.
const FILES: [&str; 8] = [
    "koprik.db",
    "koprik.db-wal",
    "koprik.db-shm",
    "koprik.db.lock",
    "demo-clients.json",
    "demo-clients.json.new",
    "demo.log",
    "codes.log",
];
/// Says that what is in the folder is incomplete.
const NOTE: &str = "demo-is-being-filled";
/// Is locked by the demo that uses the folder.
const LOCK: &str = "demo.lock";

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

    /// The file of the codes to workers, if nothing else brings them.
    pub(super) fn codes(&self) -> PathBuf {
        self.0.join("codes.log")
    }

    /// Takes the folder for as long as the lock lives: nobody else's, and no other demo's.
    pub(super) fn claim(&self) -> anyhow::Result<File> {
        self.must_be_a_demos()?;
        let cannot = || format!("cannot write to {}", self.0.display());
        std::fs::create_dir_all(&self.0).with_context(cannot)?;
        let lock = File::create(self.0.join(LOCK)).with_context(cannot)?;
        lock.try_lock().with_context(|| {
            format!("another demo uses {}: stop it, or choose another --data-dir", self.0.display())
        })?;
        Ok(lock)
    }

    /// Refuses a folder with a database or keys that no demo has made: they would go when the demo goes.
    fn must_be_a_demos(&self) -> anyhow::Result<()> {
        let something = ["koprik.db", "keys"].iter().any(|name| self.0.join(name).exists());
        ensure!(
            self.is_demo() || !something,
            "{} holds a database or keys that no demo has made: choose another --data-dir, or serve it with `koprik serve`",
            self.0.display()
        );
        Ok(())
    }

    fn is_demo(&self) -> bool {
        self.clients().exists() || self.0.join(NOTE).exists()
    }

    /// What is there. What is left of a demo that was cut short is removed, and so is a whole one if it shall be `fresh`.
    pub(super) fn state(&self, fresh: bool) -> anyhow::Result<State> {
        let cut_short = self.0.join(NOTE).exists();
        if cut_short || fresh && self.is_demo() {
            self.empty().with_context(|| format!("cannot empty {}", self.0.display()))?;
        }
        let complete = self.is_demo() && self.0.join("koprik.db").exists();
        Ok(if complete { State::Complete } else { State::Absent })
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
        self.empty()?;
        absent(std::fs::remove_file(self.0.join(LOCK)))?;
        drop(std::fs::remove_dir(&self.0)); // something else may be in it
        Ok(())
    }

    /// Removes what a demo has put there. The note comes first and goes last, in case that this is cut short too.
    fn empty(&self) -> std::io::Result<()> {
        std::fs::write(self.0.join(NOTE), "")?;
        for file in FILES {
            absent(std::fs::remove_file(self.0.join(file)))?;
        }
        absent(std::fs::remove_dir_all(self.0.join("keys")))?;
        std::fs::remove_file(self.0.join(NOTE))
    }
}

/// What is not there need not be removed.
fn absent(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
