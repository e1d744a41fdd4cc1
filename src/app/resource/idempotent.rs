//! Requests that may come twice and have one effect.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::resource::format::Format,
    store::{
        format,
        idempotency::{self, Key},
        tx::Tx,
    },
};

/// The effect of a request that may come twice.
#[derive(Debug, Clone)]
pub struct Idempotent<T> {
    /// What it made.
    pub value: T,
    /// Whether an earlier request with the same key made it.
    pub replayed: bool,
}

impl<T> Idempotent<T> {
    /// The same effect, shown otherwise.
    pub fn map<U>(self, show: impl FnOnce(T) -> U) -> Idempotent<U> {
        Idempotent { value: show(self.value), replayed: self.replayed }
    }
}

impl App {
    /// Whether an earlier request with this key has had its effect.
    pub fn is_repeated(&self, key: Option<&Key>) -> Result<bool, AppError> {
        let Some(key) = key else { return Ok(false) };
        Ok(self.store.read(|conn| idempotency::find(conn, key))?.is_some())
    }

    /// What an earlier request with this key did, if there was one.
    pub(in crate::app) fn past<T: Format>(
        &self,
        key: Option<&Key>,
    ) -> Result<Option<Idempotent<T>>, AppError> {
        let Some(key) = key else { return Ok(None) };
        let past = self.store.read(|conn| idempotency::find(conn, key))?;
        past.map(|past| replay(key, &past)).transpose()
    }

    /// Runs `work` in a transaction, once for each key: a repeated key gets the first result back.
    pub(in crate::app) fn once<T: Format + Send + 'static>(
        &self,
        key: Option<Key>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(Uuid, T), AppError> + Send + 'static,
    ) -> Result<Idempotent<T>, AppError> {
        let now = self.now();
        self.writer.run(move |tx| {
            let Some(key) = key else {
                return Ok(Idempotent { value: work(tx)?.1, replayed: false });
            };
            if let Some(past) = idempotency::find(tx.conn(), &key)? {
                return replay(&key, &past);
            }
            let (record, value) = work(tx)?;
            let snapshot = snapshot(record, &value)?;
            idempotency::insert(tx, key, record, snapshot, now)?;
            Ok(Idempotent { value, replayed: false })
        })
    }
}

/// A value as a key remembers it.
pub(in crate::app) fn snapshot<T: Format>(record: Uuid, value: &T) -> Result<String, AppError> {
    format::write(value).map_err(|_| AppError::CorruptSnapshot(record))
}

/// What an earlier request with the same key did.
pub(in crate::app) fn replay<T: Format>(
    key: &Key,
    past: &idempotency::Remembered,
) -> Result<Idempotent<T>, AppError> {
    if past.fingerprint != key.fingerprint {
        return Err(AppError::KeyReused);
    }
    let value = format::read(&past.snapshot).map_err(|_| AppError::CorruptSnapshot(key.client))?;
    Ok(Idempotent { value, replayed: true })
}
