//! Sealing with AES-256-GCM: what is sealed opens with its key and at its place alone.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine, engine::general_purpose::STANDARD};

use zeroize::Zeroizing;

use crate::app::trust::vault::{error::VaultError, key_files};

/// A key of 256 bits. It does not print, and its bytes are overwritten when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey(Zeroizing<[u8; 32]>);

/// A key that a master key wraps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapped {
    /// The id of the master key.
    pub master: String,
    /// The key, wrapped.
    pub text: String,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey")
    }
}

impl DataKey {
    /// A new key.
    pub fn random() -> Result<Self, VaultError> {
        let failed = |error| VaultError::File("the system's random numbers".to_owned(), error);
        key_files::random().map(|bytes| Self(Zeroizing::new(bytes))).map_err(failed)
    }

    /// A number that nobody can guess.
    pub fn chance() -> Result<u64, VaultError> {
        let key = Self::random()?;
        Ok(u64::from_le_bytes(std::array::from_fn(|at| key.0[at])))
    }

    /// The key with these bytes, if there are 32.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals something for a place, which is its table, column and row.
    pub fn seal(&self, plain: &[u8], at: &str) -> Result<String, VaultError> {
        let failed = |_| VaultError::Unsealed(at.to_owned());
        let mut bytes = plain.to_vec();
        let key = RandomizedNonceKey::new(&AES_256_GCM, self.bytes()).map_err(failed)?;
        let nonce = key.seal_in_place_append_tag(Aad::from(at.as_bytes()), &mut bytes);
        let nonce = nonce.map_err(failed)?;
        Ok(STANDARD.encode([nonce.as_ref().as_slice(), &bytes].concat()))
    }

    /// Opens what was sealed for this place. What it says is overwritten when it is dropped.
    pub fn open(&self, sealed: &str, at: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.try_open(sealed, at).ok_or_else(|| VaultError::Unsealed(at.to_owned()))
    }

    fn try_open(&self, sealed: &str, at: &str) -> Option<Zeroizing<Vec<u8>>> {
        let bytes = STANDARD.decode(sealed).ok()?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let key = RandomizedNonceKey::new(&AES_256_GCM, self.bytes()).ok()?;
        let mut plain = Zeroizing::new(rest.to_vec());
        let length = key.open_in_place(nonce, Aad::from(at.as_bytes()), &mut plain).ok()?.len();
        plain.truncate(length);
        Some(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_and_at_its_place_alone() {
        let (key, other) = (DataKey::random().unwrap(), DataKey::random().unwrap());
        let sealed = key.seal(b"Karimov", "identities.sealed.1").unwrap();
        assert_eq!(key.open(&sealed, "identities.sealed.1").unwrap().as_slice(), b"Karimov");
        assert!(key.open(&sealed, "identities.sealed.2").is_err());
        assert!(other.open(&sealed, "identities.sealed.1").is_err());
        assert_ne!(sealed, key.seal(b"Karimov", "identities.sealed.1").unwrap());
        let bytes = STANDARD.decode(&sealed).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(key.open(&STANDARD.encode(changed), "identities.sealed.1").is_err(), "{at}");
            assert!(key.open(&STANDARD.encode(&bytes[..at]), "identities.sealed.1").is_err());
        }
    }
}
