//! Leads every reaction along the change log: on the server that wrote at once, on every server again and again.

use std::sync::PoisonError;

use crate::{
    app::{
        App,
        error::AppError,
        reactions::{list::REACTIONS, reaction::Reaction},
    },
    domain::resource::RecordKind,
    store::{
        changes,
        reactions::{self, Cause, Position},
    },
};

/// Changes that are searched at once for the next that something follows from.
const WINDOW: i64 = 50_000;
/// Changes without consequences after which that is noted, so that they are not searched again after a start.
const NOTED_AFTER: i64 = 10_000;
/// Parts that are brought about before others get their turn.
const TURN: usize = 5;

/// What is to be done next.
#[derive(Clone, Copy)]
struct Step {
    cause: Cause,
    position: Position,
}

impl App {
    /// Brings about what follows from the changes up to number `head`. Returns whether there is more to do.
    pub(in crate::app) fn react(&self, head: i64) -> Result<bool, AppError> {
        let mut done = self.reactions.0.lock().unwrap_or_else(PoisonError::into_inner);
        done.resize(REACTIONS.len(), 0);
        let (mut more, mut failed) = (false, None);
        for (reaction, done) in REACTIONS.iter().copied().zip(done.iter_mut()) {
            match self.take_turn(reaction, head, done) {
                Ok(left) => more |= left,
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(more), Err)
    }

    /// Brings about at once what follows when a record of this kind has entered `state`. If that fails, the log still
    /// tells of the change, and it is brought about later.
    pub(in crate::app) fn react_to(&self, kind: RecordKind, state: &str) {
        let follows = |reaction: &&dyn Reaction| {
            reaction.kind() == kind && reaction.states().iter().any(|one| one == state)
        };
        if !REACTIONS.iter().any(follows) {
            return;
        }
        let react = || {
            let server = self.as_server("what follows from a change is of many tenants");
            let head = server.store.read(changes::position)?;
            while server.react(head)? {}
            Ok::<_, AppError>(())
        };
        if let Err(error) = react() {
            tracing::warn!(%error, %kind, state, "what follows from a change is brought about later");
        }
    }

    /// Takes some steps of a reaction; `done` is up to where it has nothing more to do. Returns whether there is more.
    fn take_turn(
        &self,
        reaction: &'static dyn Reaction,
        head: i64,
        done: &mut i64,
    ) -> Result<bool, AppError> {
        if *done >= head {
            return Ok(false);
        }
        for _ in 0..TURN {
            let Some(step) = self.next_step(reaction, head, *done)? else {
                *done = head;
                return Ok(false);
            };
            match self.take_step(reaction, step) {
                Ok(()) | Err(AppError::Outdated) => {} // another server took it, or a record changed meanwhile
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn next_step(
        &self,
        reaction: &'static dyn Reaction,
        head: i64,
        done: i64,
    ) -> Result<Option<Step>, AppError> {
        let position = self.store.read(|conn| reactions::position(conn, reaction.name()))?;
        let cause = match position.place {
            Some(_) => self.store.read(|conn| reactions::cause(conn, position.n))?,
            None => self.next_cause(reaction, position.n.max(done), head)?,
        };
        if cause.is_none() && head - position.n >= NOTED_AFTER {
            let to = Position { n: head, place: None };
            self.writer.run(move |tx| {
                Ok::<_, AppError>(reactions::advance(tx, reaction.name(), position, to)?)
            })?;
        }
        Ok(cause.map(|cause| Step { cause, position }))
    }

    fn next_cause(
        &self,
        reaction: &dyn Reaction,
        mut after: i64,
        head: i64,
    ) -> Result<Option<Cause>, AppError> {
        let (kind, states) = (reaction.kind(), reaction.states());
        while after < head {
            let last = head.min(after + WINDOW);
            let found = self
                .store
                .read(|conn| reactions::next_cause(conn, (kind, &states), after, last))?;
            if found.is_some() {
                return Ok(found);
            }
            after = last;
        }
        Ok(None)
    }

    /// Brings about a part of what follows, and notes that in the same transaction.
    fn take_step(&self, reaction: &'static dyn Reaction, step: Step) -> Result<(), AppError> {
        let now = self.now();
        self.writer.run(move |tx| {
            let Step { cause, position } = step;
            let place = reaction.act(tx, cause, position.place, now)?;
            let to = Position { n: cause.n, place };
            if reactions::advance(tx, reaction.name(), position, to)? {
                Ok(())
            } else {
                Err(AppError::Outdated)
            }
        })
    }
}
