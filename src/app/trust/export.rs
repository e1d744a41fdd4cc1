//! Everything that is kept about one person, for the person: the agency hands it out. Which tables speak of a person, and
//! in which member each is told, is in [`crate::store::erasure`].

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::fees::{FeeFilter, FeeWithCase},
        programme::groups::Membership,
        resource::{rules::ResourceRules, visible::Visible},
        trust::{identities::KeptIdentity, merges::unnamed},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Role,
        },
        law::{
            benefit::BenefitClaimBody,
            document::WorkerDocument,
            duty::{Duty, WorkerEvent},
            fee::Fee,
        },
        learning::{enrolment::EnrolmentBody, recognition::RecognitionBody},
        programme::{
            appeal::Appeal,
            application::ApplicationBody,
            arrival::Arrival,
            check::CheckEntry,
            contract::ContractBody,
            employment::EmploymentEntry,
            gate::GateSnapshot,
            offer::OfferBody,
            selection_slot::{SelectionResult, SelectionSlot},
            trip::TripSeat,
            work_end::WorkEnd,
        },
        recruitment::candidate::{CandidateBody, CandidateId},
        resource::{Record, RecordKind, reach::Reach},
        trust::{
            audit::AuditEntry, consent::ConsentEntry, disclosure::Disclosure,
            disclosure_request::DisclosureRequestBody, legal_hold::LegalHoldEntry,
            merge::MergeEntry, worker_session::WorkerSession,
        },
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        history::{Entry, History},
        jobs::results,
        law::{
            benefit_claims, documents::WorkerDocuments, duties, fees, worker_events::WorkerEvents,
        },
        learning::{enrolments, recognitions},
        ledger::Ledger,
        programme::{
            appeals::Appeals, applications, arrivals::Arrivals, checks::Checks, contracts,
            employment::EmploymentEntries, gate_snapshots::GateSnapshots, groups, offers,
            selection_results, selection_slots, trip_seats, work_ends::WorkEnds,
        },
        taxonomy::unresolved_texts,
        trust::{
            audit, consents::Consents, disclosure_requests, disclosures::Disclosures,
            legal_holds::LegalHolds, merges::Merges, seen_profiles, worker_sessions,
        },
    },
};

/// The most entries of a kind that are told; nobody has so many.
pub const MOST: usize = 10_000;

/// Everything that is kept about a candidate.
#[derive(Debug)]
pub struct Export {
    /// When it was put together.
    pub at: DateTime<Utc>,
    /// The profile.
    pub candidate: Visible<CandidateBody>,
    /// Who that is, if it was written.
    pub identity: Option<KeptIdentity>,
    /// Who has asked to know it.
    pub requests: Vec<Visible<DisclosureRequestBody>>,
    /// What the candidate was put forward for.
    pub applications: Vec<Visible<ApplicationBody>>,
    /// What the candidate was offered.
    pub offers: Vec<Visible<OfferBody>>,
    /// What was signed with the candidate.
    pub contracts: Vec<Visible<ContractBody>>,
    /// What of the candidate's qualifications is recognised.
    pub recognitions: Vec<Visible<RecognitionBody>>,
    /// The courses that the candidate is enrolled in.
    pub enrolments: Vec<Visible<EnrolmentBody>>,
    /// What the candidate asks of the state back.
    pub benefit_claims: Vec<Visible<BenefitClaimBody>>,
    /// What else is kept.
    pub kept: Kept,
}

/// What is kept about a candidate beside the profile.
#[derive(Debug)]
pub struct Kept {
    /// Consents, oldest first.
    pub consents: Vec<ConsentEntry>,
    /// Who has read who that is, oldest first.
    pub disclosures: Vec<Disclosure>,
    /// Legal holds, oldest first.
    pub legal_holds: Vec<LegalHoldEntry>,
    /// Merges, oldest first.
    pub merges: Vec<MergeEntry>,
    /// What happened to the candidate, oldest first.
    pub events: Vec<WorkerEvent>,
    /// What was and is due.
    pub deadlines: Vec<Duty>,
    /// Documents, oldest first.
    pub documents: Vec<WorkerDocument>,
    /// What was told of checks, oldest first.
    pub checks: Vec<CheckEntry>,
    /// The gates that applications went past, oldest first.
    pub gate_snapshots: Vec<GateSnapshot>,
    /// Seats on trips, oldest first.
    pub trip_seats: Vec<TripSeat>,
    /// Slots of selection sessions, oldest first.
    pub selection_slots: Vec<SelectionSlot>,
    /// What came of selection sessions, oldest first.
    pub selection_results: Vec<SelectionResult>,
    /// What was told of arrivals, oldest first.
    pub arrivals: Vec<Arrival>,
    /// What was told of ends of work, oldest first.
    pub work_ends: Vec<WorkEnd>,
    /// What the person asked to be decided again, oldest first.
    pub appeals: Vec<Appeal>,
    /// What was told of the work, oldest first.
    pub employment: Vec<EmploymentEntry>,
    /// Who paid what for the recruitment, newest first.
    pub fees: Vec<FeeWithCase>,
    /// The employers that have seen the profile of late.
    pub seen_by: Vec<Uuid>,
    /// The match runs that looked for vacancies.
    pub match_runs: Vec<Uuid>,
    /// Words of the profile that wait to be understood.
    pub unmapped_texts: Vec<String>,
    /// What happened to the profile, oldest first.
    pub history: Vec<Entry>,
    /// Groups that the person is in, newest first.
    pub groups: Vec<Membership>,
    /// Sessions in which the person spoke in the own channel, oldest first.
    pub worker_sessions: Vec<WorkerSession>,
    /// Every reading of who that is, oldest first.
    pub readings: Vec<AuditEntry>,
}

impl Kept {
    fn read(
        conn: &mut DbConnection,
        candidate: Uuid,
        fees: Reach<Fee>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            consents: Consents::list(conn, candidate, 0, MOST)?,
            disclosures: Disclosures::list(conn, candidate, 0, MOST)?,
            legal_holds: LegalHolds::list(conn, candidate, 0, MOST)?,
            merges: unnamed(Merges::list(conn, candidate, 0, MOST)?),
            events: WorkerEvents::list(conn, candidate, 0, MOST)?,
            deadlines: duties::list(conn, candidate, 0, MOST)?,
            documents: WorkerDocuments::list(conn, candidate, 0, MOST)?,
            checks: Checks::list(conn, candidate, 0, MOST)?,
            gate_snapshots: GateSnapshots::list(conn, candidate, 0, MOST)?,
            trip_seats: trip_seats::of_candidate(conn, candidate)?,
            selection_slots: selection_slots::of_candidate(conn, candidate)?,
            selection_results: selection_results::of_candidate(conn, candidate)?,
            arrivals: Arrivals::list(conn, candidate, 0, MOST)?,
            work_ends: WorkEnds::list(conn, candidate, 0, MOST)?,
            appeals: Appeals::list(conn, candidate, 0, MOST)?,
            employment: EmploymentEntries::list(conn, candidate, 0, MOST)?,
            fees: fees_of(conn, candidate, fees)?,
            seen_by: seen_profiles::seen_by(conn, candidate)?,
            match_runs: results::jobs_about(conn, RecordKind::MatchRun, candidate)?,
            unmapped_texts: unresolved_texts::of_record(conn, candidate)?,
            history: History::list(conn, (RecordKind::Candidate, candidate), 0, MOST)?,
            groups: groups_of(conn, candidate)?,
            worker_sessions: worker_sessions::of_candidate(conn, candidate, MOST)?,
            readings: audit::readings(conn, candidate, MOST)?,
        })
    }
}

/// The groups of a candidate, without those who are in them too.
fn groups_of(conn: &mut DbConnection, candidate: Uuid) -> Result<Vec<Membership>, StoreError> {
    let all = groups::of_candidate(conn, candidate)?;
    Ok(all.iter().map(|group| Membership::of(group, candidate)).collect())
}

/// The payments in reach, with their cases: what a worker reported of an agency is not handed to that agency.
fn fees_of(
    conn: &mut DbConnection,
    candidate: Uuid,
    reach: Reach<Fee>,
) -> Result<Vec<FeeWithCase>, StoreError> {
    let filter = FeeFilter { candidate: Some(candidate), ..FeeFilter::default() };
    fees::list_with_cases(conn, reach, filter, (None, MOST))
}

impl App {
    /// Everything that is kept about a candidate of the actor's agency; the audit tells of it, and so does the export.
    pub fn export_candidate(&self, actor: &Actor, id: CandidateId) -> Result<Export, AppError> {
        let candidate = self.find::<CandidateBody>(actor, id)?;
        if candidate.relation != Relation::Owner {
            return Err(Denied::Role.into());
        }
        let identity = self.open_identity(id.0)?;
        self.enter_reading(actor, "exported", id.0)?;
        let fees = actor.reach_of_shared(Role::Employer, Role::Agency);
        let all = self.store.as_server("a person is told all that is kept, whoever keeps it");
        let learned = all.read(|conn| {
            let recognitions = recognitions::about_candidate(conn, id.0)?;
            let enrolments = enrolments::about_candidate(conn, id.0)?;
            let claims = benefit_claims::about_candidate(conn, id.0)?;
            Ok::<_, AppError>((recognitions, enrolments, claims))
        })?;
        let (requests, applications, offers, contracts, kept) = all.read(|conn| {
            let requests = disclosure_requests::about_candidate(conn, id.0)?;
            let applications = applications::about_candidate(conn, id.0)?;
            let offers = offers::about_candidate(conn, id.0)?;
            let contracts = contracts::about_candidate(conn, id.0)?;
            let kept = Kept::read(conn, id.0, fees)?;
            Ok::<_, AppError>((requests, applications, offers, contracts, kept))
        })?;
        Ok(Export {
            at: self.now(),
            candidate,
            identity,
            requests: self.all_seen(actor, requests)?,
            applications: self.all_seen(actor, applications)?,
            offers: self.all_seen(actor, offers)?,
            contracts: self.all_seen(actor, contracts)?,
            recognitions: self.all_seen(actor, learned.0)?,
            enrolments: self.all_seen(actor, learned.1)?,
            benefit_claims: self.all_seen(actor, learned.2)?,
            kept,
        })
    }

    fn all_seen<R: ResourceRules>(
        &self,
        actor: &Actor,
        records: Vec<Record<R>>,
    ) -> Result<Vec<Visible<R>>, AppError> {
        records.into_iter().map(|record| self.seen(actor, record)).collect()
    }
}
