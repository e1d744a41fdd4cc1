//! Documents as releases have written them: `<kind>-<format>.json`, one of every kind and format. They load for ever.

use std::{collections::BTreeMap, path::PathBuf};

use koprik::{
    app::edition::amendment::ImportedFile,
    domain::{
        casework::{
            advice::AdvisoryCaseBody,
            centre::CentreBody,
            complaint::{ComplaintBody, Words},
            guide::GuideBody,
        },
        integration::import::ImportBody,
        job::Job,
        law::benefit::BenefitClaimBody,
        law::compliance::CheckBody,
        learning::{
            course::CourseBody, enrolment::EnrolmentBody, equivalence::EquivalenceBody,
            recognition::RecognitionBody,
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        programme::{
            allocation::{AllocationBody, AllocationRunBody},
            application::ApplicationBody,
            contract::ContractBody,
            group::GroupBody,
            job_order::JobOrderBody,
            offer::OfferBody,
            partnership::PartnershipBody,
            roadmap::{indicator::IndicatorBody, measure::MeasureBody, meeting::MeetingBody},
            selection_session::SelectionSessionBody,
            trip::TripBody,
        },
        recruitment::{
            candidate::CandidateBody, match_run::MatchRunBody, saved_search::SavedSearchBody,
            vacancy::VacancyBody,
        },
        resource::{Record, RecordKind, format::Format},
        trust::{
            consent::ConsentEntry, disclosure_request::DisclosureRequestBody, identity::Identity,
            worker_session::WorkerSession,
        },
    },
    store::format,
    taxonomy::{Learned, Mapping},
};
use serde_json::{Value, json};

use super::sql::Sql;
use crate::support::{bodies, on_both};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden")
}

fn golden(name: &str) -> String {
    std::fs::read_to_string(folder().join(format!("{name}.json"))).unwrap()
}

/// The newest format of a kind of document, and how one is read and written again.
type Kind = (u32, fn(&str) -> serde_json::Result<String>);

/// Every kind of document.
fn kinds() -> BTreeMap<&'static str, Kind> {
    fn kind<T: Format>() -> Kind {
        (T::NUMBER, |text| format::write(&format::read::<T>(text)?))
    }
    BTreeMap::from([
        ("employer", kind::<EmployerBody>()),
        ("agency", kind::<AgencyBody>()),
        ("centre", kind::<CentreBody>()),
        ("advisory_case", kind::<AdvisoryCaseBody>()),
        ("snapshot_advisory_case", kind::<Record<AdvisoryCaseBody>>()),
        ("guide", kind::<GuideBody>()),
        ("snapshot_guide", kind::<Record<GuideBody>>()),
        ("complaint", kind::<ComplaintBody>()),
        ("complaint_words", kind::<Words>()),
        ("vacancy", kind::<VacancyBody>()),
        ("candidate", kind::<CandidateBody>()),
        ("job_order", kind::<JobOrderBody>()),
        ("group", kind::<GroupBody>()),
        ("allocation", kind::<AllocationBody>()),
        ("allocation_run", kind::<AllocationRunBody>()),
        ("region_partnership", kind::<PartnershipBody>()),
        ("snapshot_region_partnership", kind::<Record<PartnershipBody>>()),
        ("measure", kind::<MeasureBody>()),
        ("indicator", kind::<IndicatorBody>()),
        ("meeting", kind::<MeetingBody>()),
        ("snapshot_measure", kind::<Record<MeasureBody>>()),
        ("snapshot_indicator", kind::<Record<IndicatorBody>>()),
        ("snapshot_meeting", kind::<Record<MeetingBody>>()),
        ("selection_session", kind::<SelectionSessionBody>()),
        ("snapshot_selection_session", kind::<Record<SelectionSessionBody>>()),
        ("trip", kind::<TripBody>()),
        ("identity", kind::<Identity>()),
        ("import", kind::<ImportBody>()),
        ("match_run", kind::<MatchRunBody>()),
        ("saved_search", kind::<SavedSearchBody>()),
        ("snapshot_saved_search", kind::<Record<SavedSearchBody>>()),
        ("compliance_check", kind::<CheckBody>()),
        ("amendment_import", kind::<ImportedFile>()),
        ("amendment_mapping", kind::<Mapping>()),
        ("amendment_learned", kind::<Learned>()),
        ("snapshot_employer", kind::<Record<EmployerBody>>()),
        ("snapshot_agency", kind::<Record<AgencyBody>>()),
        ("snapshot_centre", kind::<Record<CentreBody>>()),
        ("snapshot_complaint", kind::<Record<ComplaintBody>>()),
        ("snapshot_vacancy", kind::<Record<VacancyBody>>()),
        ("snapshot_candidate", kind::<Record<CandidateBody>>()),
        ("snapshot_disclosure_request", kind::<Record<DisclosureRequestBody>>()),
        ("snapshot_job_order", kind::<Record<JobOrderBody>>()),
        ("snapshot_allocation", kind::<Record<AllocationBody>>()),
        ("snapshot_allocation_run", kind::<Job<AllocationRunBody>>()),
        ("snapshot_trip", kind::<Record<TripBody>>()),
        ("snapshot_application", kind::<Record<ApplicationBody>>()),
        ("snapshot_group", kind::<Record<GroupBody>>()),
        ("snapshot_offer", kind::<Record<OfferBody>>()),
        ("snapshot_contract", kind::<Record<ContractBody>>()),
        ("equivalence", kind::<EquivalenceBody>()),
        ("course", kind::<CourseBody>()),
        ("snapshot_equivalence", kind::<Record<EquivalenceBody>>()),
        ("snapshot_course", kind::<Record<CourseBody>>()),
        ("snapshot_recognition", kind::<Record<RecognitionBody>>()),
        ("snapshot_enrolment", kind::<Record<EnrolmentBody>>()),
        ("snapshot_benefit_claim", kind::<Record<BenefitClaimBody>>()),
        ("snapshot_consent", kind::<ConsentEntry>()),
        ("snapshot_worker_session", kind::<WorkerSession>()),
        ("snapshot_import", kind::<Job<ImportBody>>()),
        ("snapshot_match_run", kind::<Job<MatchRunBody>>()),
    ])
}

/// Whether `document` says all that `part` says.
fn says(document: &Value, part: &Value) -> bool {
    match (document, part) {
        (Value::Object(document), Value::Object(part)) => part
            .iter()
            .all(|(name, part)| document.get(name).is_some_and(|member| says(member, part))),
        (Value::Array(document), Value::Array(part)) => {
            document.len() == part.len()
                && document.iter().zip(part).all(|(one, part)| says(one, part))
        }
        (document, part) => document == part,
    }
}

#[test]
fn every_format_of_every_kind_has_a_golden_document_that_loads() {
    let mut expected = Vec::new();
    for (kind, (newest, read_and_write)) in kinds() {
        for number in 1..=newest {
            let (name, text) = (format!("{kind}-{number}"), golden(&format!("{kind}-{number}")));
            let document: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(document["format"], number, "{name}");
            let again = read_and_write(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            if number == newest {
                let again: Value = serde_json::from_str(&again).unwrap();
                assert!(says(&again, &document), "{name} is not what it was: {again}");
            }
            expected.push(format!("{name}.json"));
        }
    }
    expected.sort();
    let mut there: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    assert_eq!(there, expected);
}

/// The kinds of records whose bodies are columns, those that have none, and rule sets, which stay the text of the file that
/// was recorded, with the format that it states; the project's own is read by the tests of law.
const NO_BODIES: &[RecordKind] = &[
    RecordKind::Client,
    RecordKind::Token,
    RecordKind::DisclosureRequest,
    RecordKind::Application,
    RecordKind::Offer,
    RecordKind::Contract,
    RecordKind::Recognition,
    RecordKind::Enrolment,
    RecordKind::Taxonomy,
    RecordKind::RuleSet,
    RecordKind::Fee,
    RecordKind::BenefitClaim,
    RecordKind::WebhookEndpoint,
];

#[test]
fn every_kind_of_record_with_a_body_has_a_golden_document() {
    for kind in RecordKind::ALL {
        let known = kinds().contains_key(kind.as_str());
        assert_eq!(known, !NO_BODIES.contains(kind), "{kind}");
    }
}

#[test]
fn a_document_from_before_there_were_numbers_has_format_one() {
    for (kind, (_, read_and_write)) in kinds() {
        let mut document: Value = serde_json::from_str(&golden(&format!("{kind}-1"))).unwrap();
        document.as_object_mut().unwrap().remove("format");
        let (one, other) = (golden(&format!("{kind}-1")), document.to_string());
        assert_eq!(read_and_write(&other).unwrap(), read_and_write(&one).unwrap(), "{kind}");
    }
}

on_both! {
    fn stored_documents_carry_the_number_of_their_format(app) {
        let (mut sql, employer) = (Sql::of(app), app.employer());
        employer.post_once("/v1/vacancies", "once", &bodies::vacancy()).expect(201);
        let agency = app.agency();
        agency.post("/v1/candidates", &bodies::candidate()).expect(201);
        employer.post("/v1/match-runs", &json!({"direction": "vacancies"})).expect(202);
        for (table, column, newest) in [
            ("employers", "body", "2"), ("agencies", "body", "1"), ("vacancies", "body", "1"), ("candidates", "body", "2"),
            ("jobs", "body", "1"), ("idempotency_keys", "snapshot", "1"),
        ] {
            let number = format!("SELECT CAST({column} ->> 'format' AS text) AS text FROM {table}");
            assert_eq!(sql.texts(&number), [newest], "{table}.{column}");
        }
    }
}
