//! The audit: who did what when, also who read what, in a chain. Each entry is sealed with a key over itself and the seal
//! before it, so that whoever has the key finds every entry that was changed, taken out, put in or swapped, and whoever
//! keeps a [`Head`] finds that the end is missing.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::domain::resource::RecordKind;

/// The key of the seals. It is not in the database, and does not print.
#[derive(Clone)]
pub struct AuditKey([u8; 32]);

impl fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuditKey")
    }
}

/// The end of the chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the newest entry; 0 where there is none.
    pub entry: i64,
    /// Its seal.
    pub seal: String,
}

/// Who did what when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number: 1 for the first, and no number is left out.
    pub n: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The API client; `None` is Koprik itself.
    pub client: Option<Uuid>,
    /// The verb, as in the change log, or what was read.
    pub action: String,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// The change that it was; `None` for a reading.
    pub change: Option<Changed>,
}

/// What the change log says of a change beside its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The number of the change.
    pub n: i64,
    /// The record's version after it.
    pub version: i64,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
    /// The digest of the reason, if one was given: it stays when the reason is erased.
    pub reason: Option<String>,
}

impl AuditKey {
    /// A key of these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The seal of an entry that follows one with the seal `before`.
    pub fn seal(&self, before: &str, entry: &AuditEntry) -> String {
        let AuditEntry { n, at, client, action, kind, record, change } = entry;
        let change = change.as_ref().map(|change| {
            let Changed { n, version, from, to, reason } = change;
            (n, version, from, to, reason)
        });
        let kind = kind.as_str();
        self.hash(&(
            "entry",
            before,
            n,
            at.timestamp_micros(),
            client,
            action,
            kind,
            record,
            change,
        ))
    }

    /// The digest of the reason of a change: without the key it tells nothing, not even which reasons are alike.
    pub fn digest(&self, change: i64, reason: &str) -> String {
        self.hash(&("reason", change, reason))
    }

    fn hash(&self, said: &impl Serialize) -> String {
        // An HMAC takes a key of any length, and such values are always JSON, so neither error can come; an empty seal
        // would be found.
        let (Ok(mut mac), Ok(text)) =
            (Hmac::<Sha256>::new_from_slice(&self.0), serde_json::to_vec(said))
        else {
            return String::new();
        };
        mac.update(&text);
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// Something is wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The entries from one number to another are not there.
    Missing(i64, i64),
    /// An entry does not have the seal that it must have.
    Broken(i64),
    /// The change of an entry is not there, or says something else than the entry.
    OtherChange(i64),
    /// The reason of the change of an entry was taken out although its record was not erased.
    Silenced(i64),
    /// Changes from one number to another have no entry.
    Unaudited(i64, i64),
    /// The head in the database is not the end of the chain.
    OtherHead,
    /// The end of the chain is missing: an entry was anchored that is not there, or is another.
    Cut(i64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(from, to) => write!(f, "the entries {from} to {to} are missing"),
            Self::Broken(n) => {
                write!(f, "entry {n} does not have its seal: it was changed, swapped or put in")
            }
            Self::OtherChange(n) => write!(f, "the change of entry {n} is missing, or was changed"),
            Self::Silenced(n) => {
                write!(f, "the reason of entry {n} was taken out, but nothing was erased")
            }
            Self::Unaudited(from, to) => write!(f, "the changes {from} to {to} have no entry"),
            Self::OtherHead => f.write_str(
                "the head is not the end of the chain: the end is missing, or was moved",
            ),
            Self::Cut(n) => {
                write!(f, "entry {n} was anchored, and is missing or another: the end was cut")
            }
        }
    }
}

/// An entry as it is kept.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What it says, with what the change log says of its change.
    pub entry: AuditEntry,
    /// Whether its change says the same of who, what and when; of a reading, whether no more is kept than was sealed.
    pub agrees: bool,
    /// The reason in the change log.
    pub reason: Option<String>,
    /// Its seal.
    pub seal: String,
}

/// Follows the chain from its first entry.
#[derive(Debug)]
pub struct Check {
    key: AuditKey,
    anchor: Head,
    anchored: bool,
    head: Head,
    change: Option<i64>,
    silenced: Vec<(RecordKind, Uuid, i64)>,
    faults: Vec<Fault>,
}

impl Check {
    /// Begins; `anchor` is a head that was kept elsewhere.
    pub fn new(key: AuditKey, anchor: Head) -> Self {
        let anchored = anchor.entry == 0;
        let (head, change) = (Head::default(), None);
        Self { key, anchor, anchored, head, change, silenced: Vec::new(), faults: Vec::new() }
    }

    /// The end of what was followed.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Follows to the next entry.
    pub fn follow(&mut self, kept: &Kept) {
        let (n, expected) = (kept.entry.n, self.head.entry + 1);
        if n != expected {
            self.faults.push(Fault::Missing(expected, n - 1));
        }
        let whole = kept.agrees || kept.entry.change.is_some();
        if !whole || !same(&self.key.seal(&self.head.seal, &kept.entry), &kept.seal) {
            self.faults.push(Fault::Broken(n));
        }
        self.anchored |= n == self.anchor.entry && same(&self.anchor.seal, &kept.seal);
        if let Some(change) = &kept.entry.change {
            self.follow_change(kept, change);
        }
        self.head = Head { entry: n, seal: kept.seal.clone() };
    }

    fn follow_change(&mut self, kept: &Kept, change: &Changed) {
        let n = kept.entry.n;
        let expected = self.change.map_or(change.n, |last| last + 1);
        if change.n > expected {
            self.faults.push(Fault::Unaudited(expected, change.n - 1));
        }
        self.change = Some(change.n);
        let told = kept.reason.as_deref().map(|reason| self.key.digest(change.n, reason));
        if !kept.agrees || change.n < expected || (told.is_some() && told != change.reason) {
            self.faults.push(Fault::OtherChange(n));
        }
        if change.reason.is_some() && told.is_none() {
            self.silenced.push((kept.entry.kind, kept.entry.record, n));
        }
    }

    /// Ends. `head` and `change` are the newest as the database has them; `exists` says whether a record is there.
    pub fn end<E>(
        mut self,
        head: &Head,
        change: i64,
        mut exists: impl FnMut(RecordKind, Uuid) -> Result<bool, E>,
    ) -> Result<Vec<Fault>, E> {
        if *head != self.head {
            self.faults.push(Fault::OtherHead);
        }
        if let Some(last) = self.change.filter(|last| *last != change) {
            self.faults.push(Fault::Unaudited(last + 1, change));
        }
        if !self.anchored {
            self.faults.push(Fault::Cut(self.anchor.entry));
        }
        for (kind, record, n) in self.silenced {
            if exists(kind, record)? {
                self.faults.push(Fault::Silenced(n));
            }
        }
        Ok(self.faults)
    }
}

fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(key: &AuditKey) -> Vec<Kept> {
        let mut before = String::new();
        let kept = |n| {
            let (at, record) = (DateTime::UNIX_EPOCH, Uuid::from_u128(7));
            let action = "identity_read".to_owned();
            let kind = RecordKind::Candidate;
            let entry = AuditEntry { n, at, client: None, action, kind, record, change: None };
            let seal = key.seal(&before, &entry);
            before.clone_from(&seal);
            Kept { entry, agrees: true, reason: None, seal }
        };
        (1..=4).map(kept).collect()
    }

    fn faults(key: &AuditKey, chain: &[Kept], anchor: &Head) -> Vec<Fault> {
        let mut check = Check::new(key.clone(), anchor.clone());
        for kept in chain {
            check.follow(kept);
        }
        let head = check.head().clone();
        check.end(&head, 0, |_, _| Ok::<_, ()>(true)).unwrap()
    }

    #[test]
    fn a_chain_holds_until_an_entry_is_changed_taken_out_or_cut() {
        let key = AuditKey::new([7; 32]);
        let whole = chain(&key);
        let anchor = Head { entry: 4, seal: whole[3].seal.clone() };
        assert_eq!(faults(&key, &whole, &anchor), []);
        let mut changed = whole.clone();
        changed[1].entry.client = Some(Uuid::from_u128(1));
        assert_eq!(faults(&key, &changed, &anchor), [Fault::Broken(2)]);
        let mut without = whole.clone();
        without.remove(1);
        assert_eq!(faults(&key, &without, &anchor), [Fault::Missing(2, 2), Fault::Broken(3)]);
        assert_eq!(faults(&key, &whole[..2], &anchor), [Fault::Cut(4)]);
        assert_eq!(
            faults(&AuditKey::new([8; 32]), &whole[..1], &Head::default()),
            [Fault::Broken(1)]
        );
    }
}
