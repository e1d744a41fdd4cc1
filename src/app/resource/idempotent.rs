//! Requests that may come twice and have one effect.

use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    app::error::AppError,
    store::idempotency::{self, Key},
};

/// The effect of a request that may come twice.
#[derive(Debug, Clone)]
pub struct Idempotent<T> {
    /// What it made.
    pub value: T,
    /// Whether an earlier request with the same key made it.
    pub replayed: bool,
}

pub(in crate::app) fn snapshot<T: Serialize>(record: Uuid, value: &T) -> Result<String, AppError> {
    serde_json::to_string(value).map_err(|_| AppError::CorruptSnapshot(record))
}

/// What an earlier request with the same key did.
pub(in crate::app) fn replay<T: DeserializeOwned>(
    key: &Key,
    past: &idempotency::Remembered,
) -> Result<Idempotent<T>, AppError> {
    if past.fingerprint != key.fingerprint {
        return Err(AppError::KeyReused);
    }
    let value =
        serde_json::from_str(&past.snapshot).map_err(|_| AppError::CorruptSnapshot(key.client))?;
    Ok(Idempotent { value, replayed: true })
}
