//! The `Idempotency-Key` header: a quoted string (RFC 8941), or the same without quotes.

use actix_web::http::header::HeaderMap;

use crate::{
    api::http::{body::Body, error::ApiError},
    app::IdempotencyKey,
    domain::access::actor::Actor,
};

/// Reads the key, bound to the client, the operation and the body.
pub fn key(
    headers: &HeaderMap,
    actor: &Actor,
    route: &str,
    body: &Body,
) -> Result<Option<IdempotencyKey>, ApiError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let malformed =
        || ApiError::Malformed("Idempotency-Key must be 1 to 255 visible characters".to_owned());
    let text = value.to_str().map_err(|_| malformed())?.trim();
    let key = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    if !(1..=255).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic() && b != b'"') {
        return Err(malformed());
    }
    Ok(actor.caller().map(|client| IdempotencyKey {
        client,
        route: route.to_owned(),
        key: key.to_owned(),
        fingerprint: body.fingerprint(),
    }))
}
