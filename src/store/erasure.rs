//! What goes with a record that is deleted, so that an erased person leaves nothing, and where a person reads what it said.
//! A test asks the schema whether a table is missing here, another the export whether something is missing there.

use uuid::Uuid;

use crate::store::{
    casework::complaints,
    changes::Note,
    error::StoreError,
    history, idempotency,
    jobs::results,
    law::{benefit_claims, fees},
    learning::{enrolments, recognitions},
    programme::{applications, contracts, groups, named, offers},
    recruitment::saved_searches,
    taxonomy::unresolved_texts,
    trust::{disclosure_requests, seen_profiles, vault},
    tx::Tx,
};

/// Where a person reads what a table says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// In this member of the export.
    In(&'static str),
    /// Nowhere, for this reason.
    Not(&'static str),
}

/// Takes out of a table what was copied from a record, or said of it.
type EraseCopies = fn(&mut Tx<'_>, Uuid) -> Result<(), StoreError>;
/// Takes out of a table what points to a record; the log hears why.
type Release = fn(&mut Tx<'_>, Uuid, &Note) -> Result<(), StoreError>;

/// A table that may hold something of a person, and how that is taken out of it.
#[derive(Debug)]
pub struct Eraser<F> {
    /// The table.
    pub table: &'static str,
    /// Where the person reads it.
    pub told: Told,
    erase: F,
}

/// The erasers of rows that point to the record: they go before it.
pub const POINTING: &[Eraser<Release>] = &[
    Eraser {
        table: "disclosure_requests",
        told: Told::In("disclosure_requests"),
        erase: erase_disclosure_requests,
    },
    Eraser { table: "fees", told: Told::In("fees"), erase: fees::forget_candidate },
    Eraser {
        table: "benefit_claims",
        told: Told::In("benefit_claims"),
        erase: erase_benefit_claims,
    },
    Eraser {
        table: "complaints",
        told: Told::Not("the agency may be complained of; who complained reads it by code and PIN"),
        erase: complaints::forget_candidate,
    },
    Eraser { table: "recognitions", told: Told::In("recognitions"), erase: erase_recognitions },
    Eraser { table: "enrolments", told: Told::In("enrolments"), erase: erase_enrolments },
    Eraser {
        table: "groups_of_workers",
        told: Told::In("groups"),
        erase: groups::forget_candidate,
    },
    Eraser {
        table: "job_orders",
        told: Told::Not("employers ask for some by id, and invite them, which applications tell"),
        erase: named::forget_candidate,
    },
    Eraser {
        table: "saved_searches",
        told: Told::Not("what its agency asks for, by the id of the candidate"),
        erase: erase_saved_searches,
    },
    Eraser { table: "contracts", told: Told::In("contracts"), erase: erase_contracts },
    Eraser { table: "offers", told: Told::In("offers"), erase: erase_offers },
    Eraser { table: "applications", told: Told::In("applications"), erase: erase_applications },
];

/// The erasers of what was copied from the record, or said of it.
pub const COPIES: &[Eraser<EraseCopies>] = &[
    Eraser { table: "job_results", told: Told::In("match_runs"), erase: results::forget_item },
    Eraser {
        table: "subject_keys",
        told: Told::Not("it opens what identities say, and is nobody's to read"),
        erase: vault::destroy_key,
    },
    Eraser {
        table: "seen_profiles",
        told: Told::In("seen_by_employers"),
        erase: seen_profiles::forget_candidate,
    },
    Eraser {
        table: "unmapped_texts",
        told: Told::In("unmapped_texts"),
        erase: unresolved_texts::forget,
    },
    Eraser {
        table: "idempotency_keys",
        told: Told::Not("what the agency was answered of late, which candidates and consents say"),
        erase: idempotency::forget_record,
    },
    Eraser { table: "changes", told: Told::In("history"), erase: history::forget_reasons },
];

/// The tables of candidates themselves: the database takes their rows out with the candidate.
pub const OWN: &[(&str, Told)] = &[
    ("candidates", Told::In("candidate")),
    ("candidate_facets", Told::Not("codes of what candidates say")),
    ("consents", Told::In("consents")),
    ("disclosures", Told::In("disclosures")),
    ("identities", Told::In("identity")),
    ("legal_holds", Told::In("legal_holds")),
    ("candidate_merges", Told::In("merges")),
    (
        "identity_doubles",
        Told::Not("it names another agency's candidates, and operators alone see it"),
    ),
    ("worker_events", Told::In("events")),
    ("deadlines", Told::In("deadlines")),
    ("worker_documents", Told::In("documents")),
    ("application_checks", Told::In("checks")),
    ("gate_snapshots", Told::In("gate_snapshots")),
    ("trip_seats", Told::In("trip_seats")),
    ("selection_slots", Told::In("selection_slots")),
    ("selection_results", Told::In("selection_results")),
    ("selection_tests", Told::In("selection_results")),
    ("arrivals", Told::In("arrivals")),
    ("work_ends", Told::In("work_ends")),
    ("employment_entries", Told::In("employment")),
    ("appeals", Told::In("appeals")),
    ("check_warnings", Told::Not("numbers of days before checks end, of which checks tell")),
    ("fee_decisions", Told::In("fees")),
    ("complaint_signals", Told::Not("case staff alone see it, since it is a suspicion")),
    ("group_of_workers_facets", Told::Not("ids of what groups say")),
    ("complaint_facets", Told::Not("codes of what complaints say")),
    ("saved_search_facets", Told::Not("ids of what saved searches say")),
    (
        "saved_search_matches",
        Told::Not(
            "whom employers ask for is theirs; who has seen the profile is in seen_by_employers",
        ),
    ),
    ("job_order_facets", Told::Not("ids of whom employers ask for, which job orders say")),
    ("identity_marks", Told::Not("hashes of what identities say")),
    ("contract_pins", Told::Not("hashes of what workers were told, by which contracts are read")),
    ("worker_reminders", Told::Not("that deadlines were told, which deadlines say, and hashes")),
    ("worker_contacts", Told::Not("hashes of what identities say, and whether that is confirmed")),
    ("worker_sessions", Told::In("worker_sessions")),
];

/// The tables that go on telling of a person who was erased: by nothing but an id that is nobody's any more, or what that
/// person said of others, which is not the agency's to erase.
pub const KEPT: &[(&str, Told)] = &[
    ("audit_entries", Told::In("readings")),
    (
        "allocation_documents",
        Told::Not(
            "order numbers under an id, which the certificate seals; applications tell what came of them",
        ),
    ),
    ("complaint_messages", Told::Not("sealed, and read by code and PIN, not through the agency")),
];

/// The tables that hold nothing of a person, and why.
pub const IMPERSONAL: &[(&str, &str)] = &[
    ("employers", "legal entities"),
    ("employer_facets", "codes of legal entities"),
    ("agencies", "legal entities"),
    ("agency_facets", "codes of legal entities"),
    ("asked_pays", "with how many pays legal entities asked about their vacancies"),
    ("vacancies", "offers of legal entities"),
    ("vacancy_facets", "codes of offers"),
    ("allocations", "what operators ask, as ids and numbers"),
    ("allocation_facets", "ids of legal entities"),
    ("region_partnerships", "acts of both sides, with offices"),
    ("region_partnership_facets", "codes of places"),
    ("measures", "what both sides do, with offices"),
    ("measure_facets", "codes of measures"),
    ("indicators", "by what measures are judged"),
    ("indicator_facets", "ids of measures"),
    ("indicator_actuals", "numbers of months"),
    ("meetings", "what offices decided"),
    ("meeting_facets", "ids of measures"),
    ("selection_sessions", "meetings of legal entities"),
    ("selection_session_facets", "codes of meetings"),
    ("trips", "journeys of legal entities"),
    ("trip_facets", "codes of journeys"),
    ("allotments", "ids of vacancies and job orders, and numbers"),
    (
        "application_stages",
        "states and moments under an id that is nobody's once the application is gone",
    ),
    ("order_plans", "numbers of job orders"),
    ("centres", "offices that receive the public"),
    ("centre_facets", "codes of offices"),
    ("advisory_cases", "what was asked and how long that took; nobody is named"),
    ("advisory_case_facets", "codes of what was asked"),
    ("guides", "articles for everybody"),
    ("guide_facets", "codes of articles"),
    ("equivalences", "what qualifications count as"),
    ("equivalence_facets", "codes of what qualifications count as"),
    ("courses", "what is taught where and when"),
    ("course_facets", "codes of what is taught"),
    ("complaint_codes", "keyed hashes of what whoever complained was told"),
    ("complaint_breaches", "clocks and moments"),
    ("complaint_referrals", "authorities, and what operators did"),
    ("suspensions", "acts of operators about legal entities"),
    ("clients", "programs of organisations, with a label that an operator of the server gives"),
    ("revoked_tokens", "ids of tokens of programs"),
    ("jobs", "what an organisation asked, as ids and codes; what was found is in job_results"),
    ("import_texts", "whose text, and the job that reads it"),
    ("import_pieces", "what was sent to be imported; it goes when the job that reads it has ended"),
    ("amendments", "names of skills and occupations, which an operator chose for everybody"),
    ("rule_sets", "law, which is public"),
    ("rule_set_approvals", "sides, organisations and moments"),
    ("rule_warnings", "ids of law and days"),
    ("signals", "counts, ids of legal entities, and keyed hashes that several workers share"),
    ("signal_moves", "what operators say of counts"),
    ("workforce_reports", "numbers that legal entities report of themselves"),
    ("compliance_checks", "what rules say to offers of legal entities"),
    (
        "verification_codes",
        "codes of legal entities and their offers, and of records under ids that are nobody's once they are gone",
    ),
    ("webhook_endpoints", "addresses of programs of organisations"),
    ("webhook_deliveries", "ids and moments of changes, as in the change log"),
    ("servers", "programs that run now"),
    ("signing_keys", "ids of keys"),
    ("tombstones", "ids, owners and moments of records that are gone, as in the change log"),
    ("head", "the number of the newest change"),
    ("reaction_positions", "numbers of changes"),
    ("__diesel_schema_migrations", "names of migrations"),
];

/// Every table that tells of a person until it is erased, and where the person reads it.
pub fn erased() -> impl Iterator<Item = (&'static str, Told)> {
    let pointing = POINTING.iter().map(|eraser| (eraser.table, eraser.told));
    let copies = COPIES.iter().map(|eraser| (eraser.table, eraser.told));
    OWN.iter().copied().chain(pointing).chain(copies)
}

/// Every table that tells of a person, and where the person reads it.
pub fn personal() -> impl Iterator<Item = (&'static str, Told)> {
    erased().chain(KEPT.iter().copied())
}

/// Removes what points to a record, before it is deleted.
pub fn release(tx: &mut Tx<'_>, record: Uuid, note: &Note) -> Result<(), StoreError> {
    POINTING.iter().try_for_each(|eraser| (eraser.erase)(tx, record, note))
}

/// Removes every copy of a deleted record and whatever was said of it.
pub fn erase(tx: &mut Tx<'_>, record: Uuid) -> Result<(), StoreError> {
    COPIES.iter().try_for_each(|eraser| (eraser.erase)(tx, record))
}

fn erase_disclosure_requests(
    tx: &mut Tx<'_>,
    candidate: Uuid,
    note: &Note,
) -> Result<(), StoreError> {
    let gone = disclosure_requests::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|request| erase(tx, request))
}

fn erase_benefit_claims(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = benefit_claims::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|claim| erase(tx, claim))
}

fn erase_recognitions(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = recognitions::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|recognition| erase(tx, recognition))
}

fn erase_enrolments(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = enrolments::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|enrolment| erase(tx, enrolment))
}

fn erase_saved_searches(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = saved_searches::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|search| erase(tx, search))
}

fn erase_contracts(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = contracts::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|contract| erase(tx, contract))
}

fn erase_offers(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = offers::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|offer| erase(tx, offer))
}

fn erase_applications(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let gone = applications::forget_candidate(tx, candidate, note)?;
    gone.into_iter().try_for_each(|application| erase(tx, application))
}
