//! A copy of an embedded database while it is in use: of one moment, checked, and without what was deleted before.

use std::{
    fs::{File, OpenOptions},
    path::Path,
};

use diesel::{prelude::*, sql_types::Text};

use crate::store::{
    backend::{Backend, DbConnection, Purpose},
    changes,
    error::StoreError,
    wholeness,
};

/// Copies the database into a file that is not there yet and that its owner alone reads. Returns the number of the newest
/// change that the copy holds.
pub(super) fn backup(backend: &Backend, to: &Path) -> Result<i64, StoreError> {
    let DbConnection::Sqlite(mut conn) = backend.open(Purpose::Write)? else {
        let why = "a PostgreSQL database is copied with pg_dump or pg_basebackup";
        return Err(StoreError::Backup(why.to_owned()));
    };
    let file = create(to).map_err(|error| failed(to, &error))?;
    let copied = copy(&mut conn, &file, to);
    if copied.is_err() {
        std::fs::remove_file(to).map_err(|error| failed(to, &error))?; // so that nobody takes a part for the whole
    }
    copied
}

fn copy(conn: &mut SqliteConnection, file: &File, to: &Path) -> Result<i64, StoreError> {
    let path = to.display().to_string();
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(&path).execute(conn)?;
    file.sync_all().map_err(|error| failed(to, &error))?;
    check(&path)
}

/// Whether a copy is whole; the number of its newest change.
fn check(path: &str) -> Result<i64, StoreError> {
    let copy = SqliteConnection::establish(path)
        .map_err(|error| StoreError::Backup(format!("{path}: {error}")))?;
    let mut copy = DbConnection::Sqlite(copy);
    if let Some(first) = wholeness::faults(&mut copy)?.first() {
        return Err(StoreError::Backup(format!("{path}: {first}")));
    }
    changes::position(&mut copy)
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn failed(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Backup(format!("{}: {error}", path.display()))
}
