//! The rows of the cases: what is about a vacancy and a candidate, between an employer and an agency.

use koprik::domain::access::scope::Role;
use serde_json::json;

use super::{
    fixtures::{
        BY_BOTH, BY_OWNER,
        Caller::{Operator, Other, Owner, Party, Peer, System},
        Kind, Moves,
        Operation::{Batch, Create, Get, History, List, Patch, Replace, Transition},
        Situation, Step, members,
    },
    grounds::{a_choice, a_match, an_acceptance},
    kinds::NOTHING,
    operations::REASON,
};
use crate::support::{bodies, world::but};

const APPROVED: Step = Step::Move("approved");

pub(super) const DISCLOSURE_REQUESTS: Kind = Kind {
    word: "disclosure_request",
    path: "/v1/disclosure-requests",
    view: "DisclosureRequestView",
    read: "disclosures:read",
    write: "disclosures:write",
    owner: Role::Employer,
    is_organisation: false,
    has_party: true,
    operations: &[List, Create, Get, Transition, History],
    listers: &[Owner, Peer, Party, Other, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Party, Operator],
    writers: &[],
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| json!({"purpose": format!("to invite the candidate to interview {n}")}),
    ground: a_match,
    patch: || json!({}),
    members: members!(
        "employer_id" "agency_id" "vacancy_id" "candidate_id" "purpose" "approved_until"
    ),
    hidden: &[(BY_OWNER, &["agency_id"])],
    situations: &[
        Situation::new(
            "requested",
            &[],
            &[(&[Party], &["approved", "declined"]), (BY_OWNER, &["withdrawn"])],
        ),
        Situation::new(
            "approved",
            &[APPROVED],
            &[(&[Party, Operator], &["revoked"]), (&[System], &["expired"])],
        ),
        Situation::new("declined", &[Step::Move("declined")], &[]),
        Situation::new("withdrawn", &[Step::Move("withdrawn")], &[]),
        Situation::new("revoked", &[APPROVED, Step::Move("revoked")], &[]),
        Situation::new("expired", &[APPROVED, Step::Days(31)], &[]),
    ],
};

const SHORTLISTED: Step = Step::Move("shortlisted");
const INTERVIEW: Step = Step::Move("interview");
const SELECTED: Step = Step::Move("selected");
const SUBMITTED: &[Moves] = &[
    (BY_OWNER, &["shortlisted", "closed"]),
    (&[Party, Operator], &["closed"]),
    (&[System], &["selected"]),
];

const CLOSED: Moves = (&[Owner, Party, Operator], &["closed"]);
const TRAINED: Step = Step::Move("predeparture_trained");
const REGISTERED: Step = Step::Move("migration_registered");
const ISSUED: Step = Step::Move("work_document_issued");

/// The way of an application until the work is over and others want the worker, and on from there.
macro_rules! until_the_end {
    ($($further:expr),*) => {
        &[
            SHORTLISTED,
            INTERVIEW,
            SELECTED,
            Step::Offer,
            Step::Sign,
            TRAINED,
            Step::SetOut,
            Step::Arrive,
            Step::Paper("registration"),
            REGISTERED,
            Step::Paper("patent"),
            ISSUED,
            Step::Days(7),
            Step::Check(2),
            Step::EndWork,
            Step::Wanted,
            $($further),*
        ]
    };
}
const AT_THE_END: &[Step] = until_the_end!();
const RETURNED: &[Step] = until_the_end!(Step::Move("returned"));
const RENEWED: &[Step] = until_the_end!(Step::Move("renewed"));
const TRANSFERRED: &[Step] = until_the_end!(Step::Move("transferred"));

pub(super) const APPLICATIONS: Kind = Kind {
    word: "application",
    path: "/v1/applications",
    view: "ApplicationView",
    read: "applications:read",
    write: "applications:write",
    owner: Role::Employer,
    is_organisation: false,
    has_party: true,
    operations: &[List, Create, Batch, Get, Transition, History],
    listers: &[Owner, Peer, Party, Other, Operator],
    creators: &[Party, Other],
    readers: &[Owner, Party, Operator],
    writers: &[],
    public: None,
    matched: None,
    reason: "duplicate",
    created: 201,
    body: |_| json!({}),
    ground: a_match,
    patch: || json!({}),
    members: members!(
        "employer_id" "agency_id" "vacancy_id" "candidate_id" "job_order_id" "allocation_id" "origin" "closing_reason" "closing_reasons" "waiting"
        "worker_status" "next_step"
    ),
    hidden: &[(BY_OWNER, &["agency_id"])],
    situations: &[
        Situation::new("submitted", &[], SUBMITTED),
        Situation::new(
            "draft",
            &[Step::Invite],
            &[(&[Party], &["submitted", "closed"]), (BY_BOTH, &["closed"])],
        ),
        Situation::new(
            "shortlisted",
            &[SHORTLISTED],
            &[(BY_OWNER, &["interview", "closed"]), (&[Party, Operator], &["closed"])],
        ),
        Situation::new(
            "interview",
            &[SHORTLISTED, INTERVIEW],
            &[(BY_OWNER, &["selected", "closed"]), (&[Party, Operator], &["closed"])],
        ),
        Situation::new(
            "selected",
            &[SHORTLISTED, INTERVIEW, SELECTED],
            &[(&[Owner, Party, Operator], &["closed"]), (&[System], &["contract_offered"])],
        ),
        Situation::new(
            "contract_offered",
            &[SHORTLISTED, INTERVIEW, SELECTED, Step::Offer],
            &[
                (&[Owner, Party, Operator], &["closed"]),
                (&[System], &["selected", "contract_signed"]),
            ],
        ),
        Situation::new(
            "contract_signed",
            &[SHORTLISTED, INTERVIEW, SELECTED, Step::Offer, Step::Sign],
            &[(&[Party], &["predeparture_trained"]), CLOSED],
        ),
        Situation::new(
            "predeparture_trained",
            &[SHORTLISTED, INTERVIEW, SELECTED, Step::Offer, Step::Sign, TRAINED],
            &[CLOSED, (&[System], &["departed"])],
        ),
        Situation::new(
            "departed",
            &[SHORTLISTED, INTERVIEW, SELECTED, Step::Offer, Step::Sign, TRAINED, Step::SetOut],
            &[CLOSED, (&[System], &["arrived"])],
        ),
        Situation::new(
            "arrived",
            &[
                SHORTLISTED,
                INTERVIEW,
                SELECTED,
                Step::Offer,
                Step::Sign,
                TRAINED,
                Step::SetOut,
                Step::Arrive,
                Step::Paper("registration"),
            ],
            &[(&[Owner, Party], &["migration_registered"]), CLOSED],
        ),
        Situation::new(
            "migration_registered",
            &[
                SHORTLISTED,
                INTERVIEW,
                SELECTED,
                Step::Offer,
                Step::Sign,
                TRAINED,
                Step::SetOut,
                Step::Arrive,
                Step::Paper("registration"),
                REGISTERED,
                Step::Paper("patent"),
            ],
            &[(&[Owner, Party], &["work_document_issued"]), CLOSED],
        ),
        Situation::new(
            "work_document_issued",
            &[
                SHORTLISTED,
                INTERVIEW,
                SELECTED,
                Step::Offer,
                Step::Sign,
                TRAINED,
                Step::SetOut,
                Step::Arrive,
                Step::Paper("registration"),
                REGISTERED,
                Step::Paper("patent"),
                ISSUED,
            ],
            &[CLOSED, (&[System], &["working"])],
        ),
        Situation::new(
            "working",
            &[
                SHORTLISTED,
                INTERVIEW,
                SELECTED,
                Step::Offer,
                Step::Sign,
                TRAINED,
                Step::SetOut,
                Step::Arrive,
                Step::Paper("registration"),
                REGISTERED,
                Step::Paper("patent"),
                ISSUED,
                Step::Days(7),
                Step::Check(2),
            ],
            &[CLOSED, (&[System], &["contract_ended"])],
        ),
        Situation::new(
            "contract_ended",
            AT_THE_END,
            &[
                (&[Owner, Party, Operator], &["returned", "renewed"]),
                (&[Party, Operator], &["transferred"]),
            ],
        ),
        Situation::new("returned", RETURNED, &[]),
        Situation::new("renewed", RENEWED, &[]),
        Situation::new("transferred", TRANSFERRED, &[]),
        Situation::new("closed", &[Step::Move("closed")], &[(&[System], &["submitted"])]),
    ],
};

pub(super) const OFFERS: Kind = Kind {
    word: "offer",
    path: "/v1/offers",
    view: "JobOfferView",
    read: "applications:read",
    write: "applications:write",
    owner: Role::Employer,
    is_organisation: false,
    has_party: true,
    operations: &[List, Create, Get, Transition, History],
    listers: &[Owner, Peer, Party, Other, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Party, Operator],
    writers: &[],
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |_| json!({}),
    ground: a_choice,
    patch: || json!({}),
    members: members!(
        "employer_id" "agency_id" "application_id" "vacancy_id" "candidate_id" "terms" "terms_hash" "texts" "expires_at" "answer"
    ),
    hidden: &[(BY_OWNER, &["agency_id"])],
    situations: &[
        Situation::new(
            "sent",
            &[],
            &[(BY_OWNER, &["retracted"]), (&[System], &["accepted", "declined", "expired"])],
        ),
        Situation::new("accepted", &[Step::Answer("accepted")], &[(BY_OWNER, &["retracted"])]),
        Situation::new("declined", &[Step::Answer("declined")], &[]),
        Situation::new("retracted", &[Step::Move("retracted")], &[]),
        Situation::new("expired", &[Step::Days(8)], &[]),
    ],
};

const ENDED: Moves = (&[Owner, Party], &["ended"]);

pub(super) const CONTRACTS: Kind = Kind {
    word: "contract",
    path: "/v1/contracts",
    view: "ContractView",
    ground: an_acceptance,
    members: members!(
        "employer_id" "agency_id" "application_id" "offer_id" "vacancy_id" "candidate_id" "terms" "terms_hash"
        "accepted_terms_hash" "signed_on" "paper_sha256" "findings" "agreement" "ended_by" "arrival"
    ),
    situations: &[
        Situation::new("signed", &[], &[ENDED]),
        Situation::new("held", &[Step::Worsened], &[ENDED, (&[System], &["signed", "replaced"])]),
        Situation::new("replaced", &[Step::Worsened, Step::Correct], &[]),
        Situation::new("ended", &[Step::Move("ended")], &[]),
    ],
    ..OFFERS
};

pub(super) const TRIPS: Kind = Kind {
    word: "trip",
    path: "/v1/trips",
    view: "TripView",
    read: "applications:read",
    write: "applications:write",
    owner: Role::Agency,
    is_organisation: false,
    has_party: false,
    operations: &[List, Create, Get, Replace, Patch, Transition, History],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: BY_OWNER,
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| {
        let order = "0198c0de-0000-7000-8000-00000000000a";
        let more = json!({"external_ref": format!("T-{n}"), "job_order_id": order, "departs_on": "2026-11-24"});
        but(bodies::trip(), &more)
    },
    ground: NOTHING,
    patch: || json!({"seats": 40}),
    members: members!(
        "agency_id" "external_ref" "job_order_id" "departs_on" "from" "to" "carrier" "seats"
    ),
    hidden: &[],
    situations: &[
        Situation::new("planned", &[], &[(BY_OWNER, &["closed"]), (&[System], &["boarded"])]),
        Situation::new("boarded", &[Step::Board], &[(BY_OWNER, &["arrived"])]).fixed(),
        Situation::new(
            "arrived",
            &[Step::Board, Step::Move("arrived")],
            &[(BY_OWNER, &["closed"])],
        )
        .fixed(),
        Situation::new("closed", &[Step::Move("closed")], &[]).fixed(),
    ],
};
