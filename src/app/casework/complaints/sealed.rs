//! What is said about a complaint, sealed with a key of the case and opened for whoever may read it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, trust::vault::sealing::DataKey},
    domain::casework::complaint::{CaseAuthor, Complaint, Words},
    store::{
        backend::DbConnection,
        casework::messages::{self, SealedMessage},
        format,
        trust::vault as kept,
        tx::Tx,
    },
};

/// The most messages that are told of a case, and that it can have.
pub const MOST_MESSAGES: usize = 500;

/// Something that was said. It does not print.
pub struct Message {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: CaseAuthor,
    /// What it says.
    pub words: Words,
    /// When.
    pub at: DateTime<Utc>,
}

/// The key of a case.
pub(super) struct CaseSeal {
    complaint: Uuid,
    key: DataKey,
}

impl CaseSeal {
    pub(super) fn new(complaint: Uuid, key: DataKey) -> Self {
        Self { complaint, key }
    }

    /// A message, sealed.
    pub(super) fn message(
        &self,
        author: CaseAuthor,
        words: &Words,
        at: DateTime<Utc>,
    ) -> Result<SealedMessage, AppError> {
        let (id, complaint) = (Uuid::now_v7(), self.complaint);
        let text = format::write(words).map_err(|_| AppError::CorruptSnapshot(complaint))?;
        let sealed = self.key.seal(text.as_bytes(), &message_place(id))?;
        Ok(SealedMessage { id, complaint, author, sealed, at })
    }

    fn open(&self, one: &SealedMessage) -> Result<Message, AppError> {
        let corrupt = || AppError::CorruptSnapshot(self.complaint);
        let plain = self.key.open(&one.sealed, &message_place(one.id))?;
        let text = std::str::from_utf8(&plain).map_err(|_| corrupt())?;
        let words = format::read(text).map_err(|_| corrupt())?;
        Ok(Message { id: one.id, author: one.author, words, at: one.at })
    }

    /// What came of a case, sealed.
    pub(super) fn seal_outcome(&self, text: &str) -> Result<String, AppError> {
        Ok(self.key.seal(text.as_bytes(), &outcome_place(self.complaint))?)
    }

    /// What came of a case.
    pub(super) fn open_outcome(&self, sealed: &str) -> Result<String, AppError> {
        let plain = self.key.open(sealed, &outcome_place(self.complaint))?;
        let text = std::str::from_utf8(&plain);
        text.map(str::to_owned).map_err(|_| AppError::CorruptSnapshot(self.complaint))
    }
}

impl App {
    /// The key of a case that is there.
    pub(super) fn case_seal(&self, complaint: Uuid) -> Result<CaseSeal, AppError> {
        let kept = self.store.read(|conn| kept::find_key(conn, complaint))?;
        let kept = kept.ok_or(AppError::CorruptSnapshot(complaint))?;
        Ok(CaseSeal::new(complaint, self.vault()?.unwrap(&kept)?))
    }

    /// What was said about a complaint, oldest first, and what came of it.
    pub(super) fn open_case(
        &self,
        complaint: &Complaint,
    ) -> Result<(Vec<Message>, Option<String>), AppError> {
        let id = complaint.id.0;
        let seal = self.case_seal(id)?;
        let all = self.store.read(|conn| messages::last(conn, id, MOST_MESSAGES))?;
        let said = all.iter().map(|one| seal.open(one)).collect::<Result<_, _>>()?;
        let outcome = complaint.body.outcome.as_ref();
        let outcome = outcome.map(|one| seal.open_outcome(&one.sealed)).transpose()?;
        Ok((said, outcome))
    }
}

/// Enters a message, unless there are as many as a case can have.
pub(super) fn enter(tx: &mut Tx<'_>, new: &SealedMessage) -> Result<(), AppError> {
    must_have_room(tx.conn(), new.complaint)?;
    Ok(messages::insert(tx, new)?)
}

fn must_have_room(conn: &mut DbConnection, complaint: Uuid) -> Result<(), AppError> {
    let most = i64::try_from(MOST_MESSAGES).unwrap_or(i64::MAX);
    if messages::count(conn, complaint)? < most {
        return Ok(());
    }
    Err(AppError::Conflict(
        "a case has no room for more messages: file another complaint".to_owned(),
    ))
}

/// Where a message stands: table, column and row.
fn message_place(id: Uuid) -> String {
    format!("complaint_messages.sealed.{id}")
}

fn outcome_place(complaint: Uuid) -> String {
    format!("complaints.outcome.{complaint}")
}
