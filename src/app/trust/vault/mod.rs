//! The vault: identities are sealed with a data key per subject, and master keys that are not in the database wrap those.

pub mod error;
pub mod key_files;
pub mod local;
pub mod sealing;
pub mod transit;

use std::sync::OnceLock;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::{
    app::trust::vault::{
        error::VaultError,
        sealing::{DataKey, Wrapped},
    },
    domain::trust::identity::{Identity, MarkKind},
    store::trust::vault::{Mark, WrappedKey},
};

/// Who holds the master keys: what it wraps, nobody else unwraps.
pub trait KeyService: Send + Sync {
    /// The id of the master key that wraps now.
    fn present(&self) -> Result<String, VaultError>;
    /// Wraps a key for the place that `at` names.
    fn wrap(&self, key: &DataKey, at: &str) -> Result<Wrapped, VaultError>;
    /// Unwraps a key of that place.
    fn unwrap(&self, wrapped: &Wrapped, at: &str) -> Result<DataKey, VaultError>;
    /// Makes a new master key, where that is not done elsewhere.
    fn renew(&self) -> Result<(), VaultError>;
}

/// The vault of an installation.
pub struct Vault {
    service: Box<dyn KeyService>,
    /// The key of the marks, once it is known.
    pub(in crate::app) index: OnceLock<DataKey>,
}

impl Vault {
    /// A vault whose master keys this service holds.
    pub fn of(service: impl KeyService + 'static) -> Self {
        Self { service: Box::new(service), index: OnceLock::new() }
    }

    /// The master keys.
    pub(in crate::app) fn service(&self) -> &dyn KeyService {
        &*self.service
    }

    /// A new key of a subject, and how it is kept.
    pub(in crate::app) fn new_key(
        &self,
        subject: Uuid,
    ) -> Result<(DataKey, WrappedKey), VaultError> {
        let key = DataKey::random()?;
        let kept = self.wrap(&key, subject)?;
        Ok((key, kept))
    }

    /// How a key of a subject is kept now.
    pub(in crate::app) fn wrap(
        &self,
        key: &DataKey,
        subject: Uuid,
    ) -> Result<WrappedKey, VaultError> {
        let Wrapped { master, text } = self.service.wrap(key, &key_place(subject))?;
        Ok(WrappedKey { subject, master, wrapped: text })
    }

    /// The key that is kept so.
    pub(in crate::app) fn unwrap(&self, kept: &WrappedKey) -> Result<DataKey, VaultError> {
        let wrapped = Wrapped { master: kept.master.clone(), text: kept.wrapped.clone() };
        self.service.unwrap(&wrapped, &key_place(kept.subject))
    }
}

/// Where the key of a subject stands: table, column and row.
fn key_place(subject: Uuid) -> String {
    format!("subject_keys.wrapped.{subject}")
}

/// The marks of a person, hashed with the key of the marks.
pub(in crate::app) fn marks(index: &DataKey, identity: &Identity) -> Vec<Mark> {
    let mark = |(kind, text): (MarkKind, String)| {
        let kind = kind.as_str();
        Mark { kind, hash: hash(index, &format!("{kind} {text}")) }
    };
    identity.marks().into_iter().map(mark).collect()
}

/// 128 bits of a keyed hash.
pub(in crate::app) fn hash(key: &DataKey, text: &str) -> String {
    // An HMAC takes a key of any length, so this error cannot come.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..16])
}
