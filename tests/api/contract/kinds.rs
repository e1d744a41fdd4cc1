//! The table: one row for each kind of record. A new kind adds a row.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    cases::{APPLICATIONS, CONTRACTS, DISCLOSURE_REQUESTS, OFFERS, TRIPS},
    casework::{ADVISORY_CASES, CENTRES},
    fixtures::{
        BY_BOTH, BY_OWNER,
        Caller::{self, Anonymous, Operator, Other, Owner, Partner, Peer},
        Ground, Kind, Moves,
        Operation::{
            Batch, Copy, CopyByRef, Create, Delete, DeleteByRef, Get, GetByRef, History, List,
            Patch, PatchByRef, Put, Replace, Results, Transition, TransitionByRef,
        },
        Situation, Step, members,
    },
    grounds::offers,
    learning::{COURSES, EQUIVALENCES, RECOGNITIONS},
    operations::REASON,
    orders::JOB_ORDERS,
    roadmap::{INDICATORS, MEETINGS},
    searches::SAVED_SEARCHES,
    selection::SELECTION_SESSIONS,
};
use crate::support::{bodies, world::but};

pub(super) const KINDS: &[Kind] = &[
    EMPLOYERS,
    AGENCIES,
    VACANCIES,
    CANDIDATES,
    MATCH_RUNS,
    SAVED_SEARCHES,
    DISCLOSURE_REQUESTS,
    APPLICATIONS,
    OFFERS,
    CONTRACTS,
    SELECTION_SESSIONS,
    TRIPS,
    JOB_ORDERS,
    CENTRES,
    ADVISORY_CASES,
    INDICATORS,
    MEETINGS,
    RECOGNITIONS,
    EQUIVALENCES,
    COURSES,
];

/// The kinds of the log that are no records with a contract of their own.
pub(super) const NO_RECORDS: &[&str] = &[
    "client",
    "token",
    "taxonomy",
    "rule_set",
    "compliance_check",
    "fee",
    "benefit_claim", // operators decide by verbs of its own: see law::benefit_claims
    "allocation",
    "allocation_run",
    "import", // it begins with a file, not with JSON: see integration::imports
    "complaint",
    "enrolment",          // a partner takes part in it
    "guide",              // rules outdate it: see casework::guides
    "measure",            // both owners drop it: see programme::roadmap
    "group", // its states follow from what workers say in their own channels: see programme::groups
    "region_partnership", // two of the same places cannot stand beside each other: see programme::partnerships
    "webhook_endpoint",
];

/// Nothing must be there before.
pub(super) const NOTHING: fn(&Ground<'_>) -> Value = |_| json!({});

pub(super) const BY_OPERATOR: &[Caller] = &[Operator];
/// Who is nobody to a record.
const PUBLIC: &[Caller] = &[Peer, Other, Partner, Anonymous];

const EMPLOYERS: Kind = Kind {
    word: "employer",
    path: "/v1/employers",
    view: "EmployerView",
    read: "organisations:read",
    write: "organisations:write",
    owner: Role::Employer,
    is_organisation: true,
    has_party: false,
    operations: &[List, Create, Get, Replace, Patch, Transition, History],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Operator],
    readers: &[Owner, Operator],
    writers: &[Operator],
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| {
        let more =
            json!({"external_ref": format!("E-{n}"), "kpp": "165501001", "sector": "non_budget"});
        but(bodies::employer(n), &more)
    },
    ground: NOTHING,
    patch: || json!({"okved": "43.39"}),
    members: members!("external_ref" "name" "inn" "ogrn" "kpp" "okved" "municipality" "sector" "phones"),
    hidden: &[],
    situations: &[
        Situation::new("registered", &[], &[(BY_OPERATOR, &["verifying"])]),
        Situation::new(
            "verifying",
            &[Step::Move("verifying")],
            &[(BY_OPERATOR, &["verified", "registered", "blacklisted"])],
        ),
        Situation::new(
            "verified",
            &[Step::Move("verifying"), Step::Move("verified")],
            &[(BY_OPERATOR, &["suspended", "blacklisted"])],
        ),
        Situation::new(
            "suspended",
            &[Step::Move("verifying"), Step::Move("verified"), Step::Move("suspended")],
            &[(BY_OPERATOR, &["verified", "verifying", "blacklisted"])],
        ),
        Situation::new("blacklisted", &[Step::Move("verifying"), Step::Move("blacklisted")], &[])
            .fixed()
            .shut(),
    ],
};

const AGENCIES: Kind = Kind {
    word: "agency",
    path: "/v1/agencies",
    view: "AgencyView",
    read: "organisations:read",
    write: "organisations:write",
    owner: Role::Agency,
    is_organisation: true,
    has_party: false,
    operations: &[List, Create, Get, Replace, Patch, Transition, History],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Operator],
    readers: &[Owner, Operator],
    writers: &[Operator],
    public: None,
    matched: None,
    reason: REASON,
    created: 201,
    body: |n| but(bodies::agency(n), &json!({"external_ref": format!("A-{n}")})),
    ground: NOTHING,
    patch: || json!({"licence_valid_until": "2029-12-31"}),
    members: members!(
        "external_ref" "name" "stir" "licence_number" "licence_valid_until" "home_region" "phones"
    ),
    hidden: &[],
    situations: &[
        Situation::new("registered", &[], &[(BY_OPERATOR, &["licensed", "revoked"])]),
        Situation::new(
            "licensed",
            &[Step::Move("licensed")],
            &[(BY_OPERATOR, &["suspended", "revoked"])],
        ),
        Situation::new(
            "suspended",
            &[Step::Move("licensed"), Step::Move("suspended")],
            &[(BY_OPERATOR, &["licensed", "revoked"])],
        ),
        Situation::new("revoked", &[Step::Move("revoked")], &[]).fixed().shut(),
    ],
};

const NO_SEAT_OPEN: Step = Step::Patch(|| json!({"filled_job_openings": 12}));
const PUBLISHED: Step = Step::Move("published");
const REOPENED: &[Moves] = &[(BY_OWNER, &["draft"])];

const VACANCIES: Kind = Kind {
    word: "vacancy",
    path: "/v1/vacancies",
    view: "VacancyView",
    read: "vacancies:read",
    write: "vacancies:write",
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
        Copy,
        CopyByRef,
        Batch,
        History,
    ],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: &[Owner],
    public: Some("published"),
    matched: Some("published"),
    reason: REASON,
    created: 201,
    body: |n| {
        let words = json!({"ru": "По договору"});
        let more = json!({
            "housing": {"kind": "dormitory"}, "meals": {"kind": "free"},
            "travel": {"outbound": "employer", "homeward": "worker"}, "insurance": {"medical": true, "accident": false},
            "provided": {"work_clothes": true}, "background": {"min_grade": 4}, "other_workplaces": [{"oktmo": "92730000"}],
            "frame": {"department": "CMU"},
            "external_ref": format!("V-{n}"), "responsibilities": words, "qualifications": words, "job_benefits": words,
            "occupation_text": {"text": "каменщик"},
        });
        but(bodies::vacancy(), &more)
    },
    ground: NOTHING,
    patch: || json!({"total_job_openings": 20}),
    members: members!(
        "employer_id" "open_job_openings" "reserved_job_openings" "unmapped" "resolutions" "replaced" "external_ref" "title" "responsibilities"
        "qualifications" "job_benefits" "occupation" "occupation_text" "requirements" "skill_texts" "languages"
        "driving_licences" "certificates" "workplace" "home_regions" "preferred_home_regions" "employment_type"
        "work_hours" "base_salary" "total_job_openings" "filled_job_openings" "cancelled_job_openings" "job_start_date"
        "start_grace_days" "valid_through" "housing" "meals" "travel" "insurance" "provided" "background"
        "other_workplaces" "frame" "missing" "workplace_is_read"
    ),
    hidden: &[(PUBLIC, &["external_ref"])],
    situations: &[
        Situation::new("draft", &[], &[(BY_OWNER, &["published", "cancelled"])]).deletable(),
        Situation::new("draft", &[NO_SEAT_OPEN], &[(BY_OWNER, &["cancelled"])])
            .and("no seat is open")
            .deletable(),
        Situation::new("draft", &[Step::Organisation("suspended")], &[(BY_OWNER, &["cancelled"])])
            .and("the employer is suspended")
            .deletable(),
        Situation::new(
            "published",
            &[PUBLISHED],
            &[(BY_OWNER, &["suspended", "expired", "cancelled"])],
        ),
        Situation::new(
            "suspended",
            &[PUBLISHED, Step::Move("suspended")],
            &[(BY_OWNER, &["published", "expired", "cancelled"])],
        ),
        Situation::new("filled", &[PUBLISHED, NO_SEAT_OPEN], REOPENED),
        Situation::new("expired", &[PUBLISHED, Step::Move("expired")], REOPENED).fixed(),
        Situation::new("cancelled", &[Step::Move("cancelled")], REOPENED).fixed(),
        Situation::new(
            "draft",
            &[PUBLISHED, Step::Move("cancelled"), Step::Move("draft")],
            &[(BY_OWNER, &["published", "cancelled"])],
        )
        .and("it was public once"),
    ],
};

const CANDIDATES: Kind = Kind {
    word: "candidate",
    path: "/v1/candidates",
    view: "CandidateView",
    read: "candidates:read",
    write: "candidates:write",
    owner: Role::Agency,
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
        Batch,
        History,
    ],
    listers: &[Owner, Peer, Operator],
    creators: &[Owner, Peer],
    readers: &[Owner, Operator],
    writers: &[Owner],
    public: None,
    matched: Some("available"),
    reason: REASON,
    created: 201,
    body: |n| {
        let more = json!({
            "external_ref": format!("C-{n}"), "home_district": "1718401",
            "occupation_text": {"text": "каменщик", "years": 6},
        });
        but(bodies::candidate(), &more)
    },
    ground: NOTHING,
    patch: || json!({"readiness": "ready"}),
    members: members!(
        "agency_id" "unmapped" "resolutions" "replaced" "external_ref" "home_region" "home_district" "of_age"
        "occupations" "occupation_text" "skills" "skill_texts" "languages" "education" "driving_licences" "certificates"
        "destinations" "pay_floor" "available_from" "readiness" "matching_consent" "missing" "proofs" "superseded"
    ),
    hidden: &[(PUBLIC, &["external_ref"])],
    situations: &[
        Situation::new("draft", &[], &[(BY_OWNER, &["available", "withdrawn"])]).deletable(),
        Situation::new(
            "draft",
            &[Step::Patch(|| json!({"of_age": false}))],
            &[(BY_OWNER, &["withdrawn"])],
        )
        .and("not of age")
        .deletable(),
        Situation::new("draft", &[Step::Organisation("suspended")], &[(BY_OWNER, &["withdrawn"])])
            .and("the agency is suspended")
            .deletable(),
        Situation::new(
            "available",
            &[Step::Move("available")],
            &[(BY_OWNER, &["paused", "placed", "withdrawn"])],
        )
        .deletable(),
        Situation::new(
            "paused",
            &[Step::Move("available"), Step::Move("paused")],
            &[(BY_OWNER, &["available", "withdrawn"])],
        )
        .deletable(),
        Situation::new(
            "placed",
            &[Step::Move("available"), Step::Move("placed")],
            &[(BY_OWNER, &["available", "withdrawn"])],
        )
        .deletable(),
        Situation::new("withdrawn", &[Step::Move("withdrawn")], &[]).fixed().deletable(),
    ],
};

/// A server that rests for an hour after its first step of one question.
const ONE_STEP: &[&str] = &["--match-run-batch", "1", "--match-run-rest", "3600000"];

const MATCH_RUNS: Kind = Kind {
    word: "match_run",
    path: "/v1/match-runs",
    view: "MatchRunView",
    read: "matches:read",
    write: "matches:write",
    owner: Role::Employer,
    is_organisation: false,
    has_party: false,
    operations: &[List, Create, Get, Delete, Transition, Results],
    listers: &[Owner, Peer, Other, Operator],
    creators: &[Owner, Peer, Operator],
    readers: &[Owner, Operator],
    writers: &[Owner, Operator],
    public: None,
    matched: None,
    reason: REASON,
    created: 202,
    body: |_| json!({"direction": "vacancies", "filter": {"isco08": "71"}}),
    ground: offers,
    patch: || json!({}),
    members: members!(
        "started_at" "finished_at" "total" "done" "direction" "filter" "matches" "scorer_version"
    ),
    hidden: &[],
    situations: &[
        Situation::new("queued", &[], &[(BY_BOTH, &["cancelled"])]),
        Situation::new("running", &[Step::Work(ONE_STEP, "running")], &[(BY_BOTH, &["cancelled"])]),
        Situation::new("finished", &[Step::Work(&[], "finished")], &[]).deletable(),
        Situation::new("cancelled", &[Step::Move("cancelled")], &[]).deletable(),
        Situation::new("failed", &[Step::Fault], &[]).deletable(),
    ],
};
