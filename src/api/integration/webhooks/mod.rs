//! Webhooks: endpoints of clients, and the log of what was sent to them.

pub(crate) mod described;
mod handlers;
pub(crate) mod wire;

use serde_json::json;

use crate::{
    api::{
        auth::access::Access,
        integration::webhooks::{
            handlers::{
                PATH, change_endpoint, create_endpoint, delete_endpoint, get_endpoint,
                list_deliveries, list_endpoints, replay_deliveries, rotate_secret,
                transition_endpoint,
            },
            wire::{
                ListDeliveriesQuery, WebhookDeliveryView, WebhookEndpointInput,
                WebhookEndpointView, WebhookReplayInput, WebhookReplayView, WebhookSecretView,
            },
        },
        resource::{handlers::TransitionTo, page::Page},
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    domain::integration::endpoint::EndpointStatus,
};

const ONE: &str = "/v1/webhook-endpoints/{id}";
const ID: &str = "Id of the endpoint";

/// The routes of webhooks.
pub(in crate::api) fn routes() -> Group {
    let mut routes = routes_of_all();
    routes.extend(routes_of_one());
    routes.extend(routes_of_its_log());
    let about = "Where you are told of changes, and what was sent there";
    Group { name: "webhook-endpoints", about, routes }
}

fn routes_of_all() -> Vec<Route> {
    let list = Route::get(PATH, Access::Token)
        .says(
            "list_webhook_endpoints",
            "List your webhook endpoints",
            "Those of your client, at most 20.",
        )
        .page::<Page<WebhookEndpointView>>("All of them, oldest first");
    let create = Route::post(PATH, Access::Token)
        .says(
            "create_webhook_endpoint",
            "Be told of changes",
            "From now on messages are sent to the address, one for each change that `GET /v1/changes` would tell you of. \
             They follow Standard Webhooks 1.0.0: check `webhook-signature` with the secret or the public key, which are told \
             this once. You are told what the token that you use now lets you read. \
             A message is thin: read the record to see what it says. It is sent until it is answered with a status of the \
             two hundreds: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, give or take a \
             fifth, or later if `Retry-After` says so. It may come more than once, with one `webhook-id`; of one record \
             the `version` tells which is newer. An endpoint that answers 410, or takes nothing for five days, is disabled. \
             Redirects are not followed.",
        )
        .body::<WebhookEndpointInput>()
        .json::<WebhookSecretView>(201, "The endpoint with its secret")
        .creates();
    vec![list.to(list_endpoints), create.to(create_endpoint)]
}

fn routes_of_one() -> Vec<Route> {
    let get = Route::get(ONE, Access::Token)
        .says(
            "get_webhook_endpoint",
            "Read a webhook endpoint",
            "How it stands. Its secret is not told again.",
        )
        .id("id", ID)
        .json::<WebhookEndpointView>(200, "The endpoint")
        .cached();
    let change = Route::patch(ONE, Access::Token)
        .says(
            "update_webhook_endpoint",
            "Change a webhook endpoint in part",
            "Another address, other kinds or other events, from the next message on. A merge patch (RFC 7396): members that \
             are sent replace, `null` removes. `If-Match` carries the ETag that was read. From then on you are told what the \
             token that you use now lets you read.",
        )
        .id("id", ID)
        .patch_of::<WebhookEndpointInput>(
            "Any part of a webhook endpoint".to_owned(),
            json!({"events": ["deleted", "withdrawn"]}),
        )
        .json::<WebhookEndpointView>(200, "The endpoint as it is now")
        .with(&[ETAG])
        .changes();
    let transition = Route::post(format!("{ONE}/transitions"), Access::Token)
        .says(
            "transition_webhook_endpoint",
            "Enable or disable a webhook endpoint",
            "`enabled ⇄ disabled`. What changed meanwhile is told when it is enabled again.",
        )
        .id("id", ID)
        .body_like::<TransitionTo<EndpointStatus>>(json!({"to": "disabled", "reason": "we move"}))
        .json::<WebhookEndpointView>(200, "The endpoint in its new state")
        .moves();
    let rotate = Route::post(format!("{ONE}/secrets"), Access::Token)
        .says(
            "rotate_webhook_secret",
            "Give a webhook endpoint new keys",
            "For a day messages are signed with both, the new ones and those before; then with the new ones alone.",
        )
        .id("id", ID)
        .json::<WebhookSecretView>(201, "The endpoint with its new keys")
        .moves();
    let delete = Route::delete(ONE, Access::Token)
        .says(
            "delete_webhook_endpoint",
            "Delete a webhook endpoint",
            "Its messages go with it. `If-Match` carries the ETag that was read.",
        )
        .id("id", ID)
        .answers(204, "Deleted")
        .changes();
    vec![
        get.to(get_endpoint),
        change.to(change_endpoint),
        transition.to(transition_endpoint),
        rotate.to(rotate_secret),
        delete.to(delete_endpoint),
    ]
}

fn routes_of_its_log() -> Vec<Route> {
    let deliveries = Route::get(format!("{ONE}/deliveries"), Access::Token)
        .says(
            "list_webhook_deliveries",
            "Read what was sent to a webhook endpoint",
            "Each message, in the order of the changes that they tell of, and what became of it. Those that were taken or \
             given up are kept for 30 days.",
        )
        .id("id", ID)
        .query::<ListDeliveriesQuery>()
        .page::<Page<WebhookDeliveryView>>("A page, oldest first");
    let replay = Route::post(format!("{ONE}/replays"), Access::Token)
        .says(
            "replay_webhook_deliveries",
            "Have messages sent again",
            "One by its id, or those of changes within a time, from the beginning of their schedule, with the ids that they \
             had.",
        )
        .id("id", ID)
        .body::<WebhookReplayInput>()
        .json::<WebhookReplayView>(202, "They are sent")
        .once();
    vec![deliveries.to(list_deliveries), replay.to(replay_deliveries)]
}
