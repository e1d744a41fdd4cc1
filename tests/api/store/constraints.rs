//! Every key and every check of the schema has one name, whichever database tells that it was broken.

use std::collections::BTreeSet;

use diesel::result::Error;
use koprik::store::{StoreError, constraint::Constraint};

use super::{
    allocations::cases_of_allocations,
    allotments::cases_of_allotments,
    benefit_rows::cases_of_benefit_claims,
    check_rows::{cases_of_appeals, cases_of_checks, cases_of_employment, cases_of_ways},
    complaint_rows::cases_of_complaints,
    duties::{cases_of_deadlines, cases_of_papers, cases_of_signals},
    fee_rows::cases_of_fees,
    figure_rows::cases_of_figures,
    import_rows,
    learning::{cases_of_learned_json, cases_of_learning},
    offers::{cases_of_contracts, cases_of_offers, cases_of_their_json},
    party_rows::cases_of_suspensions,
    roadmap_rows::cases_of_the_roadmap,
    rows::{APPLICATION, Case, document},
    search_rows::cases_of_saved_searches,
    selection_rows::cases_of_selection,
    sql::Sql,
    webhook_rows,
    worker_rows::cases_of_workers,
};
use crate::support::on_both;

/// The organisations to which rows of the cases point.
fn organisations() -> Vec<String> {
    vec![
        document("employers", 8, 8, "NULL", r#"{"inn": "8"}"#),
        document("agencies", 9, 9, "NULL", r#"{"stir": "9"}"#),
    ]
}

const TABLES: &[(&str, &str, u8)] = &[
    ("employers", "employer_facets", 8),
    ("agencies", "agency_facets", 9),
    ("vacancies", "vacancy_facets", 8),
    ("candidates", "candidate_facets", 9),
    ("job_orders", "job_order_facets", 8),
    ("allocations", "allocation_facets", 7),
    ("selection_sessions", "selection_session_facets", 8),
    ("trips", "trip_facets", 9),
    ("centres", "centre_facets", 7),
    ("groups_of_workers", "group_of_workers_facets", 9),
    ("complaints", "complaint_facets", 7),
    ("equivalences", "equivalence_facets", 7),
    ("measures", "measure_facets", 7),
    ("indicators", "indicator_facets", 7),
    ("meetings", "meeting_facets", 7),
    ("advisory_cases", "advisory_case_facets", 7),
    ("guides", "guide_facets", 7),
    ("region_partnerships", "region_partnership_facets", 7),
    ("courses", "course_facets", 7),
    ("saved_searches", "saved_search_facets", 7),
];

/// A document in the state that it is made in, where the database knows the states.
fn fresh(table: &str, id: u8, owner: u8, reference: &str, body: &str) -> String {
    let row = document(table, id, owner, reference, body);
    match table {
        "advisory_cases" => row.replace("'draft'", "'open'"),
        "complaints" => row.replace("'draft'", "'received'"),
        "saved_searches" => row.replace("'draft'", "'active'"),
        "groups_of_workers" => row.replace("'draft'", "'forming'"),
        "measures" | "meetings" | "trips" => row.replace("'draft'", "'planned'"),
        _ => row,
    }
}

/// An advisory case in a state, of which nothing else is told.
fn advised(status: &str) -> Vec<String> {
    let row = document("advisory_cases", 1, 7, "NULL", "{}");
    vec![row.replace("'draft'", &format!("'{status}'"))]
}

/// A partnership of the same two places as any other, on the same days.
fn tied(id: u8) -> String {
    let days = r#"{"uz_region": "UZ-NW", "since": "2026-05-01"}"#;
    document("region_partnerships", id, 7, "NULL", days).replace("'draft'", "'proposed'")
}

fn cases_of_documents() -> Vec<Case> {
    let mut cases = Vec::new();
    for &(table, facets, owner) in TABLES {
        let row = |id, reference: &str| {
            let body = format!(r#"{{"inn": "{id}", "stir": "{id}"}}"#);
            fresh(table, id, owner, reference, &body)
        };
        let other = row(1, "NULL").replace("\"1\"", "\"2\"");
        cases.push((Constraint::DocumentId, vec![row(1, "NULL"), other]));
        cases.push((Constraint::ExternalRef, vec![row(1, "'A'"), row(2, "'A'")]));
        cases.push((Constraint::Version, vec![row(1, "NULL").replace(", 1, :now", ", 0, :now")]));
        let facet = format!("INSERT INTO {facets} (kind, value, record) VALUES ('k', 'v', :1)");
        cases.push((Constraint::DocumentFacet, vec![facet.clone(), facet]));
    }
    let openings = r#"{"openings": {"total": 1, "filled": 1, "cancelled": 1}}"#;
    cases.extend([
        (Constraint::EmployerInn, vec![document("employers", 1, 1, "NULL", r#"{"inn": "8"}"#)]),
        (
            Constraint::EmployerOgrn,
            vec![
                document("employers", 1, 1, "NULL", r#"{"inn": "9", "kpp": "1", "ogrn": "1"}"#),
                document("employers", 2, 2, "NULL", r#"{"inn": "9", "kpp": "2", "ogrn": "2"}"#),
            ],
        ),
        (Constraint::AgencyStir, vec![document("agencies", 1, 1, "NULL", r#"{"stir": "9"}"#)]),
        (Constraint::VacancyEmployer, vec![document("vacancies", 1, 7, "NULL", "{}")]),
        (Constraint::CandidateAgency, vec![document("candidates", 1, 7, "NULL", "{}")]),
        (Constraint::OrderEmployer, vec![document("job_orders", 1, 7, "NULL", "{}")]),
        (
            Constraint::OrderApproval,
            vec![document("job_orders", 1, 8, "NULL", "{}").replace("'draft'", "'approved'")],
        ),
        (
            Constraint::PartnershipApproval,
            vec![
                document("region_partnerships", 1, 7, "NULL", "{}").replace("'draft'", "'active'"),
            ],
        ),
        (Constraint::AdviceStatus, advised("draft")),
        (Constraint::AdviceAnswered, advised("answered")),
        (Constraint::AdviceReferred, advised("referred")),
        (
            Constraint::GuideStatus,
            vec![document("guides", 1, 7, "NULL", "{}").replace("'draft'", "'read'")],
        ),
        (Constraint::PartnershipsApart, vec![tied(1), tied(2)]),
        (Constraint::Openings, vec![document("vacancies", 1, 8, "NULL", openings)]),
    ]);
    cases
}

const CLIENT: &str = "INSERT INTO clients (id, organisation, role, scope, label, secret_hash, created_at) \
     VALUES (:1, :2, 'operator', '', '', '', :now)";
const TOKEN: &str = "INSERT INTO revoked_tokens (id, expires_at) VALUES (:1, :now)";
const KEY: &str = "INSERT INTO idempotency_keys (client, route, key, fingerprint, record, snapshot, created_at) \
     VALUES (:1, 'r', 'k', '', :2, '{}', :now)";
const JOB: &str = "INSERT INTO jobs (id, kind, owner, role, status, version, created_at, updated_at, started_at, \
     finished_at, erased_at, total, done, position, failure, lease, heartbeat_at, lease_until, body) \
     VALUES (:1, 'match_run', :2, 'operator', 'queued', 1, :now, :now, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, :now, NULL, '{}')";
const RESULT: &str = "INSERT INTO job_results (job, n, item, outcome) VALUES (:1, 0, :3, '[]')";
const AMENDMENT: &str = "INSERT INTO amendments (n, id, kind, payload, version, at) VALUES (1, :1, 'import', '{}', '', :now)";
const TEXT: &str = "INSERT INTO unmapped_texts (record, record_kind, kind, key, lang, text, seen_at) \
     VALUES (:1, 'candidate', 'skill', 'k', '', 't', :now)";
const DISCLOSURE: &str = "INSERT INTO disclosure_requests \
     (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, purpose) \
     VALUES (:1, :8, :9, :3, :4, 'requested', 1, :now, :now, '')";
const CONSENT: &str = "INSERT INTO consents \
     (n, candidate, purpose, text_version, language, given_at, withdrawn_at, covers, recorded_at) \
     VALUES (1, :4, 'matching', '1', 'ru', :now, NULL, '', :now)";
const AUDIT: &str = "INSERT INTO audit_entries (n, at, action, kind, record, seal) \
     VALUES (1000, :now, 'identity_read', 'candidate', :4, '')";
const HOLD: &str = "INSERT INTO legal_holds (n, candidate, matter, state, reason, recorded_at) \
     VALUES (1, :4, '1', 'set', '', :now)";
const MERGE: &str = "INSERT INTO candidate_merges \
     (n, candidate, survivor, state, status_before, reason, recorded_at) \
     VALUES (1, :4, :5, 'merged', 'draft', '', :now)";
const DOUBLE: &str =
    "INSERT INTO identity_doubles (candidate, registered, found_at) VALUES (:4, :5, :now)";
const CODE: &str = "INSERT INTO verification_codes (code, kind, record, issued_at) \
     VALUES ('c', 'vacancy', :3, :now)";
const READING: &str = "INSERT INTO disclosures (n, candidate, request, employer, at, parts) \
     VALUES (1, :4, :5, :8, :now, 'names')";
const SUBJECT_KEY: &str =
    "INSERT INTO subject_keys (subject, master, wrapped) VALUES (:4, 'm', 'w')";
const IDENTITY: &str =
    "INSERT INTO identities (candidate, version, updated_at, sealed) VALUES (:4, 1, :now, 's')";
const MARK: &str =
    "INSERT INTO identity_marks (mark, candidate, kind) VALUES ('m', :4, 'passport')";
const TOMBSTONE: &str = "INSERT INTO tombstones (kind, record, owner, state, seen_by, at) \
     VALUES ('candidate', :1, :9, NULL, 'owner', :now)";
const SEEN: &str = "INSERT INTO seen_profiles (employer, day, candidate) VALUES (:7, 1, :4)";
const ASKED: &str = "INSERT INTO asked_pays (employer, day, vacancy, pay) VALUES (:7, 1, :4, 'p')";
const SERVER: &str = "INSERT INTO servers (id, seen_at, keys) VALUES (:1, :now, '')";
const RULE_SET: &str =
    "INSERT INTO rule_sets (id, name, text, recorded_at) VALUES (:1, 'n', '', :now)";
const APPROVAL: &str = "INSERT INTO rule_set_approvals (rule_set, side, organisation, approved_at) VALUES (:1, 'tt', :2, :now)";
const SIGNING_KEY: &str = "INSERT INTO signing_keys (id, first_seen_at) VALUES ('k', :now)";
const REACTION: &str = "INSERT INTO reaction_positions (name, n) VALUES ('r', 0)";
const CHANGE: &str = "INSERT INTO changes (n, kind, record, version, action, at) \
     VALUES (9000, 'candidate', :1, 1, 'create', :now)";
const HEAD: &str = "INSERT INTO head (id, n) VALUES (1, 0)";

fn cases_of_other_tables() -> Vec<Case> {
    let twice = |statement: &str| vec![statement.to_owned(), statement.to_owned()];
    let one = |statement: &str, from: &str, to: &str| vec![statement.replace(from, to)];
    vec![
        (Constraint::ClientId, twice(CLIENT)),
        (Constraint::RevokedToken, twice(TOKEN)),
        (Constraint::IdempotencyKey, twice(KEY)),
        (Constraint::AmendmentNumber, vec![AMENDMENT.to_owned(), AMENDMENT.replace(":1", ":2")]),
        (Constraint::AuditEntryNumber, twice(AUDIT)),
        (Constraint::AmendmentId, vec![AMENDMENT.to_owned(), AMENDMENT.replace("(1,", "(2,")]),
        (Constraint::AmendmentFromOne, one(AMENDMENT, "(1,", "(0,")),
        (Constraint::UnmappedText, twice(TEXT)),
        (Constraint::Tombstone, twice(TOMBSTONE)),
        (Constraint::TombstoneSeenBy, one(TOMBSTONE, "'owner'", "'nobody'")),
        (Constraint::SeenProfileEmployer, vec![SEEN.to_owned()]),
        (Constraint::AskedPayEmployer, vec![ASKED.to_owned()]),
        (Constraint::ServerId, twice(SERVER)),
        (Constraint::SigningKeyId, twice(SIGNING_KEY)),
        (Constraint::ReactionName, twice(REACTION)),
        (Constraint::ChangeNumber, twice(CHANGE)),
        (Constraint::Head, vec![HEAD.to_owned()]),
        (Constraint::OneHead, one(HEAD, "(1,", "(2,")),
    ]
}

const WARNING: &str =
    "INSERT INTO rule_warnings (rule_set, ends_on, days) VALUES (:1, '2026-12-31', 30)";

fn cases_of_rule_sets() -> Vec<Case> {
    let approvals = |second: &str, from: &str, to: &str| {
        vec![RULE_SET.to_owned(), APPROVAL.to_owned(), second.replace(from, to)]
    };
    vec![
        (Constraint::RuleSetId, vec![RULE_SET.to_owned(), RULE_SET.replace("'n'", "'m'")]),
        (Constraint::RuleSetName, vec![RULE_SET.to_owned(), RULE_SET.replace(":1", ":2")]),
        (Constraint::RuleSetSide, approvals(APPROVAL, ":2", ":3")),
        (Constraint::RuleSetApprover, approvals(APPROVAL, "'tt'", "'uz'")),
        (Constraint::ApprovedRuleSet, vec![APPROVAL.to_owned()]),
        (Constraint::KnownSide, vec![RULE_SET.to_owned(), APPROVAL.replace("'tt'", "'xx'")]),
        (
            Constraint::RuleWarning,
            vec![RULE_SET.to_owned(), WARNING.to_owned(), WARNING.to_owned()],
        ),
        (Constraint::RuleWarningSet, vec![WARNING.to_owned()]),
    ]
}

const WORKFORCE: &str = "INSERT INTO workforce_reports \
     (n, employer, okved, total, foreign_workers, not_counted, as_of, recorded_at) \
     VALUES (1, :8, '41', 10, 5, 5, '2026-11-24', :now)";
const CHECK: &str = "INSERT INTO compliance_checks (id, employer, vacancy, at, cause, result, rule_set, checked_at, body) \
     VALUES (:1, :8, :3, '2026-11-24', 'asked', 'pass', NULL, :now, '{}')";

fn cases_of_compliance() -> Vec<Case> {
    let twice = |statement: &str| vec![statement.to_owned(), statement.to_owned()];
    let one = |statement: &str, from: &str, to: &str| vec![statement.replace(from, to)];
    vec![
        (Constraint::WorkforceReportNumber, twice(WORKFORCE)),
        (Constraint::WorkforceEmployer, one(WORKFORCE, ":8", ":7")),
        (Constraint::WorkforceAddsUp, one(WORKFORCE, "10, 5, 5", "10, 11, 5")),
        (Constraint::ComplianceCheckId, twice(CHECK)),
        (Constraint::CheckedEmployer, one(CHECK, ":8", ":7")),
        (Constraint::CheckingRuleSet, one(CHECK, "NULL", ":6")),
        (Constraint::CheckCause, one(CHECK, "'asked'", "'guessed'")),
        (
            Constraint::CheckedSubject,
            vec![CHECK.replace("body)", "body, subject)").replace("'{}')", "'{}', 'worker')")],
        ),
        (Constraint::CheckResult, one(CHECK, "'pass'", "'warn'")),
    ]
}

fn cases_of_jobs() -> Vec<Case> {
    let started = JOB.replace("'queued', 1, :now, :now, NULL", "'running', 1, :now, :now, :now");
    let ended = started.replace(":now, :now, :now, NULL", ":now, :now, :now, :now");
    let other = |statement: &str, from: &str, to: &str| vec![statement.replacen(from, to, 1)];
    let results = |second: String| vec![JOB.to_owned(), RESULT.to_owned(), second];
    vec![
        (Constraint::JobId, vec![JOB.to_owned(), JOB.to_owned()]),
        (Constraint::Version, other(JOB, "'queued', 1", "'queued', 0")),
        (Constraint::JobStatus, other(&ended, "'running'", "'resting'")),
        (Constraint::JobDone, other(JOB, "0, 0", "0, 1")),
        (Constraint::JobStarted, other(JOB, "'queued'", "'running'")),
        (Constraint::JobFinished, other(&started, "'running'", "'finished'")),
        (Constraint::JobErased, other(JOB, "NULL, 0, 0", ":now, 0, 0")),
        (Constraint::JobFailure, other(JOB, "0, 0, NULL, NULL", "0, 0, NULL, 'why'")),
        (Constraint::JobLease, other(&started, "NULL, :now, NULL", ":4, :now, NULL")),
        (Constraint::JobResultNumber, results(RESULT.replace(":3", ":4"))),
        (Constraint::JobResultItem, results(RESULT.replace("0,", "1,"))),
        (Constraint::JobOfResult, vec![RESULT.to_owned()]),
        (Constraint::JobResultFromZero, vec![JOB.to_owned(), RESULT.replace("0,", "-1,")]),
    ]
}

fn cases_of_consents() -> Vec<Case> {
    let candidate = document("candidates", 4, 9, "NULL", "{}");
    let case = |constraint, from: &str, to: &str| {
        (constraint, vec![candidate.clone(), CONSENT.replacen(from, to, 1)])
    };
    vec![
        (
            Constraint::ConsentNumber,
            vec![candidate.clone(), CONSENT.to_owned(), CONSENT.to_owned()],
        ),
        case(Constraint::ConsentCandidate, ":4", ":7"),
        case(Constraint::ConsentPurpose, "matching", "anything"),
        case(Constraint::ConsentOfThePast, "'', :now", "'', :then"),
        case(Constraint::ConsentWithdrawn, ":now, NULL", ":now, :then"),
        case(Constraint::ConsentCovers, "''", "'names'"),
    ]
}

fn cases_of_readings() -> Vec<Case> {
    let candidate = document("candidates", 4, 9, "NULL", "{}");
    let case = |constraint, from: &str, to: &str| {
        (constraint, vec![candidate.clone(), READING.replacen(from, to, 1)])
    };
    vec![
        (
            Constraint::DisclosureNumber,
            vec![candidate.clone(), READING.to_owned(), READING.to_owned()],
        ),
        case(Constraint::DisclosedCandidate, ":4", ":7"),
        (Constraint::LegalHoldNumber, vec![candidate.clone(), HOLD.to_owned(), HOLD.to_owned()]),
        (Constraint::LegalHoldCandidate, vec![candidate.clone(), HOLD.replace(":4", ":7")]),
        (Constraint::LegalHoldState, vec![candidate.clone(), HOLD.replace("'set'", "'forgotten'")]),
        (Constraint::VerificationCode, vec![CODE.to_owned(), CODE.replace(":3", ":4")]),
        (Constraint::CodeOfRecord, vec![CODE.to_owned(), CODE.replace("'c'", "'d'")]),
        (Constraint::VerifiedKind, vec![CODE.replace("'vacancy'", "'worker'")]),
        case(Constraint::DisclosingEmployer, ":8", ":7"),
        case(Constraint::DisclosureOfSomething, "'names'", "''"),
    ]
}

fn cases_of_merges() -> Vec<Case> {
    let [one, other] = [4, 5].map(|id| document("candidates", id, 9, "NULL", "{}"));
    let with = |rows: &[String]| [&[one.clone(), other.clone()], rows].concat();
    let merged = MERGE.to_owned();
    let undone = merged.replace("'merged'", "'undone'");
    let next = merged.replace("(1, ", "(2, ");
    vec![
        (Constraint::MergeNumber, with(&[merged.clone(), undone])),
        (Constraint::MergedCandidate, with(&[merged.replace(":4", ":7")])),
        (Constraint::MergeState, with(&[merged.clone(), next.replace("'merged'", "'torn'")])),
        (Constraint::MergeOfTwo, with(&[merged.replace(":5", ":4")])),
        (Constraint::Double, with(&[DOUBLE.to_owned(), DOUBLE.to_owned()])),
        (Constraint::DoubleCandidate, with(&[DOUBLE.replace(":4", ":7")])),
        (Constraint::DoubleRegistered, with(&[DOUBLE.replace(":5", ":7")])),
    ]
}

fn cases_of_identities() -> Vec<Case> {
    let candidate = |id| document("candidates", id, 9, "NULL", "{}");
    let (one, two) = (IDENTITY.to_owned(), IDENTITY.replace(":4", ":5"));
    let with = |last: String| vec![candidate(4), candidate(5), one.clone(), last];
    let marked = |last: String| {
        vec![candidate(4), candidate(5), one.clone(), two.clone(), MARK.to_owned(), last]
    };
    vec![
        (Constraint::SubjectKey, vec![SUBJECT_KEY.to_owned(), SUBJECT_KEY.to_owned()]),
        (Constraint::Identity, with(one.clone())),
        (Constraint::IdentityCandidate, with(IDENTITY.replace(":4", ":7"))),
        (Constraint::Version, with(two.replace(", 1, ", ", 0, "))),
        (Constraint::IdentityMark, marked(MARK.replace("passport", "person"))),
        (Constraint::MarkedIdentity, with(MARK.replace(":4", ":5"))),
        (Constraint::MarkKind, with(MARK.replace("passport", "shoe_size"))),
        (Constraint::IdentityDocument, marked(MARK.replace(":4", ":5"))),
    ]
}

/// A vacancy and a candidate, what stands between them already, and a statement about both that breaks a constraint.
fn about_a_pair(statement: &str, past: String, cases: &[(Constraint, &str, &str)]) -> Vec<Case> {
    let pair =
        [document("vacancies", 3, 8, "NULL", "{}"), document("candidates", 4, 9, "NULL", "{}")];
    let before: Vec<String> = pair.into_iter().chain([past]).collect();
    let case = |(constraint, from, to): &(Constraint, &str, &str)| {
        (*constraint, [before.clone(), vec![statement.replacen(from, to, 1)]].concat())
    };
    cases.iter().map(case).collect()
}

fn cases_of_disclosures() -> Vec<Case> {
    let past = DISCLOSURE.replace(":1", ":2").replace("'requested'", "'declined'");
    let open = DISCLOSURE.replace(":1", ":5");
    let mut cases = about_a_pair(
        DISCLOSURE,
        past,
        &[
            (Constraint::DisclosureRequestId, ":1", ":2"),
            (Constraint::DisclosureEmployer, ":8", ":7"),
            (Constraint::DisclosureAgency, ":9", ":7"),
            (Constraint::DisclosureVacancy, ":3", ":7"),
            (Constraint::DisclosureCandidate, ":4", ":7"),
            (Constraint::DisclosureStatus, "'requested'", "'forgotten'"),
            (Constraint::DisclosureTime, "'requested'", "'approved'"),
            (Constraint::Version, "'requested', 1", "'requested', 0"),
        ],
    );
    cases.extend(about_a_pair(DISCLOSURE, open, &[(Constraint::OpenDisclosureRequest, "", "")]));
    cases
}

fn cases_of_applications() -> Vec<Case> {
    let past = APPLICATION.replace(":1", ":2").replace("'draft'", "'closed'");
    let past =
        past.replace("origin)", "origin, closing)").replace("'agency')", "'agency', 'duplicate')");
    let open = APPLICATION.replace(":1", ":5");
    let mut cases = about_a_pair(
        APPLICATION,
        past,
        &[
            (Constraint::ApplicationId, ":1", ":2"),
            (Constraint::ApplicationEmployer, ":8", ":7"),
            (Constraint::ApplicationAgency, ":9", ":7"),
            (Constraint::ApplicationVacancy, ":3", ":7"),
            (Constraint::ApplicationCandidate, ":4", ":7"),
            (Constraint::ApplicationStatus, "'draft'", "'forgotten'"),
            (Constraint::ApplicationOrigin, "'agency'", "'chance'"),
            (Constraint::ApplicationClosing, "'draft'", "'closed'"),
            (Constraint::Version, "'draft', 1", "'draft', 0"),
        ],
    );
    cases.extend(about_a_pair(APPLICATION, open, &[(Constraint::LiveApplication, "", "")]));
    cases
}

/// Checks of SQLite: in PostgreSQL the type of the column holds them.
fn cases_of_json() -> Vec<Case> {
    let case = |statement: String| (Constraint::Json, vec![statement]);
    let with_job = |statement: String| (Constraint::Json, vec![JOB.to_owned(), statement]);
    let mut cases = vec![
        case(KEY.replace("'{}'", "'no'")),
        case(JOB.replace("'{}'", "'no'")),
        case(JOB.replace("0, 0, NULL", "0, 0, 'no'")),
        with_job(RESULT.replace("'[]'", "'no'")),
        case(CHECK.replace("'{}'", "'no'")),
    ];
    cases
        .extend(TABLES.iter().map(|&(table, _, owner)| case(fresh(table, 1, owner, "NULL", "no"))));
    cases
}

/// Breaks a constraint, and gives what the database called it.
fn broken(sql: &mut Sql, (constraint, statements): &Case) -> String {
    sql.run("BEGIN").unwrap();
    let statements: Vec<String> = organisations().into_iter().chain(statements.clone()).collect();
    let (last, before) = statements.split_last().unwrap();
    for statement in before {
        sql.run(statement).unwrap();
    }
    let error = sql.run(last).unwrap_err();
    sql.run("ROLLBACK").unwrap();
    let Error::DatabaseError(_, told) = &error else { panic!("{error}") };
    let name = told.constraint_name().unwrap_or(told.message()).to_owned();
    let known = match StoreError::from(error) {
        StoreError::Taken(known)
        | StoreError::Unfit(known)
        | StoreError::DanglingReference(Some(known)) => known,
        StoreError::DanglingReference(None) if matches!(sql, Sql::Sqlite(_)) => *constraint,
        other => panic!("{last}: {other}"),
    };
    assert_eq!(known, *constraint, "{last}");
    name
}

/// The names of all keys and checks of a PostgreSQL schema.
const IN_POSTGRES: &str = "SELECT conname AS text FROM pg_constraint \
     WHERE contype IN ('p', 'u', 'f', 'c') AND conrelid::regclass::text <> '__diesel_schema_migrations' \
     AND connamespace = 'public'::regnamespace \
     UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid \
     WHERE indisunique AND relnamespace = 'public'::regnamespace AND indrelid::regclass::text <> '__diesel_schema_migrations'";

/// What SQLite says when a unique key of a table is broken; numbers that are rows' own ids are no index.
const IN_SQLITE: &str = "SELECT 'UNIQUE constraint failed: ' || coalesce( \
         (SELECT group_concat(t.name || '.' || c.name, ', ') FROM (SELECT name FROM pragma_index_info(i.name) \
          ORDER BY seqno) c WHERE c.name IS NOT NULL), 'index ''' || i.name || '''') AS text \
     FROM sqlite_master t, pragma_index_list(t.name) i \
     WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' AND i.\"unique\" = 1";

on_both! {
    fn every_key_and_check_is_known_by_its_name(app) {
        let mut sql = Sql::of(app);
        let mut cases = cases_of_documents();
        cases.extend(cases_of_other_tables());
        cases.extend(cases_of_consents());
        cases.extend(cases_of_readings());
        cases.extend(cases_of_deadlines());
        cases.extend(cases_of_papers());
        cases.extend(cases_of_checks());
        cases.extend(cases_of_ways());
        cases.extend(cases_of_saved_searches());
        cases.extend(cases_of_selection());
        cases.extend(cases_of_employment());
        cases.extend(cases_of_appeals());
        cases.extend(cases_of_fees());
        cases.extend(cases_of_benefit_claims());
        cases.extend(cases_of_complaints());
        cases.extend(cases_of_identities());
        cases.extend(cases_of_merges());
        cases.extend(cases_of_disclosures());
        cases.extend(cases_of_applications());
        cases.extend(cases_of_allotments());
        cases.extend(cases_of_allocations());
        cases.extend(cases_of_offers());
        cases.extend(cases_of_contracts());
        cases.extend(cases_of_learning());
        cases.extend(cases_of_figures());
        cases.extend(cases_of_the_roadmap());
        cases.extend(cases_of_rule_sets());
        cases.extend(cases_of_signals());
        cases.extend(cases_of_compliance());
        cases.extend(cases_of_suspensions());
        cases.extend(cases_of_jobs());
        cases.extend(cases_of_workers());
        cases.extend(webhook_rows::cases(CLIENT));
        cases.extend(import_rows::cases(JOB));
        if matches!(sql, Sql::Sqlite(_)) {
            cases.extend(cases_of_json());
            cases.extend(cases_of_their_json());
            cases.extend(cases_of_learned_json());
        }
        let broken: BTreeSet<String> = cases.iter().map(|case| broken(&mut sql, case)).collect();
        let all = sql.either(IN_POSTGRES, IN_SQLITE).to_owned();
        let forgotten: Vec<String> =
            sql.texts(&all).into_iter().filter(|name| !broken.contains(name)).collect();
        assert!(forgotten.is_empty(), "no case breaks {forgotten:?}");
        assert!(broken.len() > 20, "{broken:?}");
    }
}
