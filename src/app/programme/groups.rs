//! Groups: an agency forms one, and its members confirm it or leave it in their own channels.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::words::group_word,
        resource::{
            change::rewrite,
            checked::{By, note},
            idempotent::Idempotent,
            rules::{DocumentRules, ResourceRules},
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            group::{Group, GroupBody, GroupId, GroupStatus, Joined, Together},
        },
        recruitment::candidate::{CandidateBody, CandidateId},
        resource::{Record, RecordKind, Resource, id::Id},
    },
    store::{
        backend::DbConnection,
        idempotency::Key,
        records::{self, Document, Filter, NewRecord, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for GroupBody {}

impl DocumentRules for GroupBody {
    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        Vec::new()
    }
}

/// Whom an agency puts together.
#[derive(Debug, Clone)]
pub struct NewGroup {
    /// Its own candidates, none of them twice.
    pub members: Vec<Uuid>,
    /// How near to each other they want to work.
    pub together: Together,
}

/// A group as one of its members sees it: nobody else in it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Its state.
    pub status: GroupStatus,
    /// How near to each other the members want to work.
    pub together: Together,
    /// How many they are.
    pub members: usize,
    /// What the member has said, if that is in it still and has.
    pub joined: Option<Joined>,
}

impl Membership {
    /// What a group is to a candidate.
    pub fn of(group: &Group, candidate: Uuid) -> Self {
        Self {
            group: group.id,
            status: group.status,
            together: group.body.together,
            members: group.body.members.len(),
            joined: group.body.member(candidate).and_then(|member| member.joined),
        }
    }
}

impl App {
    /// An agency forms a group of its candidates.
    pub fn form_group(
        &self,
        actor: &Actor,
        new: NewGroup,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<GroupBody>>, AppError> {
        actor.require(GroupBody::WRITE)?;
        let id = Id::new(Uuid::now_v7());
        let owner = GroupBody::owner(actor, id)?;
        let (actor_, note) = (actor.clone(), note(actor, "create", None, self.now()));
        let made = self.once(key, move |tx| {
            let wrong = foreign(tx.conn(), &actor_, &new.members)?;
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            let body = GroupBody::new(&new.members, new.together);
            let group = Record::create(id, owner, None, body, note.at);
            records::insert(tx, vec![NewRecord::of(&group, note)?])?;
            Ok((id.0, group))
        })?;
        self.seen_once(actor, made)
    }

    /// A member confirms a group, or leaves it, in the own channel.
    pub fn answer_group(
        &self,
        actor: &Actor,
        id: GroupId,
        joins: bool,
    ) -> Result<Membership, AppError> {
        actor.require(GroupBody::WRITE)?;
        let worker = actor.worker().ok_or(Denied::OwnChannel)?.clone();
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            let group = claimed(tx, id)?;
            if group.body.member(worker.candidate).is_none() || !group.body.live {
                let why = "this worker is no member of a group that is not dissolved";
                return Err(AppError::Conflict(why.to_owned()));
            }
            if !joins && has_set_out(tx.conn(), worker.candidate)? {
                let why = "whoever has set out does not leave a group any more";
                return Err(AppError::Conflict(why.to_owned()));
            }
            let session = group_word(tx, &worker, id, &by)?;
            let later = answered(tx, &group, (worker.candidate, joins), (session, &by))?;
            Ok(Membership::of(&later, worker.candidate))
        })
    }
}

/// A group that nobody else changes meanwhile.
fn claimed(tx: &mut Tx<'_>, id: GroupId) -> Result<Group, AppError> {
    GroupBody::claim(tx.conn(), id)?;
    let found = GroupBody::find(tx.conn(), Actor::System.reach(), id)?;
    found.ok_or(AppError::NoSuch(RecordKind::Group))
}

/// Whether a candidate is on the way to the work, or at it.
fn has_set_out(conn: &mut DbConnection, candidate: Uuid) -> Result<bool, AppError> {
    let out = ApplicationStatus::ALL.iter().filter(|state| state.has_set_out());
    let status = out.map(ToString::to_string).collect();
    let filter = Filter { candidate: Some(candidate), status, ..Filter::default() };
    let found = ApplicationBody::list(conn, Actor::System.reach(), &filter, None, 1)?;
    Ok(!found.is_empty())
}

/// The members that are no candidates of the agency.
fn foreign(
    conn: &mut DbConnection,
    actor: &Actor,
    members: &[Uuid],
) -> Result<Vec<FieldError>, AppError> {
    let own = CandidateBody::present(conn, actor.reach(), members)?;
    for member in members {
        CandidateBody::hold(conn, CandidateId::new(*member))?; // who erases meanwhile comes before or after
    }
    let wrong = members.iter().enumerate().filter(|(_, member)| !own.contains(member));
    let told = |at| {
        let why = "expected the id of a candidate of this agency";
        FieldError::new(format!("/member_ids/{at}"), "unknown", why)
    };
    Ok(wrong.map(|(at, _)| told(at)).collect())
}

/// The group as it is once a member has spoken.
fn answered(
    tx: &mut Tx<'_>,
    group: &Group,
    (candidate, joins): (Uuid, bool),
    (session, by): (Uuid, &By),
) -> Result<Group, AppError> {
    let body = group.body.clone();
    let body = if joins {
        body.joined(candidate, Joined { session, at: by.now })
    } else {
        body.without(candidate)
    };
    // A group that was placed stays so while nobody leaves.
    let stays = joins && group.status == GroupStatus::Allocated;
    let to = if stays { group.status } else { body.standing() };
    let later = group.clone().with_body(body, None, by.now);
    let action = if joins { "joined" } else { "left" };
    rewrite(tx, (group, later), (to, action), &By::system("a member, in the own channel", by.now))
}
