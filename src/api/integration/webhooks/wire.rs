//! Webhook endpoints and their messages on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::{decode::Exemplary, error::ApiError},
    app::integration::webhooks::log::Again,
    domain::{
        FieldError,
        integration::{
            delivery::{Delivery, DeliveryStatus},
            endpoint::{DisabledBecause, Endpoint, EndpointStatus, Wanted},
            event::{ChangeEvent, ToldChange},
            signature::WebhookSigner,
        },
        resource::RecordKind,
    },
};

/// Where to tell you of changes.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookEndpointInput {
    /// The address to which messages are sent: `https`, on port 443 or 8443, on the internet.
    #[validate(length(min = 10, max = 500))]
    #[schema(
        min_length = 10,
        max_length = 500,
        pattern = "^https?://[!-~]+$",
        example = "https://hr.example/hooks/koprik"
    )]
    url: String,
    /// Only of records of these kinds; none is all that you may see.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    kinds: Vec<RecordKind>,
    /// Only these events; none is all.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[schema(max_items = 3)]
    events: Vec<ChangeEvent>,
}

impl Exemplary for WebhookEndpointInput {
    fn example() -> Value {
        json!({"url": "https://hr.example/hooks/koprik", "kinds": ["application"], "events": []})
    }
}

impl WebhookEndpointInput {
    /// What was said of an endpoint.
    pub(super) fn of(endpoint: &Endpoint) -> Self {
        let Endpoint { url, kinds, events, .. } = endpoint.clone();
        Self { url, kinds, events }
    }
}

impl From<WebhookEndpointInput> for Wanted {
    fn from(input: WebhookEndpointInput) -> Self {
        let WebhookEndpointInput { url, kinds, events } = input;
        Self { url, kinds, events }
    }
}

/// Where you are told of changes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookEndpointView {
    /// Its id.
    id: Uuid,
    /// The address to which messages are sent.
    #[schema(max_length = 500)]
    url: String,
    /// Only of records of these kinds; none is all that you may see.
    #[schema(max_items = 20)]
    kinds: Vec<RecordKind>,
    /// Only these events; none is all.
    #[schema(max_items = 3)]
    events: Vec<ChangeEvent>,
    /// Whether messages are sent.
    status: EndpointStatus,
    /// Why not; `null` if they are.
    #[schema(required)]
    disabled_because: Option<DisabledBecause>,
    /// Its version.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    version: i64,
    /// When it was created.
    #[schema(max_length = 35)]
    created_at: DateTime<Utc>,
    /// When it last changed.
    #[schema(max_length = 35)]
    updated_at: DateTime<Utc>,
    /// Since when it has taken nothing; `null` if it takes what is sent.
    #[schema(required, max_length = 35)]
    failing_since: Option<DateTime<Utc>>,
    /// Until when the secret before signs as well; `null` if none does.
    #[schema(required, max_length = 35)]
    previous_secret_until: Option<DateTime<Utc>>,
}

impl From<Endpoint> for WebhookEndpointView {
    fn from(endpoint: Endpoint) -> Self {
        Self {
            id: endpoint.id,
            url: endpoint.url,
            kinds: endpoint.kinds,
            events: endpoint.events,
            status: endpoint.status,
            disabled_because: endpoint.disabled_because,
            version: endpoint.version,
            created_at: endpoint.created_at,
            updated_at: endpoint.updated_at,
            failing_since: endpoint.failing_since,
            previous_secret_until: endpoint.previous_until,
        }
    }
}

/// An endpoint with its keys, which are told this once.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookSecretView {
    #[serde(flatten)]
    endpoint: WebhookEndpointView,
    /// The secret with which messages are signed. Keep it: it is not told again.
    #[schema(min_length = 50, max_length = 50, pattern = "^whsec_[A-Za-z0-9+/=]{44}$")]
    secret: String,
    /// The public key, Ed25519, with which the second signature (`v1a`) of a message can be checked instead.
    #[schema(min_length = 49, max_length = 49, pattern = "^whpk_[A-Za-z0-9+/=]{44}$")]
    public_key: String,
}

impl WebhookSecretView {
    pub(super) fn of(endpoint: Endpoint, signer: &WebhookSigner) -> Self {
        let (secret, public_key) = (signer.secret(), signer.public_key());
        Self { endpoint: endpoint.into(), secret, public_key }
    }
}

/// Which messages to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListDeliveriesQuery {
    /// Only those of which this became.
    #[param(inline, value_type = Option<DeliveryStatus>)]
    pub(super) status: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub(super) limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    pub(super) cursor: Option<String>,
}

/// A message to an endpoint.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookDeliveryView {
    /// Its id; `webhook-id` is `msg_` and this without hyphens.
    id: Uuid,
    /// What it tells.
    change: ToldChange,
    /// What became of it.
    status: DeliveryStatus,
    /// How often it was sent.
    #[schema(minimum = 0, maximum = 10, example = 1)]
    attempts: i64,
    /// When it is sent again; `null` if it is not.
    #[schema(required, max_length = 35)]
    next_attempt_at: Option<DateTime<Utc>>,
    /// When it was sent last; `null` if it was not.
    #[schema(required, max_length = 35)]
    last_attempt_at: Option<DateTime<Utc>>,
    /// The status that was answered then; `null` if nobody answered.
    #[schema(required, minimum = 100, maximum = 999)]
    last_status: Option<i64>,
    /// Why nobody answered.
    #[schema(required, max_length = 200)]
    last_error: Option<String>,
}

impl From<Delivery> for WebhookDeliveryView {
    fn from(delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            change: delivery.change,
            status: delivery.status,
            attempts: delivery.attempts,
            next_attempt_at: delivery.next_attempt_at,
            last_attempt_at: delivery.last_attempt_at,
            last_status: delivery.last_status,
            last_error: delivery.last_error,
        }
    }
}

/// Which messages to send again: one by its id, or those of changes within a time.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookReplayInput {
    /// The message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delivery_id: Option<Uuid>,
    /// From this moment (RFC 3339) on.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::api::wire::day::read"
    )]
    #[schema(max_length = 35)]
    since: Option<DateTime<Utc>>,
    /// Before this moment (RFC 3339).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "crate::api::wire::day::read"
    )]
    #[schema(max_length = 35)]
    until: Option<DateTime<Utc>>,
}

impl Exemplary for WebhookReplayInput {
    fn example() -> Value {
        json!({"since": "2026-11-28T00:00:00Z", "until": "2026-11-29T00:00:00Z"})
    }
}

impl WebhookReplayInput {
    pub(super) fn which(&self) -> Result<Again, ApiError> {
        match (self.delivery_id, self.since, self.until) {
            (Some(id), None, None) => Ok(Again::One(id)),
            (None, Some(since), Some(until)) if since < until => Ok(Again::Between(since, until)),
            (None, Some(_), Some(_)) => refused("/until", "must be later than since"),
            _ => refused("/delivery_id", "give either delivery_id, or since and until"),
        }
    }
}

fn refused<T>(member: &str, why: &str) -> Result<T, ApiError> {
    Err(ApiError::Invalid(vec![FieldError::new(member, "contradiction", why)]))
}

/// How many messages are sent again.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookReplayView {
    /// How many.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 3)]
    pub(super) messages: usize,
}
