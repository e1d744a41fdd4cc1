//! The rows of the roadmap.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    fixtures::{
        Caller::{self, Operator, Owner, Peer},
        Ground, Kind,
        Operation::{Create, Delete, Get, History, List, Patch, Replace, Transition},
        Situation, Step, members,
    },
    kinds::NOTHING,
    operations::REASON,
};
use crate::support::{
    bodies,
    world::{but, id},
};

/// Operators keep the roadmap together, whichever of them entered something.
const OPERATORS: &[Caller] = &[Owner, Peer, Operator];

/// The measure that is judged.
fn a_measure(ground: &Ground<'_>) -> Value {
    let made = ground.stage.operator().post("/v1/roadmap/measures", &bodies::measure());
    json!({"measure_id": id(&made.expect(201))})
}

pub(super) const INDICATORS: Kind = Kind {
    word: "indicator",
    path: "/v1/roadmap/indicators",
    view: "IndicatorView",
    read: "statistics:read",
    write: "allocations:write",
    owner: Role::Operator,
    is_organisation: false,
    has_party: false,
    operations: &[List, Create, Get, Replace, Patch, Delete, Transition, History],
    listers: OPERATORS,
    creators: OPERATORS,
    readers: OPERATORS,
    writers: OPERATORS,
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| but(bodies::indicator(), &json!({"external_ref": format!("I-{n}")})),
    ground: a_measure,
    patch: || json!({"aggregation": "last"}),
    members: members!(
        "external_ref" "measure_id" "title" "unit" "ascending" "aggregation" "baseline" "targets" "formula"
    ),
    hidden: &[],
    situations: &[
        Situation::new("draft", &[], &[(OPERATORS, &["active"])]).deletable(),
        Situation::new("active", &[Step::Move("active")], &[(OPERATORS, &["closed"])]),
        Situation::new("closed", &[Step::Move("active"), Step::Move("closed")], &[]).fixed(),
    ],
};

pub(super) const MEETINGS: Kind = Kind {
    word: "meeting",
    path: "/v1/roadmap/meetings",
    view: "MeetingView",
    body: |n| but(bodies::meeting(), &json!({"external_ref": format!("M-{n}")})),
    ground: NOTHING,
    patch: || json!({"place": {"en": "Tashkent"}}),
    members: members!("external_ref" "at" "place" "present" "decisions" "tasks"),
    situations: &[
        Situation::new("planned", &[], &[(OPERATORS, &["held", "cancelled"])]).deletable(),
        Situation::new("held", &[Step::Move("held")], &[]),
        Situation::new("cancelled", &[Step::Move("cancelled")], &[]).fixed(),
    ],
    ..INDICATORS
};
