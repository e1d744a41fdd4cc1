//! What the routes of webhooks do.

use actix_web::http::StatusCode;
use uuid::Uuid;

use crate::{
    api::{
        http::{body::Body, error::ApiError, query, reply::Reply},
        integration::webhooks::wire::{
            ListDeliveriesQuery, WebhookDeliveryView, WebhookEndpointInput, WebhookEndpointView,
            WebhookReplayInput, WebhookReplayView, WebhookSecretView,
        },
        request::context::{Answer, Context},
        resource::{handlers::TransitionInput, history::numbered, page::Page},
    },
    app::{IdempotencyKey as Key, resource::idempotent::Idempotent},
    domain::{
        FieldError,
        integration::{
            delivery::{Delivery, DeliveryStatus},
            endpoint::Endpoint,
        },
        resource::RecordKind,
    },
};

/// Where endpoints are.
pub(super) const PATH: &str = "/v1/webhook-endpoints";

fn id(context: &Context) -> Result<Uuid, ApiError> {
    context.id_of(RecordKind::WebhookEndpoint)
}

/// What a change must know of an endpoint.
fn version_tag(endpoint: &Endpoint) -> String {
    endpoint.version.to_string()
}

/// Tells also since when the endpoint takes nothing, which is no change of it.
fn etag(endpoint: &Endpoint) -> String {
    let failing = endpoint.failing_since.map_or(0, |since| since.timestamp_micros());
    format!("{}-{failing}", version_tag(endpoint))
}

fn rendered(endpoint: Endpoint) -> Result<Reply, ApiError> {
    let etag = etag(&endpoint);
    Ok(Reply::ok(&WebhookEndpointView::from(endpoint))?.etag(&etag))
}

fn with_secret(context: &Context, made: Idempotent<Endpoint>) -> Result<Reply, ApiError> {
    let Idempotent { value: endpoint, replayed } = made;
    let signer = context.app().webhook_signer(&endpoint, endpoint.generation)?;
    let (etag, location) = (etag(&endpoint), format!("{PATH}/{}", endpoint.id));
    let view = WebhookSecretView::of(endpoint, &signer);
    let reply = Reply::json(StatusCode::CREATED, &view)?;
    Ok(reply.etag(&etag).location(location).replayed(replayed))
}

/// The endpoint in the path, unless it is not the one that the request means, and the key of the request.
fn found(context: &Context, id: Uuid, body: &Body) -> Result<(Endpoint, Option<Key>), ApiError> {
    let endpoint = context.app().endpoint(&context.actor, id)?;
    let (key, preconditions) = (context.key(body)?, context.preconditions()?);
    if !context.app().is_repeated(key.as_ref())? {
        preconditions.allow(Some(&version_tag(&endpoint)))?;
    }
    Ok((endpoint, key))
}

pub(super) async fn list_endpoints(context: Context) -> Answer {
    context
        .run(|context| {
            let all = context.app().endpoints(&context.actor)?;
            let items: Vec<_> = all.into_iter().map(WebhookEndpointView::from).collect();
            Reply::ok(&Page { items, next: None, total: None })
        })
        .await
}

pub(super) async fn create_endpoint(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: WebhookEndpointInput = body.json()?;
            let key = context.key(&body)?;
            let made = context.app().create_endpoint(&context.actor, input.into(), key)?;
            with_secret(context, made)
        })
        .await
}

pub(super) async fn get_endpoint(context: Context) -> Answer {
    let id = id(&context)?;
    context
        .run(move |context| {
            let endpoint = context.app().endpoint(&context.actor, id)?;
            let etag = etag(&endpoint);
            if context.preconditions()?.unchanged(&etag) {
                return Ok(Reply::empty(StatusCode::NOT_MODIFIED).etag(&etag));
            }
            rendered(endpoint)
        })
        .await
}

/// The order of the checks is that of every record: 404, 428, 412, and only then the body.
pub(super) async fn change_endpoint(context: Context, body: Body) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let endpoint = context.app().endpoint(&context.actor, id)?;
            context.preconditions()?.require(&version_tag(&endpoint))?;
            let input = body.merge_into(&WebhookEndpointInput::of(&endpoint))?;
            rendered(context.app().change_endpoint(&context.actor, endpoint, input.into())?)
        })
        .await
}

pub(super) async fn transition_endpoint(context: Context, body: Body) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let (endpoint, key) = found(context, id, &body)?;
            let TransitionInput { to, .. } = body.json()?;
            let to = to
                .parse()
                .map_err(|error| ApiError::Invalid(vec![FieldError::new("/to", "value", error)]))?;
            let moved = context.app().move_endpoint(&context.actor, endpoint, to, key)?;
            Ok(rendered(moved.value)?.replayed(moved.replayed))
        })
        .await
}

pub(super) async fn rotate_secret(context: Context, body: Body) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let (endpoint, key) = found(context, id, &body)?;
            let rotated = context.app().rotate_secret(&context.actor, endpoint, key)?;
            with_secret(context, rotated)
        })
        .await
}

pub(super) async fn delete_endpoint(context: Context) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let endpoint = context.app().endpoint(&context.actor, id)?;
            context.preconditions()?.require(&version_tag(&endpoint))?;
            context.app().delete_endpoint(&context.actor, endpoint)?;
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        })
        .await
}

pub(super) async fn list_deliveries(context: Context) -> Answer {
    let (id, asked) = (id(&context)?, context.query::<ListDeliveriesQuery>()?);
    let status =
        asked.status.map(|text| query::one::<DeliveryStatus>("status", &text)).transpose()?;
    let read = move |context: &Context, after, limit| {
        context.app().deliveries(&context.actor, (id, status), after, limit)
    };
    let part = (asked.limit, asked.cursor);
    numbered::<Delivery, WebhookDeliveryView>(context, part, read, |one| one.change.position).await
}

pub(super) async fn replay_deliveries(context: Context, body: Body) -> Answer {
    let id = id(&context)?;
    context
        .run_write(move |context| {
            let which = body.json::<WebhookReplayInput>()?.which()?;
            let key = context.key(&body)?;
            let done = context.app().send_again(&context.actor, id, which, key)?;
            let view = WebhookReplayView { messages: done.value.messages };
            Ok(Reply::json(StatusCode::ACCEPTED, &view)?.replayed(done.replayed))
        })
        .await
}
