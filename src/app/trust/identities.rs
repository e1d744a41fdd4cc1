//! Identities: the agency alone writes and reads the person behind its candidate, and nobody registers one person twice.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::checked::{note, touched},
        trust::legal_holds::must_not_be_held,
        trust::own_channel::contacts,
        trust::vault::{self, Vault, error::VaultError, sealing::DataKey},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        recruitment::candidate::{Candidate, CandidateBody, CandidateId},
        resource::RecordKind,
        trust::{identity::Identity, worker_session::ContactWay},
    },
    store::{
        changes::Note,
        format,
        records::Stored,
        trust::vault::{self as kept, Mark, SealedIdentity, WrappedKey},
        tx::Tx,
    },
};

/// Keys that are wrapped anew in one transaction.
const PAGE: i64 = 100;

/// An identity as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptIdentity {
    /// The person.
    pub identity: Identity,
    /// 1 when it was first written, one more with each change.
    pub version: i64,
    /// When it was last written.
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

/// An identity that is ready to be written.
struct New {
    candidate: Candidate,
    sealed: SealedIdentity,
    marks: Vec<Mark>,
    contacts: Vec<(ContactWay, String)>,
    /// The candidate's key, and whether it is new.
    key: (WrappedKey, bool),
    note: Note,
}

impl App {
    /// Lets identities be sealed and opened with this vault. A second one is not taken.
    pub fn set_vault(&self, vault: Vault) {
        if self.vault.set(vault).is_err() {
            tracing::debug!("the vault is there already");
        }
    }

    pub(in crate::app) fn vault(&self) -> Result<&Vault, AppError> {
        Ok(self.vault.get().ok_or(VaultError::NoMaster)?)
    }

    /// Writes who a candidate of the actor's agency is. `allow` sees the version that is there, and may refuse.
    pub fn put_identity(
        &self,
        actor: &Actor,
        id: CandidateId,
        identity: Identity,
        allow: impl FnOnce(Option<i64>) -> Result<(), AppError>,
    ) -> Result<KeptIdentity, AppError> {
        let candidate = self.find_to_write::<CandidateBody>(actor, id)?;
        let before = self.store.read(|conn| kept::find_identity(conn, id.0))?;
        allow(before.as_ref().map(|before| before.version))?;
        let (version, now) = (before.map_or(0, |before| before.version) + 1, self.now());
        let vault = self.vault()?;
        let marks = vault::marks(&self.key_of_marks(vault)?, &identity);
        let contacts = self.contact_marks(&identity)?;
        let (data_key, key) = self.data_key(vault, id.0)?;
        let text = format::write(&identity).map_err(|_| AppError::CorruptSnapshot(id.0))?;
        let sealed = data_key.seal(text.as_bytes(), &place(id.0))?;
        let sealed = SealedIdentity { candidate: id.0, version, updated_at: now, sealed };
        let note = note(actor, "identity", None, now);
        let asked = (id, marks.clone());
        let new = New { candidate, sealed, marks, contacts, key, note };
        let written = self.writer.run(move |tx| put(tx, new));
        if let Err(AppError::Conflict(_)) = &written {
            self.note_doubles(actor, asked)?;
        }
        written?;
        Ok(KeptIdentity { identity, version, updated_at: now })
    }

    /// Reads who a candidate of the actor's agency is; the audit tells of it.
    pub fn identity(&self, actor: &Actor, id: CandidateId) -> Result<KeptIdentity, AppError> {
        let candidate: Candidate = self.find_record(actor, id)?;
        if candidate.relation(actor) != Relation::Owner {
            return Err(Denied::Role.into());
        }
        let kept = self.open_identity(id.0)?.ok_or(AppError::NoIdentity)?;
        self.enter_reading(actor, "identity_read", id.0)?;
        Ok(kept)
    }

    /// Removes who a candidate of the actor's agency is, and destroys the key that opens it.
    pub fn delete_identity(&self, actor: &Actor, id: CandidateId) -> Result<(), AppError> {
        let candidate = self.find_to_write::<CandidateBody>(actor, id)?;
        let note = note(actor, "identity_deleted", None, self.now());
        self.writer.run(move |tx| {
            must_not_be_held(tx.conn(), id.0)?;
            if !kept::delete_identity(tx, id.0)? {
                return Err(AppError::NoIdentity);
            }
            tx.log(touched(&candidate, note));
            Ok(())
        })
    }

    /// Opens the identity of a candidate, for whoever may see it.
    pub(in crate::app) fn open_identity(
        &self,
        candidate: Uuid,
    ) -> Result<Option<KeptIdentity>, AppError> {
        let found = self.store.read(|conn| {
            let sealed = kept::find_identity(conn, candidate)?;
            let key = kept::find_key(conn, candidate)?;
            Ok::<_, AppError>(sealed.zip(key))
        })?;
        let Some((sealed, key)) = found else { return Ok(None) };
        let text = self.vault()?.unwrap(&key)?.open(&sealed.sealed, &place(candidate))?;
        let text = std::str::from_utf8(&text).map_err(|_| AppError::CorruptSnapshot(candidate))?;
        let identity = format::read(text).map_err(|_| AppError::CorruptSnapshot(candidate))?;
        let SealedIdentity { version, updated_at, .. } = sealed;
        Ok(Some(KeptIdentity { identity, version, updated_at }))
    }

    /// Makes a new master key and wraps every key with it, or with the newest of an outside service; returns how many.
    pub fn rotate_master_key(&self) -> Result<usize, AppError> {
        let vault = self.vault()?;
        vault.service().renew()?;
        let master = vault.service().present()?;
        let (mut after, mut rewrapped) = (None, 0);
        loop {
            let read = |conn: &mut _| kept::keys_not_under(conn, &master, after, PAGE);
            let page = self.store.read(read)?;
            let Some(last) = page.last() else { return Ok(rewrapped) };
            after = Some(last.subject);
            let wrap_anew = |before: WrappedKey| {
                let later = vault.wrap(&vault.unwrap(&before)?, before.subject)?;
                Ok::<_, VaultError>((before, later))
            };
            let page = page.into_iter().map(wrap_anew).collect::<Result<Vec<_>, _>>()?;
            rewrapped += self.writer.run(move |tx| {
                let mut done = 0;
                for (before, later) in &page {
                    done += usize::from(kept::rewrap(tx, before, later)?);
                }
                Ok::<_, AppError>(done)
            })?;
        }
    }

    /// The key of a subject, how it is kept, and whether it is new.
    fn data_key(
        &self,
        vault: &Vault,
        subject: Uuid,
    ) -> Result<(DataKey, (WrappedKey, bool)), AppError> {
        if let Some(kept) = self.store.read(|conn| kept::find_key(conn, subject))? {
            return Ok((vault.unwrap(&kept)?, (kept, false)));
        }
        let (key, kept) = vault.new_key(subject)?;
        Ok((key, (kept, true)))
    }

    /// A keyed hash of a text, the same for ever.
    pub(in crate::app) fn keyed_hash(&self, text: &str) -> Result<String, AppError> {
        Ok(vault::hash(&self.key_of_marks(self.vault()?)?, text))
    }

    /// The key with which marks are hashed, which stays for ever: that of the installation itself.
    fn key_of_marks(&self, vault: &Vault) -> Result<DataKey, AppError> {
        if let Some(known) = vault.index.get() {
            return Ok(known.clone());
        }
        let installation = Uuid::nil();
        let server = self.as_server("the key of marks is the installation's own");
        let (mut key, (new, is_new)) = server.data_key(vault, installation)?;
        if is_new {
            let kept = self.writer.run(move |tx| {
                if let Some(kept) = kept::find_key(tx.conn(), installation)? {
                    return Ok(kept); // another server was faster
                }
                kept::insert_key(tx, &new)?;
                Ok::<_, AppError>(new)
            });
            let kept = match kept {
                Err(AppError::Outdated) => {
                    server.store.read(|conn| kept::find_key(conn, installation))?
                }
                made => Some(made?),
            };
            key = vault.unwrap(&kept.ok_or(AppError::Outdated)?)?;
        }
        Ok(vault.index.get_or_init(|| key).clone())
    }
}

/// Where the identity of a candidate stands: table, column and row.
fn place(candidate: Uuid) -> String {
    format!("identities.sealed.{candidate}")
}

fn put(tx: &mut Tx<'_>, new: New) -> Result<(), AppError> {
    let id = new.candidate.id;
    let there = CandidateBody::find(tx.conn(), Actor::System.reach(), id)?;
    there.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
    let same = kept::same_person(tx.conn(), id.0, &new.marks)?;
    if !same.is_empty() {
        return Err(AppError::Conflict(registered(tx, &new.candidate, &same)?));
    }
    let (key, is_new) = &new.key;
    if *is_new {
        kept::insert_key(tx, key)?;
    } else if kept::find_key(tx.conn(), id.0)?.as_ref() != Some(key) {
        return Err(AppError::Outdated); // it was wrapped anew or destroyed meanwhile
    }
    if !kept::put_identity(tx, &new.sealed, &new.marks)? {
        return Err(AppError::Outdated);
    }
    contacts::keep(tx, id.0, &new.contacts)?;
    tx.log(touched(&new.candidate, new.note));
    Ok(())
}

/// That the person is registered already: an agency is told of its own candidate, and of another's that there is one.
fn registered(tx: &mut Tx<'_>, candidate: &Candidate, same: &[Uuid]) -> Result<String, AppError> {
    for other in same {
        let other =
            CandidateBody::find(tx.conn(), Actor::System.reach(), CandidateId::new(*other))?;
        if let Some(own) = other.filter(|other| other.owner == candidate.owner) {
            let id = own.id;
            return Ok(format!(
                "this person is your candidate {id} already, by a document or by name and birth date: go on with that one"
            ));
        }
    }
    Ok("this person is registered by another agency already: ask an operator".to_owned())
}
