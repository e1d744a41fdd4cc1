//! What the databases hold by themselves of webhooks.

use koprik::store::constraint::Constraint;

const ENDPOINT: &str = "INSERT INTO webhook_endpoints \
     (id, client, scopes, url, kinds, events, status, generation, version, created_at, updated_at, position) \
     VALUES (:2, :1, '', 'u', '', '', 'enabled', 1, 1, :now, :now, 0)";
const DELIVERY: &str = "INSERT INTO webhook_deliveries \
     (id, endpoint, position, kind, record, version, event, at, status, attempts, next_attempt_at) \
     VALUES (:3, :2, 1, 'vacancy', :4, 1, 'changed', :now, 'pending', 0, :now)";

/// Statements of which the last breaks a constraint; `client` makes the client to which they point.
pub(super) fn cases(client: &str) -> Vec<(Constraint, Vec<String>)> {
    let of_endpoint = |constraint, from: &str, to: &str| {
        (constraint, vec![client.to_owned(), ENDPOINT.replacen(from, to, 1)])
    };
    let second_endpoint = |constraint, from: &str, to: &str| {
        let second = ENDPOINT.replace(from, to);
        (constraint, vec![client.to_owned(), ENDPOINT.to_owned(), second])
    };
    let of_delivery = |constraint, before: &[&str], from: &str, to: &str| {
        let made = [client, ENDPOINT].into_iter().chain(before.iter().copied()).map(str::to_owned);
        (constraint, made.chain([DELIVERY.replacen(from, to, 1)]).collect())
    };
    vec![
        second_endpoint(Constraint::WebhookEndpointId, "'u'", "'v'"),
        second_endpoint(Constraint::WebhookEndpointUrl, ":2", ":5"),
        of_endpoint(Constraint::WebhookEndpointClient, ":1", ":7"),
        of_endpoint(Constraint::WebhookEndpointStatus, "'enabled'", "'tired'"),
        of_endpoint(Constraint::WebhookEndpointDisabled, "'enabled'", "'disabled'"),
        of_endpoint(Constraint::Version, "'enabled', 1, 1", "'enabled', 1, 0"),
        of_delivery(Constraint::WebhookDeliveryId, &[DELIVERY], ":2, 1", ":2, 2"),
        of_delivery(Constraint::WebhookDeliveryPosition, &[DELIVERY], ":3", ":5"),
        of_delivery(Constraint::WebhookDeliveryEndpoint, &[], ":2", ":7"),
        of_delivery(Constraint::WebhookDeliveryStatus, &[], "'pending'", "'lost'"),
        of_delivery(Constraint::WebhookDeliveryTime, &[], "'pending'", "'failed'"),
    ]
}
