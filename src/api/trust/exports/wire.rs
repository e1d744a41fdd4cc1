//! An export on the wire.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        law::{
            benefit_claims::wire::BenefitClaimView,
            documents::wire::WorkerDocumentView,
            duties::wire::{KeptDeadlineView, WorkerEventView},
            fees::wire::FeeView,
        },
        learning::{enrolments::wire::EnrolmentView, recognitions::wire::RecognitionView},
        programme::{
            appeals::wire::AppealView,
            applications::wire::ApplicationView,
            arrivals::wire::ArrivalView,
            checks::wire::{CheckEntryView, GateSnapshotView},
            contracts::wire::ContractView,
            employment::wire::EmploymentEntryView,
            groups::wire::MembershipView,
            offers::wire::JobOfferView,
            selection_sessions::slot_wire::{SelectionResultView, SelectionSlotView},
            trips::wire::TripSeatView,
            work_ends::wire::WorkEndView,
        },
        recruitment::candidates::wire::CandidateView,
        resource::{history::HistoryEntryView, viewed::Viewed},
        trust::{
            audit::wire::ReadingView, consents::wire::ConsentView,
            disclosure_requests::wire::DisclosureRequestView, disclosures::wire::DisclosureView,
            identities::wire::IdentityView, legal_holds::wire::LegalHoldView,
            merges::wire::MergeView, worker_sessions::wire::WorkerSessionView,
        },
    },
    app::trust::export::{Export, Kept},
    domain::{
        law::benefit::BenefitClaimBody,
        learning::{enrolment::EnrolmentBody, recognition::RecognitionBody},
        programme::{application::ApplicationBody, contract::ContractBody, offer::OfferBody},
        recruitment::candidate::CandidateBody,
        trust::disclosure_request::DisclosureRequestBody,
        values::moscow::moscow_day,
    },
};

/// Everything that is kept about a person.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct CandidateExportView {
    /// When it was put together.
    #[schema(max_length = 35)]
    exported_at: DateTime<Utc>,
    /// The profile.
    candidate: CandidateView,
    /// Who that is; `null` if it was not written.
    #[schema(required)]
    identity: Option<IdentityView>,
    /// Consents, oldest first.
    #[schema(max_items = 10_000)]
    consents: Vec<ConsentView>,
    /// Who has asked to know who that is.
    #[schema(max_items = 10_000)]
    disclosure_requests: Vec<DisclosureRequestView>,
    /// What the person was put forward for.
    #[schema(max_items = 10_000)]
    applications: Vec<ApplicationView>,
    /// What the person was offered.
    #[schema(max_items = 10_000)]
    offers: Vec<JobOfferView>,
    /// What was signed with the person.
    #[schema(max_items = 10_000)]
    contracts: Vec<ContractView>,
    /// What of the person's qualifications is recognised.
    #[schema(max_items = 10_000)]
    recognitions: Vec<RecognitionView>,
    /// The courses that the person is enrolled in.
    #[schema(max_items = 10_000)]
    enrolments: Vec<EnrolmentView>,
    /// Who has read it, oldest first.
    #[schema(max_items = 10_000)]
    disclosures: Vec<DisclosureView>,
    /// Legal holds, oldest first.
    #[schema(max_items = 10_000)]
    legal_holds: Vec<LegalHoldView>,
    /// Merges with other candidates, which are not named, oldest first.
    #[schema(max_items = 10_000)]
    merges: Vec<MergeView>,
    /// What happened to the candidate, oldest first.
    #[schema(max_items = 10_000)]
    events: Vec<WorkerEventView>,
    /// What was and is due.
    #[schema(max_items = 10_000)]
    deadlines: Vec<KeptDeadlineView>,
    /// Documents, oldest first.
    #[schema(max_items = 10_000)]
    documents: Vec<WorkerDocumentView>,
    /// What was told of checks, oldest first.
    #[schema(max_items = 10_000)]
    checks: Vec<CheckEntryView>,
    /// The gates that applications of the person went past, oldest first.
    #[schema(max_items = 10_000)]
    gate_snapshots: Vec<GateSnapshotView>,
    /// Seats on trips, oldest first.
    #[schema(max_items = 10_000)]
    trip_seats: Vec<TripSeatView>,
    /// Slots of selection sessions, oldest first.
    #[schema(max_items = 10_000)]
    selection_slots: Vec<SelectionSlotView>,
    /// What came of selection sessions, oldest first.
    #[schema(max_items = 10_000)]
    selection_results: Vec<SelectionResultView>,
    /// What was told of arrivals, oldest first.
    #[schema(max_items = 10_000)]
    arrivals: Vec<ArrivalView>,
    /// What was told of ends of work, oldest first.
    #[schema(max_items = 10_000)]
    work_ends: Vec<WorkEndView>,
    /// What the person asked to be decided again, oldest first.
    #[schema(max_items = 10_000)]
    appeals: Vec<AppealView>,
    /// What was told of the work, oldest first.
    #[schema(max_items = 10_000)]
    employment: Vec<EmploymentEntryView>,
    /// Who paid what for the recruitment, as far as the reader may see it, newest first.
    #[schema(max_items = 10_000)]
    fees: Vec<FeeView>,
    /// What the person asks of the state back, oldest first.
    #[schema(max_items = 10_000)]
    benefit_claims: Vec<BenefitClaimView>,
    /// The employers that have seen the profile of late.
    #[schema(max_items = 10_000)]
    seen_by_employers: Vec<Uuid>,
    /// The match runs of the agency that looked for vacancies for the candidate.
    #[schema(max_items = 10_000)]
    match_runs: Vec<Uuid>,
    /// Words of the profile that wait to be understood.
    #[schema(max_items = 10_000)]
    unmapped_texts: Vec<String>,
    /// What happened to the profile, oldest first.
    #[schema(max_items = 10_000)]
    history: Vec<HistoryEntryView>,
    /// The groups that the person is in, newest first.
    #[schema(max_items = 10_000)]
    groups: Vec<MembershipView>,
    /// The sessions in which the person spoke in the own channel, oldest first.
    #[schema(max_items = 10_000)]
    worker_sessions: Vec<WorkerSessionView>,
    /// Every reading of who that is, by the agency too, oldest first.
    #[schema(max_items = 10_000)]
    readings: Vec<ReadingView>,
}

impl From<Export> for CandidateExportView {
    fn from(export: Export) -> Self {
        let today = moscow_day(export.at);
        let Kept {
            consents,
            disclosures,
            legal_holds,
            merges,
            events,
            deadlines,
            documents,
            checks,
            gate_snapshots,
            trip_seats,
            selection_slots,
            selection_results,
            arrivals,
            work_ends,
            appeals,
            employment,
            fees,
            seen_by,
            match_runs,
            unmapped_texts,
            history,
            groups,
            worker_sessions,
            readings,
        } = export.kept;
        Self {
            exported_at: export.at,
            candidate: CandidateBody::view(&export.candidate),
            identity: export.identity.map(Into::into),
            consents: consents.into_iter().map(Into::into).collect(),
            disclosure_requests: export.requests.iter().map(DisclosureRequestBody::view).collect(),
            applications: export.applications.iter().map(ApplicationBody::view).collect(),
            offers: export.offers.iter().map(OfferBody::view).collect(),
            contracts: export.contracts.iter().map(ContractBody::view).collect(),
            recognitions: export.recognitions.iter().map(RecognitionBody::view).collect(),
            enrolments: export.enrolments.iter().map(EnrolmentBody::view).collect(),
            disclosures: disclosures.into_iter().map(Into::into).collect(),
            legal_holds: legal_holds.into_iter().map(Into::into).collect(),
            merges: merges.into_iter().map(Into::into).collect(),
            events: events.into_iter().map(Into::into).collect(),
            deadlines: deadlines.into_iter().map(|duty| (duty, today).into()).collect(),
            documents: documents.into_iter().map(|one| (one, today).into()).collect(),
            checks: checks.into_iter().map(|entry| (entry, None).into()).collect(),
            gate_snapshots: gate_snapshots.into_iter().map(Into::into).collect(),
            trip_seats: trip_seats.into_iter().map(Into::into).collect(),
            selection_slots: selection_slots.into_iter().map(Into::into).collect(),
            selection_results: selection_results.into_iter().map(Into::into).collect(),
            arrivals: arrivals.into_iter().map(|one| (one, None).into()).collect(),
            work_ends: work_ends.into_iter().map(|one| (one, None).into()).collect(),
            appeals: appeals.into_iter().map(|one| (one, None).into()).collect(),
            employment: employment.into_iter().map(Into::into).collect(),
            fees: fees.into_iter().map(Into::into).collect(),
            benefit_claims: export.benefit_claims.iter().map(BenefitClaimBody::view).collect(),
            seen_by_employers: seen_by,
            match_runs,
            unmapped_texts,
            history: history.into_iter().map(Into::into).collect(),
            groups: groups.into_iter().map(Into::into).collect(),
            worker_sessions: worker_sessions.into_iter().map(Into::into).collect(),
            readings: readings.into_iter().map(Into::into).collect(),
        }
    }
}
