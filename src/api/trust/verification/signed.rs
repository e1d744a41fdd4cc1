//! What a printed QR code holds: what its code stands for on the day it was printed, signed, to be checked without a network.

use chrono::{DateTime, NaiveDate, Utc};
use jsonwebtoken::{Algorithm, Header, errors::Error};
use serde::Serialize;

use crate::{
    api::{auth::keys::Keys, trust::verification::wire::Named},
    domain::{
        parties::legal_ids::LicenceNumber,
        trust::{
            genuineness::Genuineness,
            verification_code::{CodeKind, VerificationCode},
        },
        values::moscow::moscow_day,
    },
};

/// The type of what is signed. No access token has it, so that nobody takes the one for the other.
const TYPE: &str = "verification-code+jwt";

/// What is signed. It never tells of a person.
#[derive(Debug, Serialize)]
struct Claims<'t> {
    iss: &'t str,
    iat: i64,
    issued_on: NaiveDate,
    code: &'t VerificationCode,
    kind: CodeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authority: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'t LicenceNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trade: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<&'t str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<NaiveDate>,
}

/// The signed facts of a code in the compact form of a JWS.
pub(super) fn sign(
    (keys, issuer): (&Keys, &str),
    (code, kind): (&VerificationCode, CodeKind),
    (told, named): (&Genuineness, &Named),
    now: DateTime<Utc>,
) -> Result<String, Error> {
    let claims = Claims {
        iss: issuer,
        iat: now.timestamp(),
        issued_on: moscow_day(now),
        code,
        kind,
        employer: named.employer.as_deref(),
        agency: named.agency.as_deref(),
        authority: told.facts.authority.as_deref(),
        licence: told.facts.licence.as_ref(),
        trade: named.trade.as_deref(),
        municipality: named.municipality.as_deref(),
        valid_to: told.facts.valid_to,
    };
    let key = keys.signer();
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(key.kid.clone()),
        ..Header::new(Algorithm::EdDSA)
    };
    jsonwebtoken::encode(&header, &claims, &key.encoding)
}
