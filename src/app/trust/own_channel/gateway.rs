//! Codes over HTTP, to a gateway that sends text messages, calls, or writes in messengers.
//!
//! `POST` of JSON: `{"id", "channel", "to", "language", "text"}`, with `Idempotency-Key` the id, and `Authorization: Bearer` where
//! a token is set. Any 2xx means that it is on its way; 408, 425, 429 and 5xx are tried again, not before what `Retry-After`
//! says; anything else is not. Nothing is followed and the address is looked at as those of webhooks are.

use std::fmt;

use serde_json::json;
use ureq::{Agent, http::header::RETRY_AFTER, unversioned::resolver::DefaultResolver};

use crate::{
    app::{
        integration::webhooks::sender::{agent, told},
        trust::own_channel::sender::{CodeMessage, CodeSender, NotSent},
    },
    domain::integration::target::Targets,
};

/// A gateway that is asked over HTTP. Its token does not print.
pub struct Gateway {
    agent: Agent,
    url: String,
    token: Option<String>,
}

impl Gateway {
    /// The gateway at an address, where only such are asked.
    pub fn at(url: &str, token: Option<&str>, targets: Targets) -> Self {
        let agent = agent(targets, DefaultResolver::default());
        Self { agent, url: url.to_owned(), token: token.map(ToOwned::to_owned) }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gateway")
    }
}

impl CodeSender for Gateway {
    fn send(&self, message: &CodeMessage<'_>) -> Result<(), NotSent> {
        let CodeMessage { session, channel, to, language, text } = message;
        let body = json!({
            "id": session, "channel": channel, "to": to, "language": language, "text": text
        });
        let mut request = self
            .agent
            .post(&self.url)
            .content_type("application/json")
            .header("idempotency-key", session.to_string());
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        match request.send(body.to_string()) {
            Ok(answer) => {
                let after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
                let after = after.and_then(|text| text.trim().parse().ok());
                taken(answer.status().as_u16(), after)
            }
            Err(error) => Err(NotSent::Later(told(&error), None)),
        }
    }
}

/// What the status of a gateway says.
fn taken(status: u16, after: Option<u64>) -> Result<(), NotSent> {
    let why = || format!("the gateway answered {status}");
    match status {
        200..=299 => Ok(()),
        408 | 425 | 429 | 500..=599 => Err(NotSent::Later(why(), after)),
        _ => Err(NotSent::Never(why())),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use uuid::Uuid;

    use super::*;
    use crate::domain::{trust::worker_session::OwnChannel, values::language::Lang};

    #[test]
    fn what_is_within_the_installation_is_not_asked() {
        let canary = TcpListener::bind("127.0.0.1:0").unwrap();
        canary.set_nonblocking(true).unwrap();
        let port = canary.local_addr().unwrap().port();
        for host in ["http://127.0.0.1", "https://127.0.0.1", "https://localhost"] {
            let gateway = Gateway::at(&format!("{host}:{port}/"), Some("t"), Targets::Public);
            let (session, channel, language) = (Uuid::from_u128(1), OwnChannel::Sms, Lang::Ru);
            let message =
                CodeMessage { session, channel, to: "+998900000001", language, text: "x" };
            assert!(matches!(gateway.send(&message), Err(NotSent::Later(..))), "{host}");
            assert!(canary.accept().is_err(), "{host} was connected to");
        }
        assert_eq!(format!("{:?}", Gateway::at("https://a", Some("t"), Targets::Any)), "Gateway");
    }

    #[test]
    fn a_gateway_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
        assert_eq!(taken(202, None), Ok(()));
        for status in [408, 425, 429, 500, 502, 503, 504] {
            let busy = taken(status, Some(7));
            assert!(matches!(busy, Err(NotSent::Later(_, Some(7)))), "{status}");
        }
        for status in [301, 307, 400, 401, 403, 404, 410, 422] {
            assert!(matches!(taken(status, None), Err(NotSent::Never(_))), "{status}");
        }
    }
}
