//! A credential as a JWS in the compact form, as Open Badges 3.0 (section 8.2) and VC-JOSE-COSE (W3C, 2025) have it.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, errors::Error};
use serde::Serialize;

use crate::api::{auth::keys::Keys, learning::credentials::badge::BadgeView};

/// The type of what is signed. No access token has it, so that nobody takes the one for the other.
const TYPE: &str = "vc+jwt";
/// The type of what is within.
const CONTENT: &str = "vc";

/// The credential with the claims that tell the same to whoever reads nothing but JWTs.
#[derive(Debug, Serialize)]
struct Claims<'c> {
    iss: &'c str,
    sub: &'c str,
    jti: &'c str,
    nbf: i64,
    iat: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    #[serde(flatten)]
    credential: &'c BadgeView,
}

/// The signed credential.
pub(super) fn sign(
    keys: &Keys,
    credential: &BadgeView,
    now: DateTime<Utc>,
) -> Result<String, Error> {
    let claims = Claims {
        iss: &credential.issuer.id,
        sub: &credential.credential_subject.id,
        jti: &credential.id,
        nbf: credential.valid_from.timestamp(),
        iat: now.timestamp(),
        exp: credential.valid_until.map(|until| until.timestamp()),
        credential,
    };
    let key = keys.signer();
    let header = Header {
        typ: Some(TYPE.to_owned()),
        cty: Some(CONTENT.to_owned()),
        kid: Some(key.kid.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    jsonwebtoken::encode(&header, &claims, &key.encoding)
}
