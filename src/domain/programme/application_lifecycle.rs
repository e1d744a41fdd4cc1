//! The life of an application: which state may follow, who may bring it about, and what must hold.

use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    programme::{
        application::{ApplicationBody, ApplicationNeed, ApplicationStatus},
        closing::ClosingReason,
    },
    resource::{
        RecordKind, Resource,
        format::Format,
        lifecycle::{Move, Need},
    },
};

type ApplicationMove = Move<ApplicationStatus, ApplicationBody>;

const EMPLOYER: &[Relation] = &[Relation::Owner];
const AGENCY: &[Relation] = &[Relation::Party];
const BOTH: &[Relation] = &[Relation::Owner, Relation::Party];
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
const CONTRACT_OFFERED: ApplicationMove = Move {
    to: ApplicationStatus::ContractOffered,
    by: SYSTEM,
    needs: &[
        Need::OwnerInGoodStanding,
        needs(ApplicationNeed::OrderApproved),
        needs(ApplicationNeed::VacancyOpen),
        needs(ApplicationNeed::MatchingConsent),
        needs(ApplicationNeed::GateForContract),
    ],
};
const CONTRACT_SIGNED: ApplicationMove = Move::by(SYSTEM, ApplicationStatus::ContractSigned);
const TRAINED: ApplicationMove = Move {
    to: ApplicationStatus::PredepartureTrained,
    by: AGENCY,
    needs: &[needs(ApplicationNeed::ContractInForce)],
};
/// This follows from the boarding of a trip.
const DEPARTED: ApplicationMove = Move {
    to: ApplicationStatus::Departed,
    by: SYSTEM,
    needs: &[
        needs(ApplicationNeed::ContractInForce),
        needs(ApplicationNeed::SeatOnTrip),
        needs(ApplicationNeed::GateForDeparture),
    ],
};
/// This follows from what is told of the arrival.
const ARRIVED: ApplicationMove = Move::by(SYSTEM, ApplicationStatus::Arrived);
const REGISTERED: ApplicationMove = Move {
    to: ApplicationStatus::MigrationRegistered,
    by: BOTH,
    needs: &[needs(ApplicationNeed::RegistrationDocument)],
};
const DOCUMENT_ISSUED: ApplicationMove = Move {
    to: ApplicationStatus::WorkDocumentIssued,
    by: BOTH,
    needs: &[needs(ApplicationNeed::WorkDocument)],
};
/// This follows from the opening of the gate.
const WORKING: ApplicationMove = Move {
    to: ApplicationStatus::Working,
    by: SYSTEM,
    needs: &[needs(ApplicationNeed::GateForWork)],
};
/// This follows from what is told of the end of the work.
const ENDED: ApplicationMove = Move::by(SYSTEM, ApplicationStatus::ContractEnded);
const RETURNED: ApplicationMove =
    Move::by(&[Relation::Owner, Relation::Party, Relation::Operator], ApplicationStatus::Returned);
const RENEWED: ApplicationMove = Move {
    to: ApplicationStatus::Renewed,
    by: &[Relation::Owner, Relation::Party, Relation::Operator],
    needs: &[needs(ApplicationNeed::OrderOfEmployer)],
};
/// The employer of the work that is over has no say in it.
const TRANSFERRED: ApplicationMove = Move {
    to: ApplicationStatus::Transferred,
    by: &[Relation::Party, Relation::Operator],
    needs: &[needs(ApplicationNeed::OrderOfOther)],
};
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
/// What an appeal that was upheld begins anew.
const REOPENED: ApplicationMove = Move { by: SYSTEM, ..SUBMITTED };
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
            ApplicationStatus::ContractSigned => &[TRAINED, CLOSED],
            ApplicationStatus::PredepartureTrained => &[DEPARTED, CLOSED],
            ApplicationStatus::Departed => &[ARRIVED, CLOSED],
            ApplicationStatus::Arrived => &[REGISTERED, CLOSED],
            ApplicationStatus::MigrationRegistered => &[DOCUMENT_ISSUED, CLOSED],
            ApplicationStatus::WorkDocumentIssued => &[WORKING, CLOSED],
            ApplicationStatus::Working => &[ENDED, CLOSED],
            ApplicationStatus::ContractEnded => &[RETURNED, RENEWED, TRANSFERRED],
            ApplicationStatus::Returned
            | ApplicationStatus::Renewed
            | ApplicationStatus::Transferred => &[],
            ApplicationStatus::Closed => &[REOPENED],
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
        self.closing = match to {
            ApplicationStatus::Closed => Some(ClosingReason::given(reason, by)?),
            _ => None,
        };
        Ok(())
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
