//! The installation's keys, kept as files: Ed25519 keys that sign tokens, the keys that seal cursors and the audit, and the
//! key of which the secrets of webhooks are made.
//!
//! All servers of one installation share the folder. To rotate, add a second `*.pem`: each server publishes it within half
//! a minute, and it signs ten minutes after the last has, when every reader of the JWKS has had time to see it. Which key
//! signs is known from the database, as times of files can be anything. Remove the old one after an hour.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, ThumbprintHash},
};

use crate::{
    api::http::paging::CursorKey,
    app::trust::vault::key_files,
    domain::{
        integration::signature::WebhookKey, programme::statistics::rounding::RoundingKey,
        trust::audit::AuditKey,
    },
};

/// A key that cannot be made, read or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file cannot be read or written.
    #[error("the keys in {0} cannot be read or written: {1}")]
    File(String, io::Error),
    /// A file is not a key of the right kind.
    #[error("{0} is not an Ed25519 private key in PEM (PKCS 8): {1}")]
    NotAKey(String, jsonwebtoken::errors::Error),
    /// A key can be read or changed by others than its owner and its group.
    #[error(
        "{0} can be read by everybody: allow it to its owner alone (chmod 600), and make a new key if it leaked"
    )]
    Readable(String),
    /// The key of cursors or of the audit has the wrong length.
    #[error(
        "{0} must hold 32 bytes: restore it; without a copy of cursor.key, delete it, and a new one is made"
    )]
    WrongLength(String),
}

/// What stands before the 32 bytes of an Ed25519 key in PKCS 8 (RFC 8410, section 7).
const PKCS8_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// A key that signs and verifies.
pub struct SigningKey {
    /// RFC 7638 thumbprint of the public half.
    pub kid: String,
    /// The private half.
    pub encoding: EncodingKey,
    /// The public half.
    pub decoding: DecodingKey,
    jwk: Jwk,
}

/// All keys of the installation.
pub struct Keys {
    signing: Vec<SigningKey>,
    signer: Option<String>,
    cursor: CursorKey,
}

impl Keys {
    /// Reads the keys of a folder; makes what is missing.
    pub fn open(folder: &Path) -> Result<Self, KeyError> {
        let failed = |error| KeyError::File(folder.display().to_string(), error);
        fs::create_dir_all(folder).map_err(failed)?;
        let mut signing = read_all(folder)?;
        if signing.is_empty() {
            let secret: [u8; 32] = key_files::random().map_err(failed)?;
            key_files::create(&folder.join("signing-1.pem"), pem(&secret).as_bytes())
                .map_err(failed)?;
            signing = read_all(folder)?;
        }
        let cursor = CursorKey::new(secret(&folder.join("cursor.key"))?);
        Ok(Self { signing, signer: None, cursor })
    }

    /// The key that signs now; the first by name until it is known which that is.
    pub fn signer(&self) -> &SigningKey {
        let chosen = self.signer.as_deref().and_then(|kid| self.find(kid));
        chosen.unwrap_or(&self.signing[0])
    }

    /// Lets the key with this id sign from now on.
    pub fn sign_with(&mut self, kid: Option<String>) {
        self.signer = kid;
    }

    /// The id of the key that was chosen to sign.
    pub fn chosen(&self) -> Option<String> {
        self.signer.clone()
    }

    /// The ids of all keys.
    pub fn ids(&self) -> Vec<String> {
        self.signing.iter().map(|key| key.kid.clone()).collect()
    }

    /// The key with this id.
    pub fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.signing.iter().find(|key| key.kid == kid)
    }

    /// The public halves.
    pub fn jwks(&self) -> JwkSet {
        JwkSet { keys: self.signing.iter().map(|key| key.jwk.clone()).collect() }
    }

    /// The key that seals cursors.
    pub fn cursor(&self) -> CursorKey {
        self.cursor.clone()
    }
}

fn read_all(folder: &Path) -> Result<Vec<SigningKey>, KeyError> {
    let failed = |error| KeyError::File(folder.display().to_string(), error);
    let entries = fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|it| it.path()));
    let mut paths: Vec<_> = entries.collect::<Result<_, _>>().map_err(failed)?;
    paths.sort();
    let is_key = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "pem");
    paths.iter().filter(is_key).map(|path| read(path)).collect()
}

fn read(path: &Path) -> Result<SigningKey, KeyError> {
    must_be_private(path)?;
    let name = || path.display().to_string();
    let pem = fs::read(path).map_err(|error| KeyError::File(name(), error))?;
    signing_key(&pem).map_err(|error| KeyError::NotAKey(name(), error))
}

fn signing_key(pem: &[u8]) -> Result<SigningKey, jsonwebtoken::errors::Error> {
    let encoding = EncodingKey::from_ed_pem(pem)?;
    let mut jwk = Jwk::from_encoding_key(&encoding, Algorithm::EdDSA)?;
    let kid = jwk.thumbprint(ThumbprintHash::SHA256)?;
    jwk.common.key_id = Some(kid.clone());
    Ok(SigningKey { decoding: DecodingKey::from_jwk(&jwk)?, kid, encoding, jwk })
}

/// The key that seals the audit, equal on all servers of one installation; it is made if it is missing.
pub fn audit_key(folder: &Path) -> Result<AuditKey, KeyError> {
    fs::create_dir_all(folder)
        .map_err(|error| KeyError::File(folder.display().to_string(), error))?;
    Ok(AuditKey::new(secret(&folder.join("audit.key"))?))
}

/// The key of which the secrets of webhook endpoints are made, equal on all servers of one installation; it is made if it is
/// missing.
pub fn webhook_key(folder: &Path) -> Result<WebhookKey, KeyError> {
    Ok(WebhookKey::new(secret(&folder.join("webhook.key"))?))
}

/// The key of the draws by which public figures are rounded: made of the audit's, and telling nothing of it.
pub fn rounding_key(folder: &Path) -> Result<RoundingKey, KeyError> {
    Ok(RoundingKey::of(&secret(&folder.join("audit.key"))?))
}

/// The file of the master keys, unless they are elsewhere.
pub const MASTER: &str = "master.key";

/// Which keys a folder lacks. Those that it has are read, and nothing is made.
pub fn missing(folder: &Path) -> Result<Vec<&'static str>, KeyError> {
    let mut missing = Vec::new();
    if !folder.is_dir() || read_all(folder)?.is_empty() {
        missing.push("signing-1.pem");
    }
    for name in ["cursor.key", "audit.key", "webhook.key"] {
        let path = folder.join(name);
        if path.exists() {
            secret(&path)?;
        } else {
            missing.push(name);
        }
    }
    let master = folder.join(MASTER);
    if master.exists() {
        must_be_private(&master)?;
    } else {
        missing.push(MASTER);
    }
    Ok(missing)
}

/// The 32 bytes of a file, which is made if it is missing.
fn secret(path: &Path) -> Result<[u8; 32], KeyError> {
    let failed = |error| KeyError::File(path.display().to_string(), error);
    if !path.exists() {
        let secret: [u8; 32] = key_files::random().map_err(failed)?;
        key_files::create(path, &secret).map_err(failed)?;
    }
    must_be_private(path)?;
    let bytes = fs::read(path).map_err(failed)?;
    bytes.try_into().map_err(|_| KeyError::WrongLength(path.display().to_string()))
}

/// Refuses a key that everybody reads, or that its group changes.
fn must_be_private(path: &Path) -> Result<(), KeyError> {
    let name = || path.display().to_string();
    let private = key_files::is_private(path).map_err(|error| KeyError::File(name(), error))?;
    if private { Ok(()) } else { Err(KeyError::Readable(name())) }
}

fn pem(secret: &[u8; 32]) -> String {
    let der = [PKCS8_HEAD.as_slice(), secret].concat();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der))
}
