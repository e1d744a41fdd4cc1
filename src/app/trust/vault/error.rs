//! What can go wrong in the vault.

/// An error of the vault.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No master key was given.
    #[error("the vault has no master key: set KOPRIK_MASTER_KEY, or serve with a folder of keys")]
    NoMaster,
    /// The file or the variable holds no keys.
    #[error("{0} must hold keys of 32 bytes in Base64, the present one first")]
    NotAKey(String),
    /// The file of the master keys cannot be read or written.
    #[error("the master keys in {0} cannot be read or written: {1}")]
    File(String, std::io::Error),
    /// Everybody reads the file of the master keys.
    #[error("{0} can be read by everybody: allow it to its owner alone (chmod 600)")]
    Readable(String),
    /// A key was wrapped by a master key that is not there.
    #[error("the master key {0} is not there: put it back, what it wraps opens with nothing else")]
    Unknown(String),
    /// What is sealed was changed, is of another place, or its key is gone.
    #[error("what is sealed at {0} does not open: restore a backup")]
    Unsealed(String),
    /// The outside key service does not answer.
    #[error("the key service does not answer: {0}")]
    Service(String),
}
