//! A server among others: it says that it lives and which keys it publishes, and learns which key signs.

use std::time::Duration;

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    store::servers::{self, PublishedKey},
};

/// How long a new key is published before it signs, so that every reader of the key set has had time to see it.
const PUBLISHED_FIRST: Duration = Duration::from_mins(10);

impl App {
    /// Says that a server lives and publishes these keys; returns the id of the key that signs now.
    pub fn register_server(
        &self,
        server: Uuid,
        keys: Vec<String>,
    ) -> Result<Option<String>, AppError> {
        self.writer.run(move |tx| {
            servers::beat(tx, server, &keys)?;
            Ok(signer(&servers::published(tx.conn(), &keys)?))
        })
    }

    /// Says that a server has stopped.
    pub fn unregister_server(&self, server: Uuid) -> Result<(), AppError> {
        self.writer.run(move |tx| Ok(servers::leave(tx, server)?))
    }

    /// Whether the schema is the one that this program was made for. An error if the database does not answer.
    pub fn schema_is_current(&self) -> Result<bool, AppError> {
        Ok(self.store.schema_is_current()?)
    }
}

/// The newest key that every server has published for long enough; where there is none, the oldest.
fn signer(keys: &[PublishedKey]) -> Option<String> {
    let ready = |key: &&PublishedKey| key.everywhere && key.age >= PUBLISHED_FIRST;
    let newest = keys.iter().filter(ready).min_by_key(|key| key.age);
    let oldest = || keys.iter().max_by_key(|key| (key.everywhere, key.age));
    newest.or_else(oldest).map(|key| key.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(keys: &[(&str, u64, bool)]) -> Option<String> {
        let key = |(id, minutes, everywhere): &(&str, u64, bool)| PublishedKey {
            id: (*id).to_owned(),
            age: Duration::from_mins(*minutes),
            everywhere: *everywhere,
        };
        signer(&keys.iter().map(key).collect::<Vec<_>>())
    }

    #[test]
    fn a_key_signs_once_every_server_has_published_it_for_ten_minutes() {
        for (keys, expected) in [
            (&[("old", 90, true), ("new", 9, true)][..], "old"),
            (&[("old", 90, true), ("new", 10, true)], "new"),
            (&[("old", 90, true), ("new", 60, false)], "old"),
            (&[("old", 90, false), ("new", 10, true)], "new"),
            (&[("first", 0, true)], "first"),
            (&[("lost", 90, false), ("new", 1, true)], "new"),
        ] {
            assert_eq!(signs(keys).as_deref(), Some(expected), "{keys:?}");
        }
        assert_eq!(signs(&[]), None);
    }
}
