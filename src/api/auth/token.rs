//! Access tokens (RFC 9068): signed with `EdDSA`, for fifteen minutes, checked by an allow-list of one.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::keys::Keys;
use crate::domain::access::{
    actor::Client,
    scope::{Role, Scope},
};

/// How long a token lives, in seconds.
pub const LIFETIME: i64 = 15 * 60;
/// How far clocks may differ, in seconds.
pub(super) const LEEWAY: i64 = 5;
/// The audience of every token.
const AUDIENCE: &str = "koprik";
const TYPE: &str = "at+jwt";

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom.
    pub aud: String,
    /// When it runs out, in seconds since 1970.
    pub exp: i64,
    /// When it was issued.
    pub iat: i64,
    /// From when it holds.
    pub nbf: i64,
    /// The client.
    pub sub: Uuid,
    /// The client, again, as RFC 9068 wants it.
    pub client_id: Uuid,
    /// The token.
    pub jti: Uuid,
    /// The scopes, with spaces between.
    pub scope: String,
    /// The organisation that the client works for.
    pub tenant: Uuid,
    /// What kind of organisation that is.
    pub role: Role,
}

impl Claims {
    /// Whether the token holds at this moment, if nobody has revoked it.
    pub fn holds_at(&self, now: DateTime<Utc>) -> bool {
        let now = now.timestamp();
        let in_time =
            self.nbf <= now + LEEWAY && now < self.exp + LEEWAY && self.exp - self.iat <= LIFETIME;
        in_time && self.sub == self.client_id
    }

    /// The client that the token speaks for.
    pub fn client(&self) -> Option<Client> {
        let scopes: Result<Vec<Scope>, _> = self.scope.split_whitespace().map(str::parse).collect();
        Some(Client {
            id: self.client_id,
            organisation: self.tenant,
            role: self.role,
            scopes: scopes.ok()?,
        })
    }
}

/// Issues a token for a client with these scopes.
pub fn issue(
    keys: &Keys,
    issuer: &str,
    client: &Client,
    now: DateTime<Utc>,
) -> Result<(String, Claims), jsonwebtoken::errors::Error> {
    let scope: Vec<&str> = client.scopes.iter().map(|scope| scope.as_str()).collect();
    let claims = Claims {
        iss: issuer.to_owned(),
        aud: AUDIENCE.to_owned(),
        exp: now.timestamp() + LIFETIME,
        iat: now.timestamp(),
        nbf: now.timestamp(),
        sub: client.id,
        client_id: client.id,
        jti: Uuid::now_v7(),
        scope: scope.join(" "),
        tenant: client.organisation,
        role: client.role,
    };
    let key = keys.signer();
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(key.kid.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    Ok((jsonwebtoken::encode(&header, &claims, &key.encoding)?, claims))
}

/// Verifies a token. `None` says no more than that it does not hold.
pub fn verify(keys: &Keys, issuer: &str, token: &str, now: DateTime<Utc>) -> Option<Claims> {
    let kid = key_id(token, TYPE)?;
    let key = keys.find(&kid)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.validate_exp = false; // below, by the clock of the application
    validation.validate_nbf = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &key.decoding, &validation).ok()?.claims;
    claims.holds_at(now).then_some(claims)
}

/// The key id of a header that holds `alg`, `typ` and `kid` as they must be for this type, and nothing else.
pub(super) fn key_id(token: &str, typ: &str) -> Option<String> {
    let head = URL_SAFE_NO_PAD.decode(token.split('.').next()?).ok()?;
    let mut head: Map<String, Value> = serde_json::from_slice(&head).ok()?;
    let right = head.len() == 3
        && head.get("alg").and_then(Value::as_str) == Some("EdDSA")
        && head.get("typ").and_then(Value::as_str) == Some(typ);
    match head.remove("kid") {
        Some(Value::String(kid)) if right => Some(kid),
        _ => None,
    }
}
