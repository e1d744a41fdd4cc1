//! The rows of what stands around the worker.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    fixtures::{
        Caller::{self, Anonymous, Operator, Other, Owner, Partner, Peer},
        Ground, Kind, Moves,
        Operation::{
            Create, Delete, DeleteByRef, Get, GetByRef, History, List, Patch, PatchByRef, Put,
            Replace, Transition, TransitionByRef,
        },
        Situation, Step, members,
    },
    operations::REASON,
};
use crate::support::{
    bodies,
    world::{but, id},
};

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

const ADVISERS: &[Caller] = &[Owner, Operator];
const ADVISED: Step = Step::Patch(|| json!({"outcome": "informed", "minutes": 15}));
/// The centre that is to answer.
fn a_centre(ground: &Ground<'_>) -> Value {
    let made = ground.stage.operator().post("/v1/centres", &bodies::centre());
    json!({"referred_to_id": id(&made.expect(201))})
}

const ANSWERED: Step = Step::Move("answered");

pub(super) const ADVISORY_CASES: Kind = Kind {
    word: "advisory_case",
    path: "/v1/advisory-cases",
    view: "AdvisoryCaseView",
    owner: Role::Partner,
    operations: &[List, Create, Get, Replace, Patch, Delete, Transition, History],
    listers: &[Owner, Peer, Operator],
    creators: &[Owner, Peer, Operator],
    readers: ADVISERS,
    writers: ADVISERS,
    public: None,
    ground: a_centre,
    body: |n| but(bodies::advisory_case(), &json!({"external_ref": format!("B-{n}")})),
    patch: || json!({"topic": "fees"}),
    members: members!(
        "external_ref" "adviser_id" "asked_on" "topic" "language" "channel" "service" "repeats" "referred_to_id" "due_on"
        "due_rule"
    ),
    hidden: &[],
    situations: &[
        Situation::new("open", &[], &[(ADVISERS, &["referred"])]).deletable(),
        Situation::new("open", &[ADVISED], &[(ADVISERS, &["answered", "referred"])])
            .and("what came of it is told")
            .deletable(),
        Situation::new("answered", &[ADVISED, ANSWERED], &[(ADVISERS, &["closed"])]),
        Situation::new("referred", &[Step::Move("referred")], &[]),
        Situation::new("referred", &[ADVISED, Step::Move("referred")], &[(ADVISERS, &["closed"])])
            .and("what came of it is told"),
        Situation::new("closed", &[ADVISED, ANSWERED, Step::Move("closed")], &[]).fixed(),
    ],
    ..CENTRES
};
