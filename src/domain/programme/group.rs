//! Groups: people who want to be placed together, or not at all. Each confirms it in the own channel; who they are to each
//! other is nobody's business, and written nowhere.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::words::words,
};

words! {
    /// The state of a group.
    GroupStatus {
        /// Not every member has confirmed it.
        Forming = "forming",
        /// Every member has confirmed it.
        Confirmed = "confirmed",
        /// It was placed as a whole.
        Allocated = "allocated",
        /// It is no more.
        Dissolved = "dissolved",
    }
}

words! {
    /// How near to each other the members want to work.
    Together {
        /// For one vacancy.
        Vacancy = "vacancy",
        /// At one site of an employer.
        Site = "site",
        /// In one municipality.
        Municipality = "municipality",
    }
}

/// That a member has confirmed the group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The session in the own channel.
    pub session: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// A member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMember {
    /// The candidate.
    pub candidate: Uuid,
    /// That the member has confirmed it; `None` while that is not so.
    pub joined: Option<Joined>,
}

/// People who want to be placed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupBody {
    /// The members, in the order in which the agency named them.
    pub members: Vec<GroupMember>,
    /// How near to each other they want to work.
    pub together: Together,
    /// Whether it is not dissolved: a person is in one such group.
    pub live: bool,
}

/// A stored group.
pub type Group = Record<GroupBody>;
/// The id of a group.
pub type GroupId = Id<GroupBody>;

/// How many members a group has, at least and at most.
pub const MEMBERS: [usize; 2] = [2, 30];

type GroupMove = Move<GroupStatus, GroupBody>;

const SYSTEM: &[Relation] = &[Relation::System];
/// These follow from what members say.
const CONFIRMED: GroupMove =
    Move { to: GroupStatus::Confirmed, by: SYSTEM, needs: &[Need::Body(unconfirmed)] };
const FORMING: GroupMove = Move::by(SYSTEM, GroupStatus::Forming);
/// This follows from an allocation.
const ALLOCATED: GroupMove =
    Move { to: GroupStatus::Allocated, by: SYSTEM, needs: &[Need::Body(unconfirmed)] };
const DISSOLVED: GroupMove =
    Move::by(&[Relation::Owner, Relation::Operator, Relation::System], GroupStatus::Dissolved);

/// Why a group is not confirmed, if it is not.
fn unconfirmed(group: &GroupBody) -> Option<String> {
    let missing = group.members.iter().filter(|member| member.joined.is_none()).count();
    let why = || format!("{missing} members have not confirmed the group in their own channel");
    (missing > 0).then(why)
}

impl GroupBody {
    /// A group of which nobody has said anything yet.
    pub fn new(members: &[Uuid], together: Together) -> Self {
        let member = |candidate: &Uuid| GroupMember { candidate: *candidate, joined: None };
        Self { members: members.iter().map(member).collect(), together, live: true }
    }

    /// The member that this candidate is.
    pub fn member(&self, candidate: Uuid) -> Option<&GroupMember> {
        self.members.iter().find(|member| member.candidate == candidate)
    }

    /// The group once a member has confirmed it.
    #[must_use]
    pub fn joined(mut self, candidate: Uuid, joined: Joined) -> Self {
        let own = self.members.iter_mut().filter(|member| member.candidate == candidate);
        own.for_each(|member| member.joined = Some(joined));
        self
    }

    /// The group without somebody. It is another group by that, so all others confirm it anew.
    #[must_use]
    pub fn without(mut self, candidate: Uuid) -> Self {
        self.members.retain(|member| member.candidate != candidate);
        self.members.iter_mut().for_each(|member| member.joined = None);
        self
    }

    /// The state that follows from who is in it and what they have said.
    pub fn standing(&self) -> GroupStatus {
        if self.members.len() < MEMBERS[0] {
            GroupStatus::Dissolved
        } else if unconfirmed(self).is_none() {
            GroupStatus::Confirmed
        } else {
            GroupStatus::Forming
        }
    }
}

impl Format for GroupBody {}

impl Resource for GroupBody {
    type Status = GroupStatus;
    const KIND: RecordKind = RecordKind::Group;
    const OWNER: Role = Role::Agency;
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [GroupStatus] = GroupStatus::ALL;
    const INITIAL: GroupStatus = GroupStatus::Forming;
    const PUBLIC: Option<GroupStatus> = None;

    fn moves(from: GroupStatus) -> &'static [GroupMove] {
        match from {
            GroupStatus::Forming => &[CONFIRMED, DISSOLVED],
            GroupStatus::Confirmed => &[FORMING, ALLOCATED, DISSOLVED],
            GroupStatus::Allocated => &[FORMING, DISSOLVED],
            GroupStatus::Dissolved => &[],
        }
    }

    fn is_editable(_status: GroupStatus) -> bool {
        false
    }

    fn is_deletable(_status: GroupStatus) -> bool {
        false
    }

    fn enter(&mut self, to: GroupStatus, _at: DateTime<Utc>) {
        self.live = to != GroupStatus::Dissolved;
    }

    /// The database lets nobody be a live member twice.
    fn facets(&self) -> Vec<Facet> {
        let facet = |kind| self.members.iter().map(move |one| Facet::new(kind, one.candidate));
        let live = facet(FacetKind::LiveMember).filter(|_| self.live);
        let mut facets: Vec<Facet> = facet(FacetKind::Candidate).chain(live).collect();
        facets.sort();
        facets.dedup();
        facets
    }
}

#[cfg(test)]
#[path = "group_tests.rs"]
mod tests;
