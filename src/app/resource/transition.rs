//! Changes of state: scope, then reach, then the lifecycle, then one transaction, then what follows from it.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        App,
        casework::complaints::filing::Filing,
        error::AppError,
        resource::{checked::By, idempotent::Idempotent, rules::ResourceRules, visible::Visible},
        trust::own_channel::speaking::may_speak,
    },
    domain::{
        access::actor::{Actor, Denied},
        resource::{
            Record,
            id::Id,
            lifecycle::{self, Around, Lack, Refusal},
        },
        values::moscow::moscow_day,
    },
    store::{backend::DbConnection, idempotency::Key, tx::Tx},
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
        let (reach, to) = (actor.reach::<R>(), wanted.to);
        let by = By { actor: actor.clone(), reason: wanted.reason, now: self.now() };
        let filing = self.case_to_open(actor, id, to)?;
        let done = self.once(key, move |tx| {
            let record = R::find(tx.conn(), reach, id)?.ok_or(AppError::NoSuch(R::KIND))?;
            if wanted.seen.is_some_and(|seen| seen != record.version) {
                return Err(AppError::Outdated);
            }
            may_speak(tx, &by.actor, (R::KIND, id.0), by.now)?;
            let later = moved(tx, &record, to, &by)?;
            if R::OPENS_CASE.is_some_and(|case_of| case_of(&record, to).is_some()) {
                filing.ok_or(AppError::Outdated)?.enter(tx)?;
            }
            Ok((id.0, later))
        });
        let done = self.keeping_refusals(done)?;
        self.react_to(R::KIND, &to.to_string());
        self.seen_once(actor, done)
    }
}

impl App {
    /// The case that moving a record to a state opens, as it is now, ready to be entered.
    fn case_to_open<R: ResourceRules>(
        &self,
        actor: &Actor,
        id: Id<R>,
        to: R::Status,
    ) -> Result<Option<Filing>, AppError> {
        let Some(case_of) = R::OPENS_CASE else { return Ok(None) };
        let found = self.store.read(|conn| R::find(conn, actor.reach(), id))?;
        let case = found.and_then(|record| case_of(&record, to));
        case.map(|case| self.filing(&Actor::System, case)).transpose()
    }
}

/// Moves a record to a state, if that may be, with all that follows from it. Returns the record as it then is.
pub(in crate::app) fn moved<R: ResourceRules>(
    tx: &mut Tx<'_>,
    record: &Record<R>,
    to: R::Status,
    by: &By,
) -> Result<Record<R>, AppError> {
    let By { actor, reason, now } = by;
    may_move(tx.conn(), actor, record, (to, *now))?;
    let mut later = record.clone().with_status(to, *now);
    let explained = later.body.explain(to, record.relation(actor), reason.as_deref());
    explained.map_err(|error| AppError::Invalid(vec![error]))?;
    R::ask_law(tx, &later, *now)?;
    if !R::update(tx, record, &later, by.note(&to.to_string()))? {
        return Err(AppError::Outdated);
    }
    R::follow(tx, record, &later)?;
    Ok(later)
}

/// Moves records to the state in which they end. Those that somebody has changed meanwhile are left to the next time.
/// Returns how many ended.
pub(in crate::app) fn ended<R: ResourceRules>(
    tx: &mut Tx<'_>,
    records: &[Record<R>],
    to: R::Status,
    by: &By,
) -> Result<usize, AppError> {
    let mut ended = 0;
    for record in records {
        match moved(tx, record, to, by) {
            Ok(_) => ended += 1,
            Err(AppError::Outdated) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(ended)
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
    let lacks = if found.asks_beside() {
        R::hold_beside(conn, record)?;
        R::lacks(conn, record, today)?
    } else {
        Vec::new()
    };
    let around = Around { owner, today, lacks };
    if let Some(why) = found.unmet(&record.body, &around) {
        return Err(AppError::Conflict(why));
    }
    let lacks: Vec<Lack> = found.lacks(&around).into_iter().cloned().collect();
    if lacks.is_empty() { Ok(()) } else { Err(AppError::Lacking(lacks)) }
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
