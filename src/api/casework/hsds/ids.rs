//! Identifiers of what HSDS gives one and Koprik has no record of.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The identifier of a part of something: always the same, and another for each (UUID version 8, RFC 9562).
pub(super) fn made_id(of: Uuid, part: &str) -> Uuid {
    let digest = Sha256::new().chain_update(of.as_bytes()).chain_update(part).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::new_v8(bytes)
}
