//! Contracts: what was signed on paper, compared with what the worker has accepted. One that breaks a promise is held.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::centre::CentreId,
    concepts::facet::Facet,
    programme::{
        application::ApplicationId,
        closing::ClosingReason,
        offer::{OfferId, WorkerWord},
        terms::{compare::Term, finding::Finding, sealed::SealedTerms},
    },
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{hex::Sha256Hex, words::words},
};

words! {
    /// The state of a contract.
    ContractStatus {
        /// In force: it keeps what was promised, or the worker has agreed to what is otherwise.
        Signed = "signed",
        /// Not in force: it breaks what was promised.
        Held = "held",
        /// Another contract took the place of this one, which was held.
        Replaced = "replaced",
        /// Over.
        Ended = "ended",
    }
}

words! {
    /// By what a contract has ended.
    ContractEnd {
        /// The employer has ended it.
        Employer = "employer",
        /// The worker has ended it, as the agency says.
        Worker = "worker",
        /// The application was closed.
        Application = "application",
    }
}

/// That a worker agrees to terms that are not those that were promised, advised by a centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The terms, each of them named.
    pub terms: Vec<Term>,
    /// The centre that advised the worker.
    pub centre: CentreId,
    /// How the centre calls the case, 1 to 100 characters.
    pub case_reference: String,
    /// What the worker said.
    pub word: WorkerWord,
}

/// What a worker says on arrival of the terms that were signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalWord {
    /// The terms that are not as signed; none where all are.
    pub broken: Vec<Term>,
    /// What the worker said.
    pub word: WorkerWord,
}

/// What was signed, and how it stands to what was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractBody {
    /// The application.
    pub application: ApplicationId,
    /// The offer that the worker has accepted.
    pub offer: OfferId,
    /// The employer's vacancy.
    pub vacancy: VacancyId,
    /// The candidate.
    pub candidate: CandidateId,
    /// The candidate's agency.
    pub agency: Uuid,
    /// The terms of the contract.
    pub sealed: SealedTerms,
    /// The hash of the terms that the worker has accepted.
    pub accepted_hash: String,
    /// The day of the signatures.
    pub signed_on: NaiveDate,
    /// SHA-256 of the signed paper, in hexadecimal.
    pub paper_hash: Sha256Hex,
    /// What it breaks of what was promised.
    pub findings: Vec<Finding>,
    /// That the worker agrees to it all the same.
    pub agreement: Option<Agreement>,
    /// By what it has ended; `None` while it has not.
    pub end: Option<ContractEnd>,
    /// What the worker says of it on arrival.
    #[serde(default)]
    pub arrival: Option<ArrivalWord>,
}

/// A stored contract.
pub type Contract = Record<ContractBody>;
/// The id of a contract.
pub type ContractId = Id<ContractBody>;

type ContractMove = Move<ContractStatus, ContractBody>;

const SYSTEM: &[Relation] = &[Relation::System];
/// These follow from what the worker agrees to, and from another contract.
const RELEASED: ContractMove = Move::by(SYSTEM, ContractStatus::Signed);
const REPLACED: ContractMove = Move::by(SYSTEM, ContractStatus::Replaced);
const ENDED: ContractMove =
    Move::by(&[Relation::Owner, Relation::Party, Relation::System], ContractStatus::Ended);

impl ContractStatus {
    /// The states in which it is not over.
    pub const LIVE: [Self; 2] = [Self::Signed, Self::Held];
}

impl ContractEnd {
    /// Why the application is closed by that, of somebody who has set out or not; `None` where it was closed before.
    pub const fn closes(self, has_set_out: bool) -> Option<ClosingReason> {
        match (self, has_set_out) {
            (Self::Employer, false) => Some(ClosingReason::OfferRetracted),
            (Self::Employer, true) => Some(ClosingReason::TerminatedByEmployer),
            (Self::Worker, false) => Some(ClosingReason::WithdrawnByWorker),
            (Self::Worker, true) => Some(ClosingReason::Resigned),
            (Self::Application, _) => None,
        }
    }

    const fn by(relation: Relation) -> Self {
        match relation {
            Relation::Owner => Self::Employer,
            Relation::Party | Relation::Worker => Self::Worker,
            Relation::Operator | Relation::System | Relation::Public => Self::Application,
        }
    }
}

impl ContractBody {
    /// What it breaks of what was promised, and the worker has not agreed to.
    pub fn open(&self) -> &[Finding] {
        if self.agreement.is_some() { &[] } else { &self.findings }
    }

    /// The state that follows from what it breaks.
    pub fn standing(&self) -> ContractStatus {
        if self.open().is_empty() { ContractStatus::Signed } else { ContractStatus::Held }
    }

    /// Why the worker cannot agree to just these terms, if that is so: each that is open is named and none else, and none
    /// is one that can never be worse.
    pub fn not_to_be_agreed(&self, terms: &[Term]) -> Option<FieldError> {
        let is_open = |term: &Term| self.open().iter().any(|one| one.term == *term);
        let told = |at, code, why: &str| Some(FieldError::new(format!("/terms/{at}"), code, why));
        if let Some(at) = terms.iter().position(|term| !is_open(term)) {
            return told(at, "contradiction", "the contract keeps what was promised of this term");
        }
        if let Some(at) = terms.iter().position(|term| !term.may_be_agreed()) {
            return told(
                at,
                "never_worse",
                "of pay, hours, housing and the passport nothing is agreed worse",
            );
        }
        let unnamed = self.open().iter().find(|one| !terms.contains(&one.term))?;
        let why = format!("name each term that is not as promised: {} is not named", unnamed.term);
        Some(FieldError::new("/terms", "required", why))
    }
}

impl Format for ContractBody {}

impl Resource for ContractBody {
    type Status = ContractStatus;
    const KIND: RecordKind = RecordKind::Contract;
    const OWNER: Role = Role::Employer;
    const PARTIES: &'static [Role] = &[Role::Agency];
    const IS_WORKERS: bool = true;
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [ContractStatus] = ContractStatus::ALL;
    const INITIAL: ContractStatus = ContractStatus::Held;
    const PUBLIC: Option<ContractStatus> = None;

    fn moves(from: ContractStatus) -> &'static [ContractMove] {
        match from {
            ContractStatus::Held => &[RELEASED, REPLACED, ENDED],
            ContractStatus::Signed => &[ENDED],
            ContractStatus::Replaced | ContractStatus::Ended => &[],
        }
    }

    fn is_editable(_status: ContractStatus) -> bool {
        false
    }

    fn is_deletable(_status: ContractStatus) -> bool {
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
        to: ContractStatus,
        by: Relation,
        _reason: Option<&str>,
    ) -> Result<(), FieldError> {
        if to == ContractStatus::Ended {
            self.end = Some(ContractEnd::by(by));
        }
        Ok(())
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
