//! Groups on the wire. No member says who the members are to each other, and no member is told who the others are.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{head::Head, viewed::Viewed},
        wire::values::duplicates,
    },
    app::{
        programme::groups::{Membership, NewGroup},
        resource::visible::Visible,
    },
    domain::{
        FieldError,
        programme::group::{GroupBody, GroupStatus, Together},
    },
};

/// Whom an agency puts together.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct GroupInput {
    /// Candidates of the agency, each in no other group that is not dissolved.
    #[validate(length(min = 2, max = 30))]
    #[schema(min_items = 2, max_items = 30)]
    member_ids: Vec<Uuid>,
    /// How near to each other they want to work.
    together: Together,
}

impl Exemplary for GroupInput {
    fn example() -> Value {
        let id = |n| format!("0198c0de-0000-7000-8000-00000000000{n}");
        json!({"member_ids": [id(2), id(4)], "together": "site"})
    }
}

impl GroupInput {
    /// The group, if it names nobody twice.
    pub(super) fn accept(self) -> Result<NewGroup, Vec<FieldError>> {
        let twice = duplicates(&self.member_ids, |at| format!("/member_ids/{at}"));
        if twice.is_empty() {
            Ok(NewGroup { members: self.member_ids, together: self.together })
        } else {
            Err(twice)
        }
    }
}

/// A member of a group.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GroupMemberView {
    /// The candidate.
    candidate_id: Uuid,
    /// When the member has confirmed the group; `null` while that is not so.
    #[schema(required, max_length = 35)]
    joined_at: Option<DateTime<Utc>>,
}

/// A group.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct GroupView {
    #[serde(flatten)]
    head: Head<GroupStatus>,
    /// The agency.
    agency_id: Uuid,
    /// How near to each other they want to work.
    together: Together,
    /// The members.
    #[schema(max_items = 30)]
    members: Vec<GroupMemberView>,
}

impl Viewed for GroupBody {
    type View = GroupView;
    const PATH: &'static str = "/v1/groups";

    fn view(seen: &Visible<Self>) -> GroupView {
        let (record, body) = (&seen.record, &seen.record.body);
        let members = body.members.iter().map(|member| GroupMemberView {
            candidate_id: member.candidate,
            joined_at: member.joined.map(|joined| joined.at),
        });
        GroupView {
            head: Head::of(seen),
            agency_id: record.owner,
            together: body.together,
            members: members.collect(),
        }
    }
}

/// What a member says of a group.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct GroupAnswerInput {
    /// Whether the member confirms it, or leaves it.
    pub(super) joins: bool,
}

impl Exemplary for GroupAnswerInput {
    fn example() -> Value {
        json!({"joins": true})
    }
}

/// A group as one of its members sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MembershipView {
    /// The group.
    group_id: Uuid,
    /// Its state.
    status: GroupStatus,
    /// How near to each other the members want to work.
    together: Together,
    /// How many they are.
    #[schema(minimum = 0, maximum = 30, example = 4)]
    members: usize,
    /// When the member has confirmed it; `null` while that is not so, and for whoever has left it.
    #[schema(required, max_length = 35)]
    joined_at: Option<DateTime<Utc>>,
}

impl From<Membership> for MembershipView {
    fn from(membership: Membership) -> Self {
        Self {
            group_id: membership.group.0,
            status: membership.status,
            together: membership.together,
            members: membership.members,
            joined_at: membership.joined.map(|joined| joined.at),
        }
    }
}
