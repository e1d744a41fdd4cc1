//! The row of saved searches of employers. Those of agencies, which ask another question, are in
//! `recruitment::saved_searches`.

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{
    fixtures::{
        BY_OWNER,
        Caller::{Operator, Other, Owner, Partner, Peer},
        Kind,
        Operation::{
            Create, Delete, DeleteByRef, Get, GetByRef, History, List, Patch, PatchByRef, Put,
            Replace, Transition, TransitionByRef,
        },
        Situation, Step, members,
    },
    kinds::NOTHING,
    operations::REASON,
};
use crate::support::{bodies, world::but};

pub(super) const SAVED_SEARCHES: Kind = Kind {
    word: "saved_search",
    path: "/v1/saved-searches",
    view: "SavedSearchView",
    read: "matches:read",
    write: "matches:write",
    owner: Role::Employer,
    is_organisation: false,
    has_party: false,
    operations: &[
        List,
        Create,
        Get,
        Replace,
        Patch,
        Delete,
        Transition,
        Put,
        GetByRef,
        PatchByRef,
        DeleteByRef,
        TransitionByRef,
        History,
    ],
    listers: &[Owner, Peer, Other, Partner, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: BY_OWNER,
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| {
        // Nobody reaches that score, so nothing is found beside what is tested.
        let more = json!({
            "min_score": 10_000, "external_ref": format!("S-{n}"), "home_regions": ["UZ-SA"], "municipalities": ["92701000"], "isco08": "71",
            "min_evidence": "assessed", "available_by": "2099-03-01", "rhythm": "daily", "hour": 8,
            "weights": {"skills": 60, "occupation": 20, "region": 5, "language": 5, "experience": 10, "pay": 0}
        });
        but(bodies::saved_search(), &more)
    },
    ground: NOTHING,
    patch: || json!({"rhythm": "weekly"}),
    members: members!(
        "owner_id" "external_ref" "name" "vacancy" "weights" "min_score" "home_regions" "municipalities" "isco08"
        "min_evidence" "available_by" "rhythm" "hour"
    ),
    hidden: &[],
    situations: &[
        Situation::new("active", &[], &[(BY_OWNER, &["paused"])]).deletable(),
        Situation::new("paused", &[Step::Move("paused")], &[(BY_OWNER, &["active"])]).deletable(),
    ],
};
