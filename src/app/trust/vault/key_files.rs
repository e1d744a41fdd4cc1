//! Files of keys, which their owner alone reads.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// 32 random bytes of the system.
pub fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

/// Whether neither everybody reads a file, nor its group changes it.
#[cfg(unix)]
pub fn is_private(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o027 == 0)
}

/// Whether neither everybody reads a file, nor its group changes it.
#[cfg(not(unix))]
pub fn is_private(_: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Writes a file that only its owner reads, whole or not at all. If another server was faster, its file stands.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = write_beside(path, bytes)?;
    let linked = fs::hard_link(&part, path);
    fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Puts a file that only its owner reads in the place of another, whole or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::rename(write_beside(path, bytes)?, path)
}

fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<std::path::PathBuf> {
    let part = path.with_extension(format!("{}.part", uuid::Uuid::now_v7()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(part)
}
