//! Disclosure requests: an employer asks to learn who a matched candidate is, and the candidate's agency decides.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::words::words,
};

words! {
    /// The state of a disclosure request.
    DisclosureStatus {
        /// Waits for the agency.
        Requested = "requested",
        /// The employer may read, until it expires.
        Approved = "approved",
        /// The agency said no.
        Declined = "declined",
        /// The employer took it back.
        Withdrawn = "withdrawn",
        /// The agency or an operator ended it before its time.
        Revoked = "revoked",
        /// Its time is over.
        Expired = "expired",
    }
}

/// Days for which an approved request lets the employer read.
pub const APPROVED_DAYS: i64 = 30;

/// What an employer asks, of whom, and for which vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisclosureRequestBody {
    /// The employer's vacancy.
    pub vacancy: VacancyId,
    /// The candidate who matches it.
    pub candidate: CandidateId,
    /// The candidate's agency, which decides.
    pub agency: Uuid,
    /// What the employer needs it for, 1 to 500 characters; the agency reads it.
    pub purpose: String,
    /// When an approval ends; `None` until it is approved.
    pub approved_until: Option<DateTime<Utc>>,
}

/// A stored disclosure request.
pub type DisclosureRequest = Record<DisclosureRequestBody>;
/// The id of a disclosure request.
pub type DisclosureRequestId = Id<DisclosureRequestBody>;

type DisclosureMove = Move<DisclosureStatus, DisclosureRequestBody>;

const AGENCY: &[Relation] = &[Relation::Party];
const AGENCY_OR_OPERATOR: &[Relation] = &[Relation::Party, Relation::Operator];
const APPROVED: DisclosureMove = Move::by(AGENCY, DisclosureStatus::Approved);
const DECLINED: DisclosureMove = Move::by(AGENCY, DisclosureStatus::Declined);
const WITHDRAWN: DisclosureMove = Move::by(&[Relation::Owner], DisclosureStatus::Withdrawn);
const REVOKED: DisclosureMove = Move::by(AGENCY_OR_OPERATOR, DisclosureStatus::Revoked);
const EXPIRED: DisclosureMove = Move::by(&[Relation::System], DisclosureStatus::Expired);

impl Format for DisclosureRequestBody {}

impl Resource for DisclosureRequestBody {
    type Status = DisclosureStatus;
    const KIND: RecordKind = RecordKind::DisclosureRequest;
    const OWNER: Role = Role::Employer;
    const PARTIES: &'static [Role] = &[Role::Agency];
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::DisclosuresRead;
    const WRITE: Scope = Scope::DisclosuresWrite;
    const STATES: &'static [DisclosureStatus] = DisclosureStatus::ALL;
    const INITIAL: DisclosureStatus = DisclosureStatus::Requested;
    const PUBLIC: Option<DisclosureStatus> = None;

    fn moves(from: DisclosureStatus) -> &'static [Move<DisclosureStatus, Self>] {
        match from {
            DisclosureStatus::Requested => &[APPROVED, DECLINED, WITHDRAWN],
            DisclosureStatus::Approved => &[REVOKED, EXPIRED],
            DisclosureStatus::Declined
            | DisclosureStatus::Withdrawn
            | DisclosureStatus::Revoked
            | DisclosureStatus::Expired => &[],
        }
    }

    fn is_editable(_status: DisclosureStatus) -> bool {
        false
    }

    fn is_deletable(_status: DisclosureStatus) -> bool {
        false
    }

    fn parties(&self) -> Vec<Uuid> {
        vec![self.agency]
    }

    fn enter(&mut self, to: DisclosureStatus, at: DateTime<Utc>) {
        if to == DisclosureStatus::Approved {
            self.approved_until = Some(at + chrono::Duration::days(APPROVED_DAYS));
        }
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
