//! The head of the audit outside the database, each minute: as a line of the log, and in a file beside the keys that one of
//! them signs. Whoever cuts the end of the chain in the database cannot make that undone.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::{
    api::{auth::keys::Keys, state::Server},
    app::{AppError, trust::vault::key_files},
    domain::trust::audit::{Fault, Head},
};

const TYPE: &str = "audit-head+jwt";

/// The head cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum AnchorError {
    /// The file cannot be read or written.
    #[error("{0} cannot be read or written: {1}")]
    File(String, io::Error),
    /// The file is not what a server has signed.
    #[error(
        "{0} is not signed by one of the keys: it was changed, or the keys were; see the log for the last head"
    )]
    Unsigned(String),
    /// It cannot be signed.
    #[error("the head cannot be signed: {0}")]
    Sign(#[from] jsonwebtoken::errors::Error),
    /// The end of the chain is missing.
    #[error("somebody has changed the database: {0}; see `koprik audit verify`")]
    Cut(Fault),
    /// The database does not answer.
    #[error(transparent)]
    App(#[from] AppError),
}

/// What the file says.
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    iat: i64,
    #[serde(flatten)]
    head: Head,
}

fn path(folder: &Path) -> PathBuf {
    folder.join("audit.head")
}

/// Keeps the head as it is now, unless the one that was kept last is no more in the chain.
pub fn renew(server: &Server) -> Result<Head, AnchorError> {
    let folder = server.config.keys_dir();
    let anchored = read(&server.keys(), &folder)?;
    let head = server.app.audit_head(&anchored)?.map_err(AnchorError::Cut)?;
    write(server, &folder, &head)?;
    Ok(head)
}

/// Keeps the head, and says so, each minute.
pub(in crate::api) fn renew_and_tell(server: &Server) {
    match renew(server) {
        Ok(Head { entry, seal }) => tracing::info!(entry, seal, "the audit is anchored"),
        Err(AnchorError::App(error)) => tracing::warn!(%error, "the audit is not anchored"),
        Err(error) => tracing::error!(%error, "the audit is not anchored"),
    }
}

fn write(server: &Server, folder: &Path, head: &Head) -> Result<(), AnchorError> {
    let (keys, path) = (server.keys(), path(folder));
    let claims = Claims {
        iss: server.base_url().to_owned(),
        iat: server.app.now().timestamp(),
        head: head.clone(),
    };
    let key = keys.signer();
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(key.kid.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    let text = jsonwebtoken::encode(&header, &claims, &key.encoding)?;
    key_files::replace(&path, text.as_bytes())
        .map_err(|error| AnchorError::File(path.display().to_string(), error))
}

/// The head that was kept last; that of an empty chain if none was.
pub fn read(keys: &Keys, folder: &Path) -> Result<Head, AnchorError> {
    let path = path(folder);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Head::default()),
        Err(error) => return Err(AnchorError::File(path.display().to_string(), error)),
    };
    signed(keys, &text).ok_or_else(|| AnchorError::Unsigned(path.display().to_string()))
}

fn signed(keys: &Keys, text: &str) -> Option<Head> {
    let header = jsonwebtoken::decode_header(text).ok()?;
    let key = keys.find(&header.kid?)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.required_spec_claims.clear();
    (validation.validate_exp, validation.validate_aud) = (false, false);
    let claims = jsonwebtoken::decode::<Claims>(text, &key.decoding, &validation).ok()?.claims;
    (header.typ.as_deref() == Some(TYPE)).then_some(claims.head)
}
