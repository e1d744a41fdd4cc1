//! The row of selection sessions.

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{
    cases::TRIPS,
    fixtures::{
        BY_BOTH,
        Caller::{Operator, Other, Owner, Peer},
        Kind,
        Operation::{Create, Delete, Get, History, List, Patch, Replace, Results, Transition},
        Situation, Step, members,
    },
    grounds::a_demand,
};
use crate::support::{bodies, world::but};

const ANNOUNCED: Step = Step::Move("announced");
const RUNNING: Step = Step::Move("running");
const CLOSED: Step = Step::Move("closed");

pub(super) const SELECTION_SESSIONS: Kind = Kind {
    word: "selection_session",
    path: "/v1/selection-sessions",
    view: "SelectionSessionView",
    owner: Role::Employer,
    operations: &[List, Create, Get, Replace, Patch, Delete, Transition, Results, History],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Owner, Peer, Operator],
    readers: &[Owner, Operator],
    writers: BY_BOTH,
    body: |n| {
        let place = json!({"region": "UZ-SA", "address": "Samarqand, Ishga marhamat"});
        let more = json!({"external_ref": format!("S-{n}"), "kind": "onsite", "place": place});
        but(bodies::selection_session(), &more)
    },
    ground: a_demand,
    patch: || json!({"capacity": 60}),
    members: members!(
        "employer_id" "external_ref" "kind" "place" "starts_at" "ends_at" "capacity" "vacancy_ids" "languages" "agency_ids" "panel"
        "announced_at" "cancelled_at"
    ),
    situations: &[
        Situation::new("draft", &[], &[(BY_BOTH, &["announced", "cancelled"])]).deletable(),
        Situation::new("announced", &[ANNOUNCED], &[(BY_BOTH, &["running", "cancelled"])]),
        Situation::new("running", &[ANNOUNCED, RUNNING], &[(BY_BOTH, &["closed", "cancelled"])])
            .fixed(),
        Situation::new("closed", &[ANNOUNCED, RUNNING, CLOSED], &[(BY_BOTH, &["published"])])
            .fixed(),
        Situation::new("published", &[ANNOUNCED, RUNNING, CLOSED, Step::Move("published")], &[])
            .fixed(),
        Situation::new("cancelled", &[Step::Move("cancelled")], &[]).fixed(),
    ],
    ..TRIPS
};
