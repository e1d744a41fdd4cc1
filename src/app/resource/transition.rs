//! Changes of state: scope, then reach, then the lifecycle, then one transaction, then what follows from it.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        App,
        error::AppError,
        resource::{checked::note, idempotent::Idempotent, rules::ResourceRules, visible::Visible},
    },
    domain::{
        access::actor::{Actor, Denied},
        resource::{
            Record,
            id::Id,
            lifecycle::{self, Around, Refusal},
        },
        values::moscow::moscow_day,
    },
    store::{backend::DbConnection, idempotency::Key},
};

/// A wanted change of state.
#[derive(Debug, Clone)]
pub struct Transition<S> {
    /// The new state.
    pub to: S,
    /// Why.
    pub reason: Option<String>,
    /// The version that the caller saw, if it says; compared in the transaction.
    pub seen: Option<i64>,
}

impl App {
    /// Finds a record that the actor can move to other states, in whichever it is now.
    pub fn find_to_move<R: ResourceRules>(
        &self,
        actor: &Actor,
        id: Id<R>,
    ) -> Result<Record<R>, AppError> {
        actor.require(R::WRITE)?;
        let found = self.store.read(|conn| R::find(conn, actor.reach(), id))?;
        let record = found.ok_or(AppError::NoSuch(R::KIND))?;
        let relation = record.relation(actor);
        let moves = R::STATES.iter().flat_map(|from| R::moves(*from));
        if moves.into_iter().any(|one| one.by.contains(&relation)) {
            Ok(record)
        } else {
            Err(Denied::Role.into())
        }
    }

    /// Changes the state of a record.
    pub fn transition<R: ResourceRules>(
        &self,
        actor: &Actor,
        id: Id<R>,
        wanted: Transition<R::Status>,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<R>>, AppError> {
        actor.require(R::WRITE)?;
        let (now, reach, author) = (self.now(), actor.reach::<R>(), actor.clone());
        let Transition { to, reason, seen } = wanted;
        let note = note(actor, &to.to_string(), reason, now);
        let done = self.once(key, move |tx| {
            let record = R::find(tx.conn(), reach, id)?.ok_or(AppError::NoSuch(R::KIND))?;
            if seen.is_some_and(|seen| seen != record.version) {
                return Err(AppError::Outdated);
            }
            may_move(tx.conn(), &author, &record, (to, now))?;
            let later = record.clone().with_status(to, now);
            R::ask_law(tx, &later, now)?;
            if !R::update(tx, &record, &later, note)? {
                return Err(AppError::Outdated);
            }
            Ok((id.0, later))
        });
        let done = self.keeping_refusals(done)?;
        self.react_to(R::KIND, &to.to_string());
        let replayed = done.replayed;
        Ok(Idempotent { value: self.seen(actor, done.value)?, replayed })
    }
}

/// Checks that the actor may move the record to a state at this moment.
pub(in crate::app) fn may_move<R: ResourceRules>(
    conn: &mut DbConnection,
    actor: &Actor,
    record: &Record<R>,
    (to, now): (R::Status, DateTime<Utc>),
) -> Result<(), AppError> {
    let today = moscow_day(now);
    let found = lifecycle::find(R::moves(record.status), to, record.relation(actor));
    let found = found.map_err(|refusal| refused(record, to, refusal))?;
    let owner = if found.asks_owner() {
        R::hold_owner(conn, record.owner)?;
        R::owner_standing(conn, record.owner, today)?
    } else {
        Ok(())
    };
    let around = Around { owner, today };
    found.unmet(&record.body, &around).map_or(Ok(()), |why| Err(AppError::Conflict(why)))
}

fn refused<R: ResourceRules>(
    record: &Record<R>,
    to: R::Status,
    refusal: Refusal<R::Status>,
) -> AppError {
    match refusal {
        Refusal::NotTheirs => Denied::Role.into(),
        Refusal::DoesNotFollow(allowed) => {
            let names: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            let allowed = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
            AppError::NoTransition { from: record.status.to_string(), to: to.to_string(), allowed }
        }
    }
}
