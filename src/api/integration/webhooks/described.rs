//! What the document says of the messages themselves.

use serde_json::{Value, json};

use crate::domain::integration::event::ChangeEvent;

const SIGNATURES: &str = "Signatures with spaces between: `v1,` and the HMAC-SHA256 with the secret, and `v1a,` and the Ed25519 \
    signature, each in Base64. For a day after a rotation there are two of each.";
const SIGNATURE: &str = "^v1a?,[A-Za-z0-9+/=]+( v1a?,[A-Za-z0-9+/=]+)*$";

/// The member `webhooks` of the document: one entry for each event.
pub(in crate::api) fn webhooks() -> Value {
    let one = |event: &ChangeEvent| (event.to_string(), json!({"post": message(*event)}));
    ChangeEvent::ALL.iter().map(one).collect()
}

fn message(event: ChangeEvent) -> Value {
    let example = json!({
        "type": format!("vacancy.{event}"),
        "timestamp": "2026-11-29T12:00:00Z",
        "data": {
            "position": 4711, "kind": "vacancy", "id": "0198c0de-0000-7000-8000-000000000000", "version": 3,
            "event": event, "action": null, "at": "2026-11-29T12:00:00Z"
        }
    });
    let header = |name: &str, about: &str, pattern: &str| {
        json!({
            "name": name, "in": "header", "required": true, "description": about,
            "schema": {"type": "string", "maxLength": 400, "pattern": pattern}
        })
    };
    json!({
        "operationId": format!("on_{event}"),
        "tags": ["webhook-endpoints"],
        "summary": format!("A record was {event}"),
        "description": "Sent to your endpoints (Standard Webhooks 1.0.0). Check the signature over \
            `webhook-id.webhook-timestamp.body` before you read it, refuse what is older than five minutes, and answer \
            quickly: work afterwards.",
        "security": [],
        "parameters": [
            header("webhook-id", "The id of the message, the same each time that it is sent.", "^msg_[0-9a-f]{32}$"),
            header("webhook-timestamp", "When it was sent, in seconds since 1970.", "^[0-9]+$"),
            header("webhook-signature", SIGNATURES, SIGNATURE)
        ],
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": schema(event), "example": example}}
        },
        "responses": {
            "2XX": {"description": "Taken"},
            "410": {"description": "The endpoint is no more: it is disabled"},
            "default": {"description": "Not taken: it is sent again"}
        }
    })
}

fn schema(event: ChangeEvent) -> Value {
    json!({
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {
                "type": "string", "maxLength": 60, "pattern": format!("^[a-z_]+\\.{event}$"),
                "description": "The kind of the record and the event."
            },
            "timestamp": {
                "type": "string", "format": "date-time", "maxLength": 35, "description": "When it changed."
            },
            "data": {"$ref": "#/components/schemas/Change"}
        }
    })
}
