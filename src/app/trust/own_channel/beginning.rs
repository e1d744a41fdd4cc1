//! A session begins: for one candidate and one act, by whoever sits beside the worker, who learns nothing of the code.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::{note, touched},
            idempotent::Idempotent,
        },
        trust::{
            own_channel::contacts::{claimed, must_be_staff, own},
            vault::sealing::DataKey,
        },
    },
    domain::{
        access::{
            actor::Actor,
            scope::{Role, Scope},
            worker::WorkerAct,
        },
        recruitment::candidate::CandidateId,
        trust::worker_session::{
            CODE_LIVES, CodeDelivery, OwnChannel, SESSIONS, SESSIONS_WITHIN, WorkerCode,
            WorkerSession,
        },
        values::language::Lang,
    },
    store::{
        changes::Note,
        idempotency::Key,
        trust::{
            vault as kept, worker_contacts,
            worker_sessions::{self, KeptSession},
        },
        tx::Tx,
    },
};

/// For whom a session begins, and for what.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The candidate that the worker is.
    pub candidate: CandidateId,
    /// What the code is for.
    pub act: WorkerAct,
    /// The record that it is for.
    pub record: Uuid,
    /// How the worker is reached.
    pub channel: OwnChannel,
    /// The language in which the worker reads.
    pub language: Lang,
}

/// A session that has begun.
#[derive(Debug)]
pub struct BegunSession {
    /// The session.
    pub session: WorkerSession,
    /// The code, where it is handed over in person: told once, and not when the request is repeated.
    pub code: Option<WorkerCode>,
}

impl App {
    /// Begins a session, once for each key: the code is sent, or handed over to staff.
    pub fn begin_session(
        &self,
        actor: &Actor,
        new: &NewSession,
        key: Option<Key>,
    ) -> Result<Idempotent<BegunSession>, AppError> {
        let candidate = self.candidate_of_session(actor, new.candidate)?.id;
        let all =
            self.as_server("who may begin a session of a worker need not see the worker's records");
        if new.channel == OwnChannel::InPerson {
            must_be_staff(actor)?;
        } else if self.code_sender().is_none() {
            return Err(AppError::Conflict(
                "this installation has no gateway that sends codes: the session begins in person"
                    .to_owned(),
            ));
        }
        all.must_be_about(candidate.0, (new.act, new.record))?;
        let code = fresh_code()?;
        let fresh = all.kept_session(actor, new, &code)?;
        let note = note(actor, "worker_session", None, fresh.session.begun_at);
        let in_person = new.channel == OwnChannel::InPerson;
        let made = self.once(key, move |tx| {
            begin(tx, &fresh, note)?;
            Ok((candidate.0, fresh.session))
        })?;
        let tells = !made.replayed && in_person;
        Ok(made.map(|session| BegunSession { session, code: tells.then_some(code) }))
    }

    /// A session as whoever began it sees it, and operators.
    pub fn worker_session(&self, actor: &Actor, id: Uuid) -> Result<WorkerSession, AppError> {
        actor.require(Scope::WorkersWrite)?;
        let found = self.store.read(|conn| worker_sessions::find(conn, id))?;
        let session = found.map(|kept| kept.session).ok_or(AppError::NoSession)?;
        let client = actor
            .client()
            .filter(|client| client.role == Role::Operator || session.begun_by == Some(client.id));
        client.map(|_| session).ok_or(AppError::NoSession)
    }

    fn kept_session(
        &self,
        actor: &Actor,
        new: &NewSession,
        code: &WorkerCode,
    ) -> Result<KeptSession, AppError> {
        let (id, now, candidate) = (Uuid::now_v7(), self.now(), new.candidate.0);
        let contact =
            new.channel.way().map(|way| Ok::<_, AppError>(self.reached(candidate, way)?.mark));
        let contact = contact.transpose()?;
        let is_sent = contact.is_some();
        let sealed = is_sent.then(|| self.code_key(candidate)?.seal_code(code, id)).transpose()?;
        let delivery = if is_sent { CodeDelivery::Pending } else { CodeDelivery::HandedOver };
        let session = WorkerSession {
            id,
            candidate,
            act: new.act,
            record: new.record,
            channel: new.channel,
            language: new.language,
            begun_by: actor.client().map(|client| client.id),
            begun_at: now,
            expires_at: now + CODE_LIVES,
            tries: 0,
            opened_at: None,
            used_at: None,
            delivery,
        };
        Ok(KeptSession {
            session,
            contact,
            code_hash: self.code_hash(id, code)?,
            sealed_code: sealed,
            attempts: 0,
            next_attempt_at: is_sent.then_some(now),
        })
    }

    /// A keyed hash of a code, of one session alone.
    pub(super) fn code_hash(&self, session: Uuid, code: &WorkerCode) -> Result<String, AppError> {
        self.keyed_hash(&format!("worker code {session} {code}"))
    }

    /// The key of a candidate who has an identity, with which codes are sealed on their way.
    pub(super) fn code_key(&self, candidate: Uuid) -> Result<CodeKey, AppError> {
        let found = self.store.read(|conn| kept::find_key(conn, candidate))?;
        Ok(CodeKey(self.vault()?.unwrap(&found.ok_or(AppError::NoIdentity)?)?))
    }
}

/// A key with which codes are sealed.
pub(super) struct CodeKey(DataKey);

impl CodeKey {
    fn seal_code(&self, code: &WorkerCode, session: Uuid) -> Result<String, AppError> {
        Ok(self.0.seal(code.as_str().as_bytes(), &place(session))?)
    }

    /// The code of a session that was sealed with it; `None` if it is none.
    pub(super) fn open_code(
        &self,
        sealed: &str,
        session: Uuid,
    ) -> Result<Option<WorkerCode>, AppError> {
        let plain = self.0.open(sealed, &place(session))?;
        Ok(std::str::from_utf8(&plain).ok().and_then(|text| text.parse().ok()))
    }
}

/// Where the code of a session stands: table, column and row.
fn place(session: Uuid) -> String {
    format!("worker_sessions.sealed_code.{session}")
}

/// A code that nobody can guess.
fn fresh_code() -> Result<WorkerCode, AppError> {
    Ok(WorkerCode::new(DataKey::chance()?))
}

/// Stores a session, unless too many began of late or the contact is not the worker's own.
fn begin(tx: &mut Tx<'_>, fresh: &KeptSession, note: Note) -> Result<(), AppError> {
    let session = &fresh.session;
    let candidate = claimed(tx, CandidateId::new(session.candidate))?;
    let (id, now) = (session.candidate, session.begun_at);
    let begun = worker_sessions::begun_since(tx.conn(), id, now - SESSIONS_WITHIN)?;
    if let Some(oldest) = begun.first().filter(|_| begun.len() >= SESSIONS) {
        let seconds = (oldest.begun_at + SESSIONS_WITHIN - now).num_seconds();
        return Err(AppError::SessionsUsed { seconds: seconds.max(1).unsigned_abs() });
    }
    if let Some((way, mark)) = session.channel.way().zip(fresh.contact.as_deref()) {
        let contact = own(tx, id, (way, mark))?;
        worker_contacts::put(tx, id, &contact)?;
    }
    worker_sessions::insert(tx, fresh)?;
    tx.log(touched(&candidate, note));
    Ok(())
}
