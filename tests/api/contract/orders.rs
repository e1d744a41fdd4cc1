//! The row of job orders, which operators of both sides decide on.

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{
    fixtures::{
        BY_OWNER,
        Caller::{Operator, Other, Owner, Peer, System},
        Kind, Moves,
        Operation::{Create, Delete, Get, History, List, Patch, Replace, Transition},
        Situation, Step, members,
    },
    kinds::{BY_OPERATOR, NOTHING},
    operations::REASON,
};
use crate::support::{bodies, world::but};

const ASKED: Step = Step::Move("submitted");
const BY_TATARSTAN: Step = Step::Decide("tt", "approve");
const BY_UZBEKISTAN: Step = Step::Decide("uz", "approve");
/// What follows from the decisions of the sides, or from time.
const DECIDED: Moves = (&[System], &["approved", "returned", "rejected", "expired"]);
const ENDED: Moves = (&[System], &["expired"]);

pub(super) const JOB_ORDERS: Kind = Kind {
    word: "job_order",
    path: "/v1/job-orders",
    view: "JobOrderView",
    read: "orders:read",
    write: "orders:write",
    owner: Role::Employer,
    is_organisation: false,
    has_party: false,
    operations: &[List, Create, Get, Replace, Patch, Delete, Transition, History],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: BY_OWNER,
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| but(bodies::job_order(), &json!({"external_ref": format!("O-{n}")})),
    ground: NOTHING,
    patch: || json!({"heads": 20}),
    members: members!(
        "employer_id" "external_ref" "occupation" "okved" "municipality" "heads" "period_start" "period_end" "decisions" "agency_ids" "code"
        "allotted_heads" "free_heads" "cancelled_heads" "unused_release_days" "named_ids" "pool"
    ),
    hidden: &[],
    situations: &[
        Situation::new("draft", &[], &[(BY_OWNER, &["submitted", "withdrawn"])]).deletable(),
        Situation::new(
            "submitted",
            &[ASKED],
            &[(BY_OPERATOR, &["under_review"]), (BY_OWNER, &["withdrawn"]), DECIDED],
        ),
        Situation::new(
            "under_review",
            &[ASKED, Step::Move("under_review")],
            &[(BY_OWNER, &["withdrawn"]), (&[System], &["submitted"]), DECIDED],
        ),
        Situation::new(
            "approved",
            &[ASKED, BY_TATARSTAN, BY_UZBEKISTAN],
            &[
                (BY_OWNER, &["withdrawn"]),
                (BY_OPERATOR, &["suspended"]),
                (&[System], &["submitted", "expired", "exhausted"]),
            ],
        ),
        Situation::new(
            "returned",
            &[ASKED, Step::Decide("uz", "return")],
            &[(BY_OWNER, &["submitted", "withdrawn"])],
        ),
        Situation::new("rejected", &[ASKED, Step::Decide("uz", "reject")], &[]).fixed(),
        Situation::new(
            "suspended",
            &[ASKED, BY_TATARSTAN, BY_UZBEKISTAN, Step::Move("suspended")],
            &[(BY_OPERATOR, &["approved"]), (BY_OWNER, &["withdrawn"]), ENDED],
        )
        .fixed(),
        Situation::new("exhausted", &[ASKED, BY_TATARSTAN, BY_UZBEKISTAN, Step::Days(46)], &[])
            .fixed(),
        Situation::new("withdrawn", &[Step::Move("withdrawn")], &[]).fixed(),
        Situation::new("expired", &[ASKED, Step::Over("period_end")], &[]).fixed(),
    ],
};
