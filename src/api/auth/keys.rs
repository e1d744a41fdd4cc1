//! The installation's keys, kept as files: Ed25519 keys that sign tokens, and the key that seals cursors.
//!
//! All servers of one installation share the folder. To rotate, add a second `*.pem`: it is published at once, and
//! signs ten minutes later, when every reader of the JWKS has had time to see it. Remove the old one after an hour.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, ThumbprintHash},
};

use crate::api::http::paging::CursorKey;

/// A key that cannot be made, read or used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file cannot be read or written.
    #[error("the keys in {0} cannot be read or written: {1}")]
    File(String, io::Error),
    /// A file is not a key of the right kind.
    #[error("{0} is not an Ed25519 private key in PEM (PKCS 8): {1}")]
    NotAKey(String, jsonwebtoken::errors::Error),
    /// The cursor key has the wrong length.
    #[error("{0} must hold 32 bytes: delete it, and a new one is made")]
    WrongLength(String),
}

/// How long a new key is published before it signs.
const PUBLISHED_FIRST: Duration = Duration::from_mins(10);
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
    made: SystemTime,
}

/// All keys of the installation.
pub struct Keys {
    signing: Vec<SigningKey>,
    cursor: CursorKey,
}

impl Keys {
    /// Reads the keys of a folder; makes what is missing.
    pub fn open(folder: &Path) -> Result<Self, KeyError> {
        let failed = |error| KeyError::File(folder.display().to_string(), error);
        fs::create_dir_all(folder).map_err(failed)?;
        let mut signing = read_all(folder)?;
        if signing.is_empty() {
            let secret: [u8; 32] = random().map_err(failed)?;
            create(&folder.join("signing-1.pem"), pem(&secret).as_bytes()).map_err(failed)?;
            signing = read_all(folder)?;
        }
        Ok(Self { signing, cursor: cursor_key(folder)? })
    }

    /// The key that signs now: the newest that has been published for long enough, else the oldest.
    pub fn signer(&self) -> &SigningKey {
        let old_enough =
            |key: &&SigningKey| key.made.elapsed().is_ok_and(|age| age >= PUBLISHED_FIRST);
        let newest = self.signing.iter().filter(old_enough).max_by_key(|key| key.made);
        newest
            .or_else(|| self.signing.iter().min_by_key(|key| key.made))
            .unwrap_or(&self.signing[0])
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
    let mut keys = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "pem") {
            let made = fs::metadata(&path).and_then(|meta| meta.modified()).map_err(failed)?;
            let pem = fs::read(&path).map_err(failed)?;
            let key = signing_key(&pem, made)
                .map_err(|error| KeyError::NotAKey(path.display().to_string(), error))?;
            keys.push(key);
        }
    }
    Ok(keys)
}

fn signing_key(pem: &[u8], made: SystemTime) -> Result<SigningKey, jsonwebtoken::errors::Error> {
    let encoding = EncodingKey::from_ed_pem(pem)?;
    let mut jwk = Jwk::from_encoding_key(&encoding, Algorithm::EdDSA)?;
    let kid = jwk.thumbprint(ThumbprintHash::SHA256)?;
    jwk.common.key_id = Some(kid.clone());
    Ok(SigningKey { decoding: DecodingKey::from_jwk(&jwk)?, kid, encoding, jwk, made })
}

fn cursor_key(folder: &Path) -> Result<CursorKey, KeyError> {
    let path = folder.join("cursor.key");
    let failed = |error| KeyError::File(path.display().to_string(), error);
    if !path.exists() {
        let secret: [u8; 32] = random().map_err(failed)?;
        create(&path, &secret).map_err(failed)?;
    }
    let bytes = fs::read(&path).map_err(failed)?;
    let bytes = bytes.try_into().map_err(|_| KeyError::WrongLength(path.display().to_string()))?;
    Ok(CursorKey::new(bytes))
}

fn random() -> io::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

fn pem(secret: &[u8; 32]) -> String {
    let der = [PKCS8_HEAD.as_slice(), secret].concat();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der))
}

/// Writes a file that only its owner reads, whole or not at all. If another server was faster, its file stands.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension(format!("{}.part", uuid::Uuid::now_v7()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let linked = fs::hard_link(&part, path);
    fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
