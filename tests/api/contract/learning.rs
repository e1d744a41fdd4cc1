//! The rows of qualifications and training.

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{
    fixtures::{
        BY_OWNER,
        Caller::{Anonymous, Operator, Other, Owner, Partner, Peer, System},
        Kind, Moves,
        Operation::{Create, Delete, Get, History, List, Patch, Replace, Transition},
        Situation, Step, members,
    },
    grounds::a_candidate,
    kinds::{BY_OPERATOR, NOTHING},
    operations::REASON,
};
use crate::support::{bodies, world::but};

const CHECKED: Step = Step::Move("documents_checked");
const ASSESSED: Step = Step::Move("assessed");
const RECOGNISED: Step = Step::Outcome("recognised");
const WITHDRAWN: Moves = (BY_OWNER, &["withdrawn"]);
const APPEALED: Moves = (BY_OWNER, &["appealed"]);
const REVOKED: Moves = (BY_OPERATOR, &["revoked"]);
const EXPIRED: Moves = (&[System], &["expired"]);

pub(super) const RECOGNITIONS: Kind = Kind {
    word: "recognition",
    path: "/v1/recognitions",
    view: "RecognitionView",
    read: "learning:read",
    write: "learning:write",
    owner: Role::Agency,
    is_organisation: false,
    has_party: false,
    operations: &[List, Create, Get, Transition, History],
    listers: &[Owner, Peer, Partner, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: &[],
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |_| bodies::recognition(),
    ground: a_candidate,
    patch: || json!({}),
    members: members!(
        "agency_id" "candidate_id" "kind" "document_sha256" "purpose" "authority" "skills" "applied_on" "fee_payer" "word"
        "decisions"
    ),
    hidden: &[],
    situations: &[
        Situation::new("applied", &[], &[(BY_OPERATOR, &["documents_checked"]), WITHDRAWN]),
        Situation::new("documents_checked", &[CHECKED], &[(BY_OPERATOR, &["assessed"]), WITHDRAWN]),
        Situation::new(
            "assessed",
            &[CHECKED, ASSESSED],
            &[WITHDRAWN, (&[System], &["recognised", "partly_recognised", "refused"])],
        ),
        Situation::new("recognised", &[CHECKED, ASSESSED, RECOGNISED], &[REVOKED, EXPIRED]),
        Situation::new(
            "partly_recognised",
            &[CHECKED, ASSESSED, Step::Outcome("partly_recognised")],
            &[APPEALED, REVOKED, EXPIRED],
        ),
        Situation::new("refused", &[CHECKED, ASSESSED, Step::Outcome("refused")], &[APPEALED]),
        Situation::new(
            "appealed",
            &[CHECKED, ASSESSED, Step::Outcome("refused"), Step::Move("appealed")],
            &[(&[System], &["decided"])],
        ),
        Situation::new(
            "decided",
            &[CHECKED, ASSESSED, Step::Outcome("refused"), Step::Move("appealed"), RECOGNISED],
            &[REVOKED, EXPIRED],
        ),
        Situation::new("withdrawn", &[Step::Move("withdrawn")], &[]),
        Situation::new("revoked", &[CHECKED, ASSESSED, RECOGNISED, Step::Move("revoked")], &[]),
        Situation::new("expired", &[CHECKED, ASSESSED, RECOGNISED, Step::Days(32)], &[]),
    ],
};

const PUBLISHED: Step = Step::Move("published");

pub(super) const EQUIVALENCES: Kind = Kind {
    word: "equivalence",
    path: "/v1/equivalences",
    view: "EquivalenceView",
    owner: Role::Operator,
    operations: &[List, Create, Get, Replace, Patch, Delete, Transition, History],
    listers: &[Owner, Peer, Operator],
    creators: &[Owner, Peer, Operator],
    readers: &[Owner, Peer, Operator],
    writers: &[Owner, Peer, Operator],
    public: Some("published"),
    body: |n| but(bodies::equivalence(), &json!({"external_ref": format!("Q-{n}")})),
    ground: NOTHING,
    patch: || json!({"relation": "exact"}),
    members: members!("external_ref" "from" "to" "relation" "purpose" "source" "valid_from" "valid_to"),
    hidden: &[(&[Other, Partner, Anonymous], &["external_ref"])],
    situations: &[
        Situation::new("draft", &[], &[(&[Owner, Peer, Operator], &["published"])]).deletable(),
        Situation::new("published", &[PUBLISHED], &[(&[Owner, Peer, Operator], &["withdrawn"])])
            .fixed(),
        Situation::new("withdrawn", &[PUBLISHED, Step::Move("withdrawn")], &[]).fixed(),
    ],
    ..RECOGNITIONS
};

pub(super) const COURSES: Kind = Kind {
    word: "course",
    path: "/v1/courses",
    view: "CourseView",
    owner: Role::Partner,
    operations: &[List, Create, Get, Replace, Patch, Delete, Transition, History],
    listers: &[Owner, Peer, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: BY_OWNER,
    public: Some("published"),
    body: |n| {
        let lasting =
            json!({"external_ref": format!("K-{n}"), "starts": "2099-01-11", "ends": "2099-02-05"});
        but(bodies::course(), &lasting)
    },
    ground: NOTHING,
    patch: || json!({"seats": 24}),
    members: members!(
        "external_ref" "provider_id" "title" "place" "municipality" "home_region" "skills" "languages" "starts" "ends" "seats"
        "free_seats" "cost_to_worker"
    ),
    hidden: &[(&[Peer, Other, Partner, Anonymous], &["external_ref"])],
    situations: &[
        Situation::new(
            "draft",
            &[],
            &[(BY_OWNER, &["published", "cancelled"]), (BY_OPERATOR, &["cancelled"])],
        )
        .deletable(),
        Situation::new(
            "published",
            &[PUBLISHED],
            &[(&[Owner, Operator], &["closed", "cancelled"])],
        ),
        Situation::new(
            "closed",
            &[PUBLISHED, Step::Move("closed")],
            &[(BY_OWNER, &["published", "cancelled"]), (BY_OPERATOR, &["cancelled"])],
        )
        .fixed(),
        Situation::new("cancelled", &[Step::Move("cancelled")], &[]).fixed(),
    ],
    ..RECOGNITIONS
};
