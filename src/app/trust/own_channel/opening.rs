//! A session opens: whoever shows its code speaks as the worker. A wrong code, a code that was used, and one of another
//! session are answered alike.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::checked::{By, touched},
        trust::own_channel::contacts::{claimed, own},
    },
    domain::{
        recruitment::candidate::CandidateId,
        trust::worker_session::{WorkerCode, WorkerSession},
    },
    store::{
        trust::{
            worker_contacts,
            worker_sessions::{self, KeptSession},
        },
        tx::Tx,
    },
};

impl App {
    /// Opens a session with its code. The third wrong code ends it.
    pub fn open_session(&self, id: Uuid, code: &WorkerCode) -> Result<WorkerSession, AppError> {
        let (hash, now) = (self.code_hash(id, code)?, self.now());
        self.writer.run(move |tx| open(tx, (id, &hash), now))?
    }
}

/// What came of a code, and what is written of it also where it was wrong.
type Opened = Result<Result<WorkerSession, AppError>, AppError>;

fn open(tx: &mut Tx<'_>, (id, hash): (Uuid, &str), now: DateTime<Utc>) -> Opened {
    let Some(found) = worker_sessions::find(tx.conn(), id)? else {
        return Ok(Err(AppError::NoSession));
    };
    let candidate = claimed(tx, CandidateId::new(found.session.candidate))?; // tries count one after another
    let Some(kept) = worker_sessions::find(tx.conn(), id)? else {
        return Ok(Err(AppError::NoSession));
    };
    if !kept.session.waits_for_code(now) {
        return Ok(Err(AppError::NoSession));
    }
    if kept.code_hash != hash {
        worker_sessions::count_try(tx, id)?;
        return Ok(Err(AppError::NoSession));
    }
    note_contact(tx, &kept, now)?;
    if !worker_sessions::open(tx, id, now)? {
        return Ok(Err(AppError::NoSession));
    }
    let by = By::system("a code", now);
    tx.log(touched(&candidate, by.note("worker_session_opened")));
    Ok(Ok(WorkerSession { opened_at: Some(now), ..kept.session }))
}

/// Notes that a code that was sent to a contact was shown, if it is the worker's own still.
fn note_contact(tx: &mut Tx<'_>, kept: &KeptSession, now: DateTime<Utc>) -> Result<(), AppError> {
    let session = &kept.session;
    let Some((way, mark)) = session.channel.way().zip(kept.contact.as_deref()) else {
        return Ok(());
    };
    let found = worker_contacts::find(tx.conn(), session.candidate, way)?;
    if found.is_none_or(|contact| contact.mark != mark) {
        return Err(AppError::NoSession); // the code went to a contact that is the worker's no more
    }
    let contact = own(tx, session.candidate, (way, mark))?.code_shown(now);
    Ok(worker_contacts::put(tx, session.candidate, &contact)?)
}
