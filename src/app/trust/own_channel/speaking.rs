//! The worker speaks: once by each code, about the one thing that the code was for. Whatever a worker does in the own channel
//! asks here, in the transaction of what is done.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::error::AppError,
    domain::{
        access::{
            actor::{Actor, Denied},
            worker::{Worker, WorkerAct},
        },
        resource::RecordKind,
        trust::worker_session::OwnChannel,
    },
    store::{
        trust::{
            worker_contacts,
            worker_sessions::{self, KeptSession},
        },
        tx::Tx,
    },
};

/// How much hangs on what a worker says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Weight {
    /// It binds the worker to terms: the contact must be confirmed.
    Terms,
    /// It binds the worker to nothing.
    Light,
}

/// That a worker has spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Spoken {
    /// The session, which is spent by it.
    pub(in crate::app) session: Uuid,
    /// How the worker was reached.
    pub(in crate::app) channel: OwnChannel,
    /// The seconds between showing the code and speaking.
    pub(in crate::app) seconds: i64,
}

/// Lets a worker speak about a record, if the code was for that, and spends the session.
pub(in crate::app) fn spoken(
    tx: &mut Tx<'_>,
    worker: &Worker,
    about: (WorkerAct, Uuid),
    (weight, now): (Weight, DateTime<Utc>),
) -> Result<Spoken, AppError> {
    if (worker.act, worker.record) != about {
        return Err(Denied::Act.into());
    }
    let found = worker_sessions::find(tx.conn(), worker.session)?;
    let kept = found.filter(|kept| kept.session.worker() == *worker).ok_or(Denied::Act)?;
    if kept.session.used_at.is_some() {
        return Err(AppError::Taken("this code has served already: begin another session"));
    }
    let opened = kept.session.opened_at.filter(|_| kept.session.may_act(now));
    let opened = opened.ok_or(Denied::Act)?;
    if weight == Weight::Terms {
        must_be_confirmed(tx, &kept)?;
    }
    if !worker_sessions::spend(tx, worker.session, now)? {
        return Err(AppError::Taken("this code has served already: begin another session"));
    }
    let seconds = (now - opened).num_seconds();
    Ok(Spoken { session: worker.session, channel: kept.session.channel, seconds })
}

/// Lets a worker move a record to another state; whoever else moves one is let through.
pub(in crate::app) fn may_speak(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (kind, record): (RecordKind, Uuid),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(worker) = actor.worker() else { return Ok(()) };
    let act = match kind {
        RecordKind::Application => WorkerAct::MoveApplication,
        _ => return Err(Denied::Act.into()),
    };
    spoken(tx, worker, (act, record), (Weight::Light, now)).map(drop)
}

/// Checks that the contact where the code went is shown to be the worker's own.
fn must_be_confirmed(tx: &mut Tx<'_>, kept: &KeptSession) -> Result<(), AppError> {
    let session = &kept.session;
    let Some((way, mark)) = session.channel.way().zip(kept.contact.as_deref()) else {
        return Ok(()); // staff have seen the worker
    };
    let found = worker_contacts::find(tx.conn(), session.candidate, way)?;
    let same = found.filter(|contact| contact.mark == mark);
    if worker_contacts::is_shared(tx.conn(), session.candidate, mark)? {
        return Err(AppError::ContactNotPersonal("another candidate is reached there too"));
    }
    match same.and_then(|contact| contact.confirmed) {
        Some(_) => Ok(()),
        None => Err(AppError::ContactNotConfirmed),
    }
}
