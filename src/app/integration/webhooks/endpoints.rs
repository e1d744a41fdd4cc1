//! What clients do with their endpoints: each sees and changes its own.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        integration::{feed::may_follow, webhooks::target},
        resource::{checked::note, idempotent::Idempotent},
    },
    domain::{
        FieldError,
        access::actor::{Actor, Client, Denied},
        integration::endpoint::{DisabledBecause, Endpoint, EndpointStatus, Wanted},
        resource::RecordKind,
    },
    store::{changes, idempotency::Key, integration::endpoints},
};

/// Endpoints of one client at most.
const MOST: i64 = 20;

fn client(actor: &Actor) -> Result<&Client, Denied> {
    actor.client().ok_or(Denied::Role)
}

impl App {
    /// Adds an endpoint, which is told of what changes from now on, once for each key.
    pub fn create_endpoint(
        &self,
        actor: &Actor,
        wanted: Wanted,
        key: Option<Key>,
    ) -> Result<Idempotent<Endpoint>, AppError> {
        let (client, now) = (client(actor)?.clone(), self.now());
        if let Some(past) = self.past(key.as_ref())? {
            return Ok(past);
        }
        self.check_wanted(actor, &wanted)?;
        let note = note(actor, "create", None, now);
        self.once(key, move |tx| {
            if endpoints::count(tx.conn(), client.id)? >= MOST {
                return Err(AppError::Conflict(format!(
                    "a client has {MOST} webhook endpoints at most: delete one first"
                )));
            }
            let endpoint = Endpoint::new(&client, wanted, changes::position(tx.conn())?, now);
            endpoints::insert(tx, &endpoint, note)?;
            Ok((endpoint.id, endpoint))
        })
    }

    /// Messages may go there, and the actor may follow these kinds.
    fn check_wanted(&self, actor: &Actor, wanted: &Wanted) -> Result<(), AppError> {
        target::check(&wanted.url, self.webhooks()?.targets)
            .map_err(|error| AppError::Invalid(vec![FieldError::new("/url", "value", error)]))?;
        may_follow(actor, &wanted.kinds)
    }

    /// The endpoints of the actor, oldest first.
    pub fn endpoints(&self, actor: &Actor) -> Result<Vec<Endpoint>, AppError> {
        let client = client(actor)?.id;
        Ok(self.store.read(|conn| endpoints::list(conn, client))?)
    }

    /// The actor's endpoint with this id.
    pub fn endpoint(&self, actor: &Actor, id: Uuid) -> Result<Endpoint, AppError> {
        let client = client(actor)?.id;
        let found = self.store.read(|conn| endpoints::find(conn, client, id))?;
        found.ok_or(AppError::NoSuch(RecordKind::WebhookEndpoint))
    }

    /// Changes what is wanted of an endpoint that [`App::endpoint`] found.
    pub fn change_endpoint(
        &self,
        actor: &Actor,
        endpoint: Endpoint,
        wanted: Wanted,
    ) -> Result<Endpoint, AppError> {
        self.check_wanted(actor, &wanted)?;
        let after = endpoint.clone().changed(wanted, &client(actor)?.scopes, self.now());
        Ok(self.put_endpoint(actor, (endpoint, after), "replace", None)?.value)
    }

    /// Enables or disables an endpoint that [`App::endpoint`] found, once for each key.
    pub fn move_endpoint(
        &self,
        actor: &Actor,
        endpoint: Endpoint,
        to: EndpointStatus,
        key: Option<Key>,
    ) -> Result<Idempotent<Endpoint>, AppError> {
        let because = (to == EndpointStatus::Disabled).then_some(DisabledBecause::Asked);
        let is_there = endpoint.status == to;
        let after = endpoint.clone();
        let after = if is_there { after } else { after.moved(because, self.now()) };
        self.put_endpoint(actor, (endpoint, after), to.as_str(), key)
    }

    /// Gives an endpoint new keys, once for each key of the request. Those before sign as well for a day.
    pub fn rotate_secret(
        &self,
        actor: &Actor,
        endpoint: Endpoint,
        key: Option<Key>,
    ) -> Result<Idempotent<Endpoint>, AppError> {
        let after = endpoint.clone().rotated(self.now());
        self.put_endpoint(actor, (endpoint, after), "rotate_secret", key)
    }

    fn put_endpoint(
        &self,
        actor: &Actor,
        (before, after): (Endpoint, Endpoint),
        action: &str,
        key: Option<Key>,
    ) -> Result<Idempotent<Endpoint>, AppError> {
        let note = note(actor, action, None, after.updated_at);
        self.once(key, move |tx| {
            if after == before || endpoints::update(tx, &before, &after, note)? {
                Ok((after.id, after))
            } else {
                Err(AppError::Outdated)
            }
        })
    }

    /// Deletes an endpoint that [`App::endpoint`] found, with its messages.
    pub fn delete_endpoint(&self, actor: &Actor, endpoint: Endpoint) -> Result<(), AppError> {
        let note = note(actor, "delete", None, self.now());
        self.writer.run(move |tx| {
            let is_gone = endpoints::delete(tx, &endpoint, note)?;
            if is_gone { Ok(()) } else { Err(AppError::Outdated) }
        })
    }
}
