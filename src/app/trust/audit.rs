//! The audit: reading what is personal is entered before anything is shown, operators read who did what, and a check
//! follows the chain.

pub use crate::store::trust::audit::{AuditFilter, Listed};

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, resource::checked::note},
    domain::{
        access::{actor::Actor, scope::Scope},
        casework::{
            advice::AdvisoryCaseBody, centre::CentreBody, complaint::ComplaintBody,
            guide::GuideBody,
        },
        law::benefit::BenefitClaimBody,
        learning::{
            course::CourseBody, enrolment::EnrolmentBody, equivalence::EquivalenceBody,
            recognition::RecognitionBody,
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        programme::{
            allocation::AllocationBody,
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
            candidate::CandidateBody, saved_search::SavedSearchBody, vacancy::VacancyBody,
        },
        resource::{RecordKind, id::Id},
        trust::{
            audit::{AuditKey, Check, Fault, Head},
            disclosure_request::DisclosureRequestBody,
        },
    },
    store::{
        StoreError,
        backend::DbConnection,
        changes,
        records::Stored,
        trust::audit::{self, Reading},
    },
};

/// Entries that a check reads at a time.
const PAGE: usize = 1_000;

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The end of the chain.
    pub head: Head,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

impl App {
    /// Seals the audit with this key from now on. A second one is not taken.
    pub fn seal_with(&self, key: AuditKey) {
        self.writer.seal_with(key);
    }

    /// Enters that the actor reads something personal of a candidate.
    pub(in crate::app) fn enter_reading(
        &self,
        actor: &Actor,
        action: &str,
        candidate: Uuid,
    ) -> Result<(), AppError> {
        let note = note(actor, action, None, self.now());
        self.writer.run(move |tx| {
            tx.read(Reading { kind: RecordKind::Candidate, record: candidate, note });
            Ok(())
        })
    }

    /// The entries that pass a filter after number `after`, oldest first, for operators.
    pub fn audit(
        &self,
        actor: &Actor,
        filter: &AuditFilter,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Listed>, AppError> {
        actor.require(Scope::AuditRead)?;
        Ok(self.store.read_slowly(|conn| audit::list(conn, filter, after, limit))?)
    }

    /// The head of the chain, if the entry that was anchored last is still in it.
    pub fn audit_head(&self, anchored: &Head) -> Result<Result<Head, Fault>, AppError> {
        self.store.read(|conn| {
            let seal = audit::seal(conn, anchored.entry)?;
            if anchored.entry > 0 && seal.as_ref() != Some(&anchored.seal) {
                return Ok(Err(Fault::Cut(anchored.entry)));
            }
            Ok(Ok(audit::head(conn)?))
        })
    }

    /// Follows the whole chain with the key, as it was at one moment; `anchored` is a head that was kept elsewhere.
    pub fn check_audit(&self, key: AuditKey, anchored: Head) -> Result<Checked, AppError> {
        self.store.snapshot(|conn| {
            let mut check = Check::new(key, anchored);
            loop {
                let page = audit::kept(conn, check.head().entry, PAGE)?;
                if page.is_empty() {
                    break;
                }
                for kept in &page {
                    check.follow(kept);
                }
            }
            let (end, head, change) =
                (check.head().clone(), audit::head(conn)?, changes::position(conn)?);
            let faults = check.end(&head, change, |kind, record| exists(conn, kind, record))?;
            Ok(Checked { head: end, faults })
        })
    }
}

/// Whether a record is there, of a kind that can be erased.
fn exists(conn: &mut DbConnection, kind: RecordKind, record: Uuid) -> Result<bool, StoreError> {
    match kind {
        RecordKind::Employer => is_there::<EmployerBody>(conn, record),
        RecordKind::Agency => is_there::<AgencyBody>(conn, record),
        RecordKind::Vacancy => is_there::<VacancyBody>(conn, record),
        RecordKind::SavedSearch => is_there::<SavedSearchBody>(conn, record),
        RecordKind::Candidate => is_there::<CandidateBody>(conn, record),
        RecordKind::DisclosureRequest => is_there::<DisclosureRequestBody>(conn, record),
        RecordKind::Allocation => is_there::<AllocationBody>(conn, record),
        RecordKind::JobOrder => is_there::<JobOrderBody>(conn, record),
        RecordKind::RegionPartnership => is_there::<PartnershipBody>(conn, record),
        RecordKind::Measure => is_there::<MeasureBody>(conn, record),
        RecordKind::Indicator => is_there::<IndicatorBody>(conn, record),
        RecordKind::Meeting => is_there::<MeetingBody>(conn, record),
        RecordKind::SelectionSession => is_there::<SelectionSessionBody>(conn, record),
        RecordKind::Trip => is_there::<TripBody>(conn, record),
        RecordKind::Application => is_there::<ApplicationBody>(conn, record),
        RecordKind::Offer => is_there::<OfferBody>(conn, record),
        RecordKind::Contract => is_there::<ContractBody>(conn, record),
        RecordKind::Group => is_there::<GroupBody>(conn, record),
        RecordKind::Centre => is_there::<CentreBody>(conn, record),
        RecordKind::AdvisoryCase => is_there::<AdvisoryCaseBody>(conn, record),
        RecordKind::Guide => is_there::<GuideBody>(conn, record),
        RecordKind::Complaint => is_there::<ComplaintBody>(conn, record),
        RecordKind::Recognition => is_there::<RecognitionBody>(conn, record),
        RecordKind::Equivalence => is_there::<EquivalenceBody>(conn, record),
        RecordKind::Course => is_there::<CourseBody>(conn, record),
        RecordKind::Enrolment => is_there::<EnrolmentBody>(conn, record),
        RecordKind::BenefitClaim => is_there::<BenefitClaimBody>(conn, record),
        RecordKind::Client
        | RecordKind::Token
        | RecordKind::MatchRun
        | RecordKind::AllocationRun
        | RecordKind::Import
        | RecordKind::Taxonomy
        | RecordKind::RuleSet
        | RecordKind::ComplianceCheck
        | RecordKind::Fee
        | RecordKind::WebhookEndpoint => Ok(true),
    }
}

fn is_there<R: Stored>(conn: &mut DbConnection, record: Uuid) -> Result<bool, StoreError> {
    Ok(R::find(conn, Actor::System.reach(), Id::new(record))?.is_some())
}
