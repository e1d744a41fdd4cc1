//! Where an API client wants to be told of changes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{actor::Client, scope::Scope},
    integration::event::{ChangeEvent, ToldChange},
    resource::{RecordKind, format::Format},
    values::words::words,
};

words! {
    /// Whether messages are sent to an endpoint.
    EndpointStatus {
        /// They are.
        Enabled = "enabled",
        /// They are not; those of the meantime follow when it is enabled again.
        Disabled = "disabled",
    }
}

words! {
    /// Why an endpoint is disabled.
    DisabledBecause {
        /// Its client wanted it.
        Asked = "asked",
        /// It answered 410.
        Gone = "gone",
        /// It took nothing for five days.
        Failing = "failing",
    }
}

/// What a client says of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Where to send messages.
    pub url: String,
    /// Only of records of these kinds; empty is any.
    pub kinds: Vec<RecordKind>,
    /// Only these events; empty is any.
    pub events: Vec<ChangeEvent>,
}

/// Where a client is told of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Its id.
    pub id: Uuid,
    /// The API client: it is told what it may see.
    pub client: Uuid,
    /// What the token allowed with which the client said what it wants: it is told no more than that lets it read.
    pub scopes: Vec<Scope>,
    /// Where to send messages.
    pub url: String,
    /// Only of records of these kinds; empty is any.
    pub kinds: Vec<RecordKind>,
    /// Only these events; empty is any.
    pub events: Vec<ChangeEvent>,
    /// Whether messages are sent.
    pub status: EndpointStatus,
    /// Why not, if they are not.
    pub disabled_because: Option<DisabledBecause>,
    /// Which secret signs: 1 for the first, one more with each rotation.
    pub generation: i64,
    /// Until when the secret before signs as well.
    pub previous_until: Option<DateTime<Utc>>,
    /// 1 when created, one more with each change.
    pub version: i64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The number of the change up to which everything was made into messages.
    pub position: i64,
    /// Since when it has taken nothing, if it does not.
    pub failing_since: Option<DateTime<Utc>>,
}

/// How long two secrets sign after a rotation.
pub const BOTH_SIGN: TimeDelta = TimeDelta::hours(24);
/// After how long an endpoint that takes nothing is disabled.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(5);
/// The least and the most that a failing endpoint is left alone.
const REST: (TimeDelta, TimeDelta) = (TimeDelta::seconds(5), TimeDelta::minutes(5));

impl Format for Endpoint {}

impl Endpoint {
    /// The first version of an endpoint, which is told of what follows the change with number `position`.
    pub fn new(client: &Client, wanted: Wanted, position: i64, now: DateTime<Utc>) -> Self {
        let Wanted { url, kinds, events } = wanted;
        Self {
            id: Uuid::now_v7(),
            client: client.id,
            scopes: client.scopes.clone(),
            url,
            kinds,
            events,
            status: EndpointStatus::Enabled,
            disabled_because: None,
            generation: 1,
            previous_until: None,
            version: 1,
            created_at: now,
            updated_at: now,
            position,
            failing_since: None,
        }
    }

    /// Whether it wants to be told of a change.
    pub fn wants(&self, change: &ToldChange) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&change.kind))
            && (self.events.is_empty() || self.events.contains(&change.event))
    }

    /// The generations of the secrets that sign at a moment, the newest first.
    pub fn signing(&self, now: DateTime<Utc>) -> Vec<i64> {
        let previous = self.previous_until.filter(|until| *until > now);
        [Some(self.generation), previous.map(|_| self.generation - 1)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The same endpoint one version later, as its client wants it now.
    #[must_use]
    pub fn changed(mut self, wanted: Wanted, scopes: &[Scope], now: DateTime<Utc>) -> Self {
        (self.url, self.kinds, self.events) = (wanted.url, wanted.kinds, wanted.events);
        (self.scopes, self.failing_since) = (scopes.to_vec(), None);
        (self.version, self.updated_at) = (self.version + 1, now);
        self
    }

    /// The same endpoint one version later, in another state.
    #[must_use]
    pub fn moved(mut self, because: Option<DisabledBecause>, now: DateTime<Utc>) -> Self {
        let disabled = because.is_some();
        self.status = if disabled { EndpointStatus::Disabled } else { EndpointStatus::Enabled };
        (self.disabled_because, self.failing_since) = (because, None);
        (self.version, self.updated_at) = (self.version + 1, now);
        self
    }

    /// The same endpoint one version later, with a new secret.
    #[must_use]
    pub fn rotated(mut self, now: DateTime<Utc>) -> Self {
        (self.generation, self.previous_until) = (self.generation + 1, Some(now + BOTH_SIGN));
        (self.version, self.updated_at) = (self.version + 1, now);
        self
    }

    /// Whether it has taken nothing for so long that nobody waits for it any more.
    pub fn is_given_up(&self, now: DateTime<Utc>) -> bool {
        self.failing_since.is_some_and(|since| now - since >= GIVEN_UP_AFTER)
    }

    /// How long it is left alone after it took nothing: the longer it fails, the longer.
    pub fn rest(&self, now: DateTime<Utc>) -> TimeDelta {
        let failing = self.failing_since.map_or(TimeDelta::zero(), |since| now - since);
        (failing / 2).clamp(REST.0, REST.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::scope::Role;

    fn endpoint() -> Endpoint {
        let wanted = Wanted { url: String::new(), kinds: Vec::new(), events: Vec::new() };
        let (id, organisation) = (Uuid::nil(), Uuid::nil());
        let client = Client { id, organisation, role: Role::Employer, scopes: Vec::new() };
        Endpoint::new(&client, wanted, 0, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn for_a_day_after_a_rotation_two_secrets_sign() {
        let rotated = endpoint().rotated(DateTime::UNIX_EPOCH);
        assert_eq!(endpoint().signing(DateTime::UNIX_EPOCH), [1]);
        assert_eq!(rotated.signing(DateTime::UNIX_EPOCH + TimeDelta::hours(23)), [2, 1]);
        assert_eq!(rotated.signing(DateTime::UNIX_EPOCH + TimeDelta::hours(24)), [2]);
    }

    #[test]
    fn an_endpoint_that_fails_is_left_alone_for_longer_each_time_and_given_up_after_five_days() {
        let failing = Endpoint { failing_since: Some(DateTime::UNIX_EPOCH), ..endpoint() };
        for (seconds, rest) in [(0, 5), (20, 10), (600, 300), (1_000_000, 300)] {
            let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
            assert_eq!(failing.rest(now).num_seconds(), rest, "after {seconds} s");
        }
        let five_days = DateTime::UNIX_EPOCH + TimeDelta::days(5);
        assert!(failing.is_given_up(five_days) && !endpoint().is_given_up(five_days));
        assert!(!failing.is_given_up(five_days - TimeDelta::seconds(1)));
    }
}
