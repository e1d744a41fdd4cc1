//! Makes messages of the changes that the client of an endpoint would read in the feed. An endpoint for which that does not
//! work keeps no other from being told.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, index::follower::IndexState, integration::feed::Window},
    domain::{
        access::actor::{Actor, Client},
        integration::{delivery::Delivery, endpoint::Endpoint},
    },
    store::{
        integration::{deliveries, endpoints},
        parties::clients,
    },
};

/// Messages that are made at a time.
const PAGE: usize = 100;
/// Changes without a message after which that is noted, so that they are not looked at again after a start.
const NOTED_AFTER: i64 = 1_000;
/// Messages of an endpoint that wait to be taken; the rest waits in the log.
const MOST_PENDING: i64 = 500;

/// Messages that are stored together.
const BATCH: usize = 500;

/// What an endpoint is to be told, up to a number.
struct Made {
    endpoint: Endpoint,
    position: i64,
    messages: Vec<Delivery>,
}

impl App {
    /// Makes messages for every endpoint of what changed. Returns whether there is more.
    pub fn make_messages(&self) -> Result<bool, AppError> {
        let IndexState::At(head) = self.follower.standing() else { return Ok(false) };
        let (mut more, mut made, mut messages) = (false, Vec::new(), 0);
        let mut window: Option<Window> = None;
        for (from, endpoint) in self.lagging(head)? {
            let seen = match window.take().filter(|window| window.follows(from)) {
                Some(window) => window,
                None => self.log_window(from, head)?,
            };
            let id = endpoint.id;
            match self.made_for(endpoint, (&seen, from), &mut more) {
                Ok(one) => {
                    messages += one.as_ref().map_or(0, |one| one.messages.len());
                    made.extend(one);
                }
                Err(error) => tracing::warn!(%error, endpoint = %id, "an endpoint is told later"),
            }
            window = Some(seen);
            if messages >= BATCH {
                self.keep(std::mem::take(&mut made))?;
                messages = 0;
            }
        }
        self.keep(made)?;
        Ok(more)
    }

    /// The endpoints that were not told everything, each with the change after which to look: those that lag most first, so
    /// that what follows is read once for all.
    fn lagging(&self, head: i64) -> Result<Vec<(i64, Endpoint)>, AppError> {
        let behind = self.store.read(|conn| endpoints::behind(conn, head))?.into_iter();
        let mut behind: Vec<_> = behind
            .map(|endpoint| (self.sendings.looked_at(endpoint.id).max(endpoint.position), endpoint))
            .filter(|(from, _)| *from < head)
            .collect();
        behind.sort_by_key(|(from, _)| *from);
        Ok(behind)
    }

    /// The messages for an endpoint of some of what changed, if that is to be noted.
    fn made_for(
        &self,
        endpoint: Endpoint,
        (window, from): (&Window, i64),
        more: &mut bool,
    ) -> Result<Option<Made>, AppError> {
        let Some(actor) = self.told_as(&endpoint)? else { return Ok(None) };
        let page = self.feed_of(window, &actor, &endpoint.kinds, (from, PAGE))?;
        let (now, position) = (self.now(), page.position);
        let wanted = page.changes.into_iter().filter(|change| endpoint.wants(change));
        let messages: Vec<Delivery> =
            wanted.map(|change| Delivery::of(endpoint.id, change, now)).collect();
        if !messages.is_empty() && self.is_full(endpoint.id)? {
            return Ok(None);
        }
        *more |= position < page.head;
        if messages.is_empty() && position - endpoint.position < NOTED_AFTER {
            self.sendings.look_at(endpoint.id, position);
            return Ok(None);
        }
        Ok(Some(Made { endpoint, position, messages }))
    }

    /// Whether an endpoint has not taken so much that the rest waits in the log.
    fn is_full(&self, endpoint: Uuid) -> Result<bool, AppError> {
        Ok(self.store.read(|conn| deliveries::pending(conn, endpoint))? >= MOST_PENDING)
    }

    /// Stores messages, except where another server was faster, which has stored them.
    fn keep(&self, made: Vec<Made>) -> Result<(), AppError> {
        if made.is_empty() {
            return Ok(());
        }
        self.writer.run(move |tx| {
            for Made { endpoint, position, messages } in made {
                if endpoints::advance(tx, &endpoint, position)? {
                    deliveries::insert(tx, &messages)?;
                }
            }
            Ok(())
        })
    }

    /// As whom an endpoint is told: as its client, if that may still come in, with no more than the token allowed that made it.
    pub(super) fn told_as(&self, endpoint: &Endpoint) -> Result<Option<Actor>, AppError> {
        let found = self.store.read(|conn| clients::find(conn, endpoint.client))?;
        let live = found.filter(|stored| stored.revoked_at.is_none()).map(|stored| stored.client);
        let admitted =
            live.filter(|client| self.follower.admits(client.id, client.organisation, Uuid::nil()));
        Ok(admitted.map(|client| {
            let held = client.scopes.iter().filter(|scope| endpoint.scopes.contains(scope));
            Actor::Client(Client { scopes: held.copied().collect(), ..client })
        }))
    }
}
