//! Applications: somebody is put forward for a vacancy, and chosen or not. One state machine, seen from each side.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    programme::{allocation::AllocationId, closing::ClosingReason, job_order::JobOrderId},
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{Record, id::Id},
    values::words::words,
};

words! {
    /// The state of an application.
    ApplicationStatus {
        /// The employer has invited; the agency has not answered for the worker.
        Draft = "draft",
        /// Put forward.
        Submitted = "submitted",
        /// The employer looks closer.
        Shortlisted = "shortlisted",
        /// The employer talks with the worker, or tests.
        Interview = "interview",
        /// Chosen: a seat of the vacancy is held.
        Selected = "selected",
        /// Terms are offered, or accepted.
        ContractOffered = "contract_offered",
        /// A contract is signed that keeps what was accepted.
        ContractSigned = "contract_signed",
        /// Taught what there is to know before setting out.
        PredepartureTrained = "predeparture_trained",
        /// On the way.
        Departed = "departed",
        /// In Tatarstan.
        Arrived = "arrived",
        /// Registered at the place of stay.
        MigrationRegistered = "migration_registered",
        /// Holds the document without which nobody works.
        WorkDocumentIssued = "work_document_issued",
        /// At work.
        Working = "working",
        /// The work is over; the way home, or to other work, is open.
        ContractEnded = "contract_ended",
        /// Home again.
        Returned = "returned",
        /// Goes on to work for the same employer, by a new application.
        Renewed = "renewed",
        /// Goes on to work for another employer, by a new application.
        Transferred = "transferred",
        /// Over before the work was, for a reason.
        Closed = "closed",
    }
}

words! {
    /// Who began an application.
    ApplicationOrigin {
        /// The employer, by an invitation to a match.
        Invitation = "invitation",
        /// The candidate's agency, or for it an allocation.
        Agency = "agency",
    }
}

words! {
    /// How an application stands, in the worker's words.
    WorkerStatus {
        /// The employer has it.
        Received = "received",
        /// The employer looks closer.
        UnderReview = "under_review",
        /// To an interview or a test.
        Invited = "invited",
        /// A seat is held.
        Chosen = "chosen",
        /// The contract is signed.
        Preparing = "preparing",
        /// On the way.
        Travelling = "travelling",
        /// In Tatarstan.
        Settled = "settled",
        /// Over.
        Closed = "closed",
    }
}

words! {
    /// What comes next, and who does it, as a worker is told.
    WorkerStep {
        /// The employer looks at it.
        EmployerReads = "employer_reads",
        /// The employer invites, or says no.
        EmployerDecides = "employer_decides",
        /// To come to the interview or the test.
        ComeToInterview = "come_to_interview",
        /// The employer offers terms.
        EmployerOffers = "employer_offers",
        /// To read what is offered and answer in the own channel, or, once that was yes, to sign.
        AnswerOffer = "answer_offer",
        /// To get ready for the journey.
        PrepareToLeave = "prepare_to_leave",
        /// To say on which day they came in.
        TellArrival = "tell_arrival",
        /// To be registered at the place of stay.
        BeRegistered = "be_registered",
        /// To get the document without which nobody works.
        GetWorkDocument = "get_work_document",
        /// The work begins once each check is in order.
        BeginWork = "begin_work",
        /// To work.
        Work = "work",
        /// To go home, or on to other work.
        ReturnOrGoOn = "return_or_go_on",
        /// Nothing.
        Nothing = "nothing",
    }
}

words! {
    /// What an application needs of other records.
    ApplicationNeed {
        /// The vacancy is public.
        VacancyPublished = "vacancy_published",
        /// The vacancy is neither over nor given up.
        VacancyOpen = "vacancy_open",
        /// The candidate looks for work.
        CandidateAvailable = "candidate_available",
        /// The candidate's consent to matching stands.
        MatchingConsent = "matching_consent",
        /// A seat of the vacancy is open.
        OpenSeat = "open_seat",
        /// The job order that the vacancy stands under is approved, if there is one.
        OrderApproved = "order_approved",
        /// Every check that a contract asks for is in order.
        GateForContract = "gate_for_contract",
        /// Every check that a departure asks for is in order.
        GateForDeparture = "gate_for_departure",
        /// Every check that the work asks for is in order.
        GateForWork = "gate_for_work",
        /// A contract is in force that keeps what was promised, or that the worker has agreed to.
        ContractInForce = "contract_in_force",
        /// A seat on a trip.
        SeatOnTrip = "seat_on_trip",
        /// A registration of the worker is recorded that holds.
        RegistrationDocument = "registration_document",
        /// A work document of the worker is recorded that holds, and holds for this work.
        WorkDocument = "work_document",
        /// The worker is put forward by another application under another approved job order, to this employer.
        OrderOfEmployer = "order_of_employer",
        /// The worker is put forward by another application under an approved job order of another employer.
        OrderOfOther = "order_of_other",
    }
}

/// Who is put forward for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationBody {
    /// The employer's vacancy.
    pub vacancy: VacancyId,
    /// The candidate.
    pub candidate: CandidateId,
    /// The candidate's agency.
    pub agency: Uuid,
    /// Who began it.
    pub origin: ApplicationOrigin,
    /// Why it is over; `None` while it is not.
    pub closing: Option<ClosingReason>,
    /// The job order that the vacancy has heads of, if there is one.
    #[serde(default)]
    pub order: Option<JobOrderId>,
    /// The allocation that put the candidate forward, if one did.
    #[serde(default)]
    pub allocation: Option<AllocationId>,
}

/// A stored application.
pub type Application = Record<ApplicationBody>;
/// The id of an application.
pub type ApplicationId = Id<ApplicationBody>;

/// What an application needs to be put forward.
pub const TO_SUBMIT: [ApplicationNeed; 4] = [
    ApplicationNeed::OrderApproved,
    ApplicationNeed::VacancyPublished,
    ApplicationNeed::CandidateAvailable,
    ApplicationNeed::MatchingConsent,
];

impl ApplicationStatus {
    /// The states in which it is not over, so that what ends it is a closing.
    pub fn open() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|state| state.is_open())
    }

    /// Whether it is not over, and neither is the work.
    pub const fn is_open(self) -> bool {
        use ApplicationStatus::{Closed, ContractEnded, Renewed, Returned, Transferred};
        !matches!(self, ContractEnded | Returned | Renewed | Transferred | Closed)
    }

    /// Whether a seat of the vacancy is held.
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Selected) || self.is_offered()
    }

    /// Whether the employer is bound by terms, so that what ends it ends them.
    pub const fn is_offered(self) -> bool {
        matches!(self, Self::ContractOffered) || self.has_signed()
    }

    /// Whether a contract is signed, and the work is not over.
    pub const fn has_signed(self) -> bool {
        matches!(self, Self::ContractSigned | Self::PredepartureTrained) || self.has_set_out()
    }

    /// Whether the worker has set out, and the work is not over.
    pub const fn has_set_out(self) -> bool {
        use ApplicationStatus as Status;
        matches!(
            self,
            Status::Departed
                | Status::Arrived
                | Status::MigrationRegistered
                | Status::WorkDocumentIssued
                | Status::Working
        )
    }

    /// Whether the worker has set out and was not turned back: on the way, at work, or with the work behind.
    pub const fn has_gone(self) -> bool {
        use ApplicationStatus::{ContractEnded, Renewed, Returned, Transferred};
        self.has_set_out() || matches!(self, ContractEnded | Returned | Renewed | Transferred)
    }

    /// How it stands, in the worker's words. Of what the agency has not answered the worker hears from the agency.
    pub const fn for_worker(self) -> Option<WorkerStatus> {
        match self {
            Self::Draft => None,
            Self::Submitted => Some(WorkerStatus::Received),
            Self::Shortlisted => Some(WorkerStatus::UnderReview),
            Self::Interview => Some(WorkerStatus::Invited),
            Self::Selected | Self::ContractOffered => Some(WorkerStatus::Chosen),
            Self::ContractSigned | Self::PredepartureTrained => Some(WorkerStatus::Preparing),
            Self::Departed => Some(WorkerStatus::Travelling),
            Self::Arrived
            | Self::MigrationRegistered
            | Self::WorkDocumentIssued
            | Self::Working => Some(WorkerStatus::Settled),
            Self::ContractEnded
            | Self::Returned
            | Self::Renewed
            | Self::Transferred
            | Self::Closed => Some(WorkerStatus::Closed),
        }
    }
}

impl ApplicationStatus {
    /// What comes next, as the worker is told.
    pub const fn next_step(self) -> Option<WorkerStep> {
        match self {
            Self::Draft => None,
            Self::Submitted => Some(WorkerStep::EmployerReads),
            Self::Shortlisted => Some(WorkerStep::EmployerDecides),
            Self::Interview => Some(WorkerStep::ComeToInterview),
            Self::Selected => Some(WorkerStep::EmployerOffers),
            Self::ContractOffered => Some(WorkerStep::AnswerOffer),
            Self::ContractSigned | Self::PredepartureTrained => Some(WorkerStep::PrepareToLeave),
            Self::Departed => Some(WorkerStep::TellArrival),
            Self::Arrived => Some(WorkerStep::BeRegistered),
            Self::MigrationRegistered => Some(WorkerStep::GetWorkDocument),
            Self::WorkDocumentIssued => Some(WorkerStep::BeginWork),
            Self::Working => Some(WorkerStep::Work),
            Self::ContractEnded => Some(WorkerStep::ReturnOrGoOn),
            Self::Returned | Self::Renewed | Self::Transferred | Self::Closed => {
                Some(WorkerStep::Nothing)
            }
        }
    }
}
