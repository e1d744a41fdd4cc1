//! What operators look into against illegal migration: noticed by the sweep, and decided by people. Nothing follows from a
//! signal by itself, for anybody.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, sweeper::ENDS_WATCHED},
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        law::signal::{Counted, Noticed, noticed},
    },
    store::{
        StoreError,
        law::{
            duties,
            signals::{self, counted},
        },
        tx::Tx,
    },
};
pub use crate::{
    domain::law::signal::{Signal, SignalKind, SignalMove, SignalState},
    store::law::signals::SignalFilter,
};

/// How often something is there, in all, and how many workers it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignalCount {
    /// What it is.
    pub kind: SignalKind,
    /// How many times it is there.
    pub count: i64,
    /// How many workers it concerns.
    pub workers: i64,
}

impl App {
    /// How much there is of each kind that operators look into.
    pub fn signals(&self, actor: &Actor) -> Result<Vec<SignalCount>, AppError> {
        operator(actor)?;
        let today = self.today();
        let since = today - Duration::days(ENDS_WATCHED);
        let (found, missed) = self.store.read_slowly(|conn| {
            Ok::<_, StoreError>((counted(conn, today, since)?, duties::missed(conn, today)?))
        })?;
        let count = |kind: &SignalKind| {
            let of_kind = found.iter().filter(|one| one.kind == *kind);
            let (count, workers) = match kind {
                SignalKind::MissedDeadline => missed,
                _ => of_kind.fold((0, 0), |(n, workers), one| (n + 1, workers + one.workers)),
            };
            SignalCount { kind: *kind, count, workers }
        };
        Ok(SignalKind::ALL.iter().map(count).collect())
    }

    /// The signals before the one with this id, newest first.
    pub fn signal_reviews(
        &self,
        actor: &Actor,
        filter: SignalFilter,
        page: (Option<Uuid>, usize),
    ) -> Result<Vec<Signal>, AppError> {
        operator(actor)?;
        Ok(self.store.read(|conn| signals::list(conn, filter, page))?)
    }

    /// The signal with this id.
    pub fn signal_review(&self, actor: &Actor, id: Uuid) -> Result<Signal, AppError> {
        operator(actor)?;
        self.store.read(|conn| signals::find(conn, id))?.ok_or(AppError::NoSignal)
    }

    /// Moves a signal on, for a reason.
    pub fn move_signal(
        &self,
        actor: &Actor,
        id: Uuid,
        (to, reason): (SignalState, String),
    ) -> Result<Signal, AppError> {
        let organisation = operator(actor)?;
        let made = SignalMove { to, reason, organisation, at: self.now() };
        self.writer.run(move |tx| {
            let found = signals::find(tx.conn(), id)?.ok_or(AppError::NoSignal)?;
            let from = found.state;
            if !from.next().contains(&to) || !signals::advance(tx, (id, from), &made)? {
                return Err(AppError::Conflict(format!(
                    "a signal that is {from} cannot become {to}"
                )));
            }
            signals::find(tx.conn(), id)?.ok_or(AppError::NoSignal)
        })
    }

    /// Notices what there is to look into, and counts anew what was noticed before. Returns how much is new.
    pub(in crate::app) fn notice_signals(&self) -> Result<usize, AppError> {
        let (now, today) = (self.now(), self.today());
        let since = today - Duration::days(ENDS_WATCHED);
        let (found, fresh) = self.store.read_slowly(|conn| {
            Ok::<_, StoreError>((counted(conn, today, since)?, signals::fresh(conn)?))
        })?;
        if found.is_empty() && fresh.is_empty() {
            return Ok(0);
        }
        let there: HashSet<_> = found.iter().map(|one| (one.kind, one.subject.clone())).collect();
        let is_gone =
            |one: &&Signal| !there.contains(&(one.counted.kind, one.counted.subject.clone()));
        let gone: Vec<Uuid> = fresh.iter().filter(is_gone).map(|one| one.id).collect();
        self.writer.run(move |tx| {
            let mut new = 0;
            for one in &found {
                new += usize::from(notice(tx, one, now)?);
            }
            for id in &gone {
                signals::forget(tx, *id)?;
            }
            Ok(new)
        })
    }
}

/// The organisation of an operator who may look into signals.
pub(super) fn operator(actor: &Actor) -> Result<Uuid, Denied> {
    actor.require(Scope::DeadlinesWrite)?;
    if actor.role() != Some(Role::Operator) {
        return Err(Denied::Role);
    }
    actor.organisation().ok_or(Denied::Role)
}

/// Keeps what is counted now. Whether it is new.
fn notice(tx: &mut Tx<'_>, now: &Counted, at: DateTime<Utc>) -> Result<bool, AppError> {
    let before = signals::of_subject(tx.conn(), now)?;
    match noticed(now, &before) {
        Noticed::Decided => Ok(false),
        Noticed::Again(id) => {
            signals::recount(tx, id, now, at)?;
            Ok(false)
        }
        Noticed::New => {
            let signal = Signal {
                id: Uuid::now_v7(),
                counted: now.clone(),
                state: SignalState::New,
                noticed_at: at,
                counted_at: at,
                moves: Vec::new(),
            };
            Ok(signals::insert(tx, &signal)?)
        }
    }
}
