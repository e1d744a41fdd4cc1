//! The rows of what stands around the worker.

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{
    fixtures::{
        Caller::{self, Anonymous, Operator, Other, Owner, Partner, Peer},
        Kind, Moves,
        Operation::{
            Create, Delete, DeleteByRef, Get, GetByRef, History, List, Patch, PatchByRef, Put,
            Replace, Transition, TransitionByRef,
        },
        Situation, Step, members,
    },
    operations::REASON,
};
use crate::support::{bodies, world::but};

/// Operators keep centres together, whichever of them entered one.
const OPERATORS: &[Caller] = &[Owner, Peer, Operator];
const PUBLISHED: Step = Step::Move("published");
const PUBLISHES: &[Moves] = &[(OPERATORS, &["published"])];

pub(super) const CENTRES: Kind = Kind {
    word: "centre",
    path: "/v1/centres",
    view: "CentreView",
    read: "centres:read",
    write: "centres:write",
    owner: Role::Operator,
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
    listers: OPERATORS,
    creators: OPERATORS,
    readers: OPERATORS,
    writers: OPERATORS,
    public: Some("published"),
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| but(bodies::centre(), &json!({"external_ref": format!("Z-{n}")})),
    ground: |_| json!({}),
    patch: || json!({"assured_on": "2026-11-24"}),
    members: members!(
        "external_ref" "name" "organization" "address" "municipality" "position" "phones" "url" "hours" "services"
        "assured_on" "note" "fresh_until"
    ),
    hidden: &[(&[Other, Partner, Anonymous], &["external_ref"])],
    situations: &[
        Situation::new("draft", &[], PUBLISHES).deletable(),
        Situation::new("published", &[PUBLISHED], &[(OPERATORS, &["withdrawn"])]),
        Situation::new("withdrawn", &[PUBLISHED, Step::Move("withdrawn")], PUBLISHES),
    ],
};
