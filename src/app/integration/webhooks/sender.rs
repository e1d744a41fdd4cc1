//! Sends one message over HTTP to where only the internet is: the name is looked up once, every address that it has is
//! looked at, and one of these very addresses is connected to. Nothing is followed, and no proxy of the machine is asked.

use std::{fmt, sync::Arc, time::Duration};

use chrono::DateTime;
use rustls::crypto::aws_lc_rs;
use ureq::{
    Agent, Error,
    config::Config,
    http::{Uri, header::RETRY_AFTER},
    tls::{TlsConfig, TlsProvider},
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use crate::domain::integration::{
    delivery::Outcome,
    target::{Targets, is_public},
};

/// How long an endpoint may take.
const WITHIN: Duration = Duration::from_secs(15);
/// How long it may take until somebody is there.
const CONNECTED_WITHIN: Duration = Duration::from_secs(5);

/// Sends messages.
pub struct Sender {
    agent: Agent,
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sender")
    }
}

/// A message that is ready to be sent.
#[derive(Debug)]
pub(super) struct Message<'m> {
    pub(super) url: &'m str,
    pub(super) id: &'m str,
    pub(super) timestamp: i64,
    /// With spaces between.
    pub(super) signatures: String,
    pub(super) body: &'m str,
}

impl Sender {
    /// One that sends there alone.
    pub fn to(targets: Targets) -> Self {
        Self::resolving(targets, DefaultResolver::default())
    }

    /// One that asks these names.
    pub(super) fn resolving(targets: Targets, names: impl Resolver) -> Self {
        Self { agent: agent(targets, names) }
    }

    /// Sends a message. What is answered beside the status is not read.
    pub(super) fn send(&self, message: Message<'_>) -> Outcome {
        let request = self
            .agent
            .post(message.url)
            .content_type("application/json")
            .header("webhook-id", message.id)
            .header("webhook-timestamp", message.timestamp.to_string())
            .header("webhook-signature", message.signatures);
        match request.send(message.body) {
            Ok(answer) => {
                let after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
                let retry_after = after.and_then(|text| seconds(text.trim(), message.timestamp));
                Outcome::Answered { status: answer.status().as_u16(), retry_after }
            }
            Err(error) => Outcome::Unanswered(told(&error)),
        }
    }
}

/// What asks machines outside, where only such are asked: nothing is followed, no proxy is used, and every address that a name
/// has is looked at before one is connected to.
pub(in crate::app) fn agent(targets: Targets, names: impl Resolver) -> Agent {
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .unversioned_rustls_crypto_provider(Arc::new(aws_lc_rs::default_provider()))
        .build();
    let config = Agent::config_builder()
        .https_only(targets == Targets::Public)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(0)
        .proxy(None)
        .timeout_global(Some(WITHIN))
        .timeout_connect(Some(CONNECTED_WITHIN))
        .user_agent(concat!("Koprik/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls)
        .build();
    let names = Guard { names, targets };
    Agent::with_parts(config, DefaultConnector::default(), names)
}

/// After how many seconds to come again, as `Retry-After` says it: in seconds, or with a date.
fn seconds(text: &str, now: i64) -> Option<u64> {
    let until = || {
        let date = DateTime::parse_from_rfc2822(text).ok()?;
        u64::try_from(date.timestamp() - now).ok()
    };
    text.parse().ok().or_else(until)
}

/// Why nobody answered, in few words, and without anything that a machine on the way has said.
pub(in crate::app) fn told(error: &Error) -> String {
    let text = match error {
        Error::Timeout(_) => "it took longer than 15 seconds",
        Error::HostNotFound => "the name of the host is unknown",
        Error::ConnectionFailed => "nobody is there",
        Error::RequireHttpsOnly(_) => "it is not https",
        Error::Other(why) if why.is::<NotPublic>() => "its address is not on the internet",
        Error::Tls(_) | Error::Rustls(_) => "its certificate or its TLS will not do",
        Error::Io(error) => return format!("the connection failed: {}", error.kind()),
        _ => "its answer is not HTTP",
    };
    text.to_owned()
}

/// An address is not on the internet.
#[derive(Debug, thiserror::Error)]
#[error("an address of the host is not on the internet")]
struct NotPublic;

/// Looks at every address that a name has, before any is connected to.
#[derive(Debug)]
struct Guard<N> {
    names: N,
    targets: Targets,
}

impl<N: Resolver> Resolver for Guard<N> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        let is_fine = self.targets == Targets::Any || found.iter().all(|one| is_public(one.ip()));
        if is_fine { Ok(found) } else { Err(Error::Other(Box::new(NotPublic))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_says_when_to_come_again_in_seconds_or_with_a_date() {
        for (text, after) in [
            ("120", Some(120)),
            ("Thu, 01 Jan 1970 00:02:00 GMT", Some(60)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", None),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(seconds(text, 60), after, "{text}");
        }
    }
}
