//! Applications: somebody is put forward for a vacancy, and chosen or not. One state machine, seen from each side.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    programme::{allocation::AllocationId, closing::ClosingReason, job_order::JobOrderId},
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
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
        /// Over, for a reason.
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

type ApplicationMove = Move<ApplicationStatus, ApplicationBody>;

const EMPLOYER: &[Relation] = &[Relation::Owner];
const SYSTEM: &[Relation] = &[Relation::System];
const SUBMITTED: ApplicationMove = Move {
    to: ApplicationStatus::Submitted,
    by: &[Relation::Party],
    needs: &[
        needs(ApplicationNeed::OrderApproved),
        needs(ApplicationNeed::VacancyPublished),
        needs(ApplicationNeed::CandidateAvailable),
        needs(ApplicationNeed::MatchingConsent),
    ],
};
const TO_GO_ON: &[Need<ApplicationBody>] = &[
    Need::OwnerInGoodStanding,
    needs(ApplicationNeed::OrderApproved),
    needs(ApplicationNeed::VacancyOpen),
    needs(ApplicationNeed::MatchingConsent),
];
const SHORTLISTED: ApplicationMove = forward(ApplicationStatus::Shortlisted);
const INTERVIEW: ApplicationMove = forward(ApplicationStatus::Interview);
/// These follow from what becomes of offers and contracts.
const CONTRACT_OFFERED: ApplicationMove =
    Move { to: ApplicationStatus::ContractOffered, by: SYSTEM, needs: TO_GO_ON };
const CONTRACT_SIGNED: ApplicationMove = Move::by(SYSTEM, ApplicationStatus::ContractSigned);
const NOT_OFFERED: ApplicationMove = Move::by(SYSTEM, ApplicationStatus::Selected);
const SELECTED: ApplicationMove = Move {
    to: ApplicationStatus::Selected,
    by: EMPLOYER,
    needs: &[
        Need::OwnerInGoodStanding,
        needs(ApplicationNeed::OrderApproved),
        needs(ApplicationNeed::VacancyOpen),
        needs(ApplicationNeed::MatchingConsent),
        needs(ApplicationNeed::OpenSeat),
    ],
};
/// Whom an allocation puts forward is chosen by that.
const ALLOCATED: ApplicationMove = Move { by: SYSTEM, ..SELECTED };
const CLOSED: ApplicationMove = Move::by(
    &[Relation::Owner, Relation::Party, Relation::Worker, Relation::Operator, Relation::System],
    ApplicationStatus::Closed,
);

const fn needs(one: ApplicationNeed) -> Need<ApplicationBody> {
    Need::Beside(one.as_str())
}

/// A step of the employer towards a choice.
const fn forward(to: ApplicationStatus) -> ApplicationMove {
    Move { to, by: EMPLOYER, needs: TO_GO_ON }
}

impl ApplicationStatus {
    /// Whether a seat of the vacancy is held.
    pub const fn holds_seat(self) -> bool {
        matches!(self, Self::Selected) || self.is_offered()
    }

    /// Whether the employer is bound by terms, so that what ends it ends them.
    pub const fn is_offered(self) -> bool {
        matches!(self, Self::ContractOffered | Self::ContractSigned)
    }

    /// How it stands, in the worker's words. Of what the agency has not answered the worker hears from the agency.
    pub const fn for_worker(self) -> Option<WorkerStatus> {
        match self {
            Self::Draft => None,
            Self::Submitted => Some(WorkerStatus::Received),
            Self::Shortlisted => Some(WorkerStatus::UnderReview),
            Self::Interview => Some(WorkerStatus::Invited),
            Self::Selected | Self::ContractOffered => Some(WorkerStatus::Chosen),
            Self::ContractSigned => Some(WorkerStatus::Preparing),
            Self::Closed => Some(WorkerStatus::Closed),
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
            Self::ContractSigned => Some(WorkerStep::PrepareToLeave),
            Self::Closed => Some(WorkerStep::Nothing),
        }
    }
}

impl Format for ApplicationBody {}

impl Resource for ApplicationBody {
    type Status = ApplicationStatus;
    const KIND: RecordKind = RecordKind::Application;
    const OWNER: Role = Role::Employer;
    const PARTIES: &'static [Role] = &[Role::Agency];
    const IS_WORKERS: bool = true;
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [ApplicationStatus] = ApplicationStatus::ALL;
    const INITIAL: ApplicationStatus = ApplicationStatus::Draft;
    const PUBLIC: Option<ApplicationStatus> = None;

    fn moves(from: ApplicationStatus) -> &'static [ApplicationMove] {
        match from {
            ApplicationStatus::Draft => &[SUBMITTED, CLOSED],
            ApplicationStatus::Submitted => &[SHORTLISTED, ALLOCATED, CLOSED],
            ApplicationStatus::Shortlisted => &[INTERVIEW, CLOSED],
            ApplicationStatus::Interview => &[SELECTED, CLOSED],
            ApplicationStatus::Selected => &[CONTRACT_OFFERED, CLOSED],
            ApplicationStatus::ContractOffered => &[NOT_OFFERED, CONTRACT_SIGNED, CLOSED],
            ApplicationStatus::ContractSigned => &[CLOSED],
            ApplicationStatus::Closed => &[],
        }
    }

    fn is_editable(_status: ApplicationStatus) -> bool {
        false
    }

    fn is_deletable(_status: ApplicationStatus) -> bool {
        false
    }

    fn parties(&self) -> Vec<Uuid> {
        vec![self.agency]
    }

    fn worker(&self) -> Option<Uuid> {
        Some(self.candidate.0)
    }

    fn explain(
        &mut self,
        to: ApplicationStatus,
        by: Relation,
        reason: Option<&str>,
    ) -> Result<(), FieldError> {
        if to == ApplicationStatus::Closed {
            self.closing = Some(ClosingReason::given(reason, by)?);
        }
        Ok(())
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
