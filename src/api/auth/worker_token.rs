//! Tokens of workers: for one candidate and one act, for half an hour. Their type and audience are their own, so none is ever
//! taken for a client's, or a client's for one.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    api::auth::{
        keys::Keys,
        token::{LEEWAY, key_id},
    },
    domain::{
        access::worker::{Worker, WorkerAct},
        trust::worker_session::{SPEAKS, WorkerSession},
    },
};

const AUDIENCE: &str = "koprik-worker";
const TYPE: &str = "worker+jwt";

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    exp: i64,
    iat: i64,
    nbf: i64,
    /// The candidate.
    sub: Uuid,
    /// The session.
    jti: Uuid,
    act: WorkerAct,
    /// What the act is about.
    record: Uuid,
}

impl Claims {
    fn holds_at(&self, now: DateTime<Utc>) -> bool {
        let now = now.timestamp();
        self.nbf <= now + LEEWAY && now < self.exp && self.exp - self.iat <= SPEAKS.num_seconds()
    }
}

/// Issues the token of a session that is open.
pub fn issue(
    keys: &Keys,
    issuer: &str,
    session: &WorkerSession,
    now: DateTime<Utc>,
) -> Result<String, jsonwebtoken::errors::Error> {
    let claims = Claims {
        iss: issuer.to_owned(),
        aud: AUDIENCE.to_owned(),
        exp: session.speaks_until().unwrap_or(now).timestamp(),
        iat: now.timestamp(),
        nbf: now.timestamp(),
        sub: session.candidate,
        jti: session.id,
        act: session.act,
        record: session.record,
    };
    let key = keys.signer();
    let (typ, kid) = (Some(TYPE.to_owned()), Some(key.kid.clone()));
    let header = Header { typ, kid, ..Header::new(Algorithm::EdDSA) };
    jsonwebtoken::encode(&header, &claims, &key.encoding)
}

/// The worker whom a token speaks for. `None` says no more than that it does not hold.
pub fn verify(keys: &Keys, issuer: &str, token: &str, now: DateTime<Utc>) -> Option<Worker> {
    let kid = key_id(token, TYPE)?;
    let key = keys.find(&kid)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.validate_exp = false; // by the clock of the application
    validation.validate_nbf = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key.decoding, &validation).ok()?.claims;
    let Claims { sub: candidate, jti: session, act, record, .. } = claims;
    claims.holds_at(now).then_some(Worker { candidate, session, act, record })
}
