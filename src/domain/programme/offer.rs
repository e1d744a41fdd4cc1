//! Offers: an employer offers terms to whom it has chosen, and the worker answers to exactly these.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    programme::{application::ApplicationId, terms::sealed::SealedTerms},
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    trust::worker_session::OwnChannel,
    values::{language::Lang, words::words},
};

words! {
    /// The state of an offer.
    OfferStatus {
        /// Waits for the worker.
        Sent = "sent",
        /// The worker accepts its terms.
        Accepted = "accepted",
        /// The worker does not want it.
        Declined = "declined",
        /// Nobody has answered in time.
        Expired = "expired",
        /// The employer took it back, or the application has ended.
        Retracted = "retracted",
    }
}

words! {
    /// What a worker answers to an offer.
    OfferAnswer {
        /// Yes, to these terms.
        Accepted = "accepted",
        /// No.
        Declined = "declined",
    }
}

words! {
    /// How a worker has spoken.
    WorkerChannel {
        /// To the agency, which writes it down and keeps the proof.
        Agency = "agency",
        /// In the own channel, by a code that came in a text message.
        Sms = "sms",
        /// In the own channel, by a code that was read out on the telephone.
        Voice = "voice",
        /// In the own channel, by a code that came in a messenger.
        Messenger = "messenger",
        /// In the own channel, by a code that was handed over in person.
        InPerson = "in_person",
    }
}

/// What a worker said, and how that can be proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerWord {
    /// The language in which the worker has read what it is about.
    pub language: Lang,
    /// How the worker has spoken.
    pub channel: WorkerChannel,
    /// Where the proof is kept, 1 to 500 characters; `None` where the session is the proof.
    #[serde(default)]
    pub evidence: Option<String>,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// The session in the own channel whose code the worker showed.
    #[serde(default)]
    pub session: Option<Uuid>,
    /// The seconds between showing the code and the word.
    #[serde(default)]
    pub read_seconds: Option<i64>,
}

impl WorkerWord {
    /// A word that somebody else has written down, with where the proof is kept.
    pub const fn recorded(
        language: Lang,
        channel: WorkerChannel,
        evidence: String,
        at: DateTime<Utc>,
    ) -> Self {
        Self { language, channel, evidence: Some(evidence), at, session: None, read_seconds: None }
    }
}

/// Terms that an employer offers, and what the worker answered. The terms are never changed: other terms are another offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferBody {
    /// The application of whom the employer has chosen.
    pub application: ApplicationId,
    /// The employer's vacancy.
    pub vacancy: VacancyId,
    /// The candidate.
    pub candidate: CandidateId,
    /// The candidate's agency.
    pub agency: Uuid,
    /// The terms.
    pub sealed: SealedTerms,
    /// What the worker reads, in each language, kept as it was told.
    pub texts: BTreeMap<Lang, Vec<String>>,
    /// Until when the worker can answer.
    pub expires_at: DateTime<Utc>,
    /// What the worker has said.
    pub word: Option<WorkerWord>,
    /// The hash of the terms that the worker has accepted.
    pub accepted_hash: Option<String>,
}

/// A stored offer.
pub type Offer = Record<OfferBody>;
/// The id of an offer.
pub type OfferId = Id<OfferBody>;

/// The days for which an offer may stand, at least and at most.
pub const STANDS_DAYS: [i64; 2] = [3, 30];

type OfferMove = Move<OfferStatus, OfferBody>;

const SYSTEM: &[Relation] = &[Relation::System];
/// These follow from what the worker answers.
const ACCEPTED: OfferMove =
    Move { to: OfferStatus::Accepted, by: SYSTEM, needs: &[Need::OwnerInGoodStanding] };
const DECLINED: OfferMove = Move::by(SYSTEM, OfferStatus::Declined);
const EXPIRED: OfferMove = Move::by(SYSTEM, OfferStatus::Expired);
const RETRACTED: OfferMove = Move::by(&[Relation::Owner, Relation::System], OfferStatus::Retracted);

impl From<OwnChannel> for WorkerChannel {
    fn from(channel: OwnChannel) -> Self {
        match channel {
            OwnChannel::Sms => Self::Sms,
            OwnChannel::Voice => Self::Voice,
            OwnChannel::Messenger => Self::Messenger,
            OwnChannel::InPerson => Self::InPerson,
        }
    }
}

impl OfferAnswer {
    /// The state that follows.
    pub const fn state(self) -> OfferStatus {
        match self {
            Self::Accepted => OfferStatus::Accepted,
            Self::Declined => OfferStatus::Declined,
        }
    }
}

impl OfferStatus {
    /// The states in which it binds the employer.
    pub const LIVE: [Self; 2] = [Self::Sent, Self::Accepted];
}

impl Format for OfferBody {}

impl Resource for OfferBody {
    type Status = OfferStatus;
    const KIND: RecordKind = RecordKind::Offer;
    const OWNER: Role = Role::Employer;
    const PARTIES: &'static [Role] = &[Role::Agency];
    const IS_WORKERS: bool = true;
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [OfferStatus] = OfferStatus::ALL;
    const INITIAL: OfferStatus = OfferStatus::Sent;
    const PUBLIC: Option<OfferStatus> = None;

    fn moves(from: OfferStatus) -> &'static [OfferMove] {
        match from {
            OfferStatus::Sent => &[ACCEPTED, DECLINED, EXPIRED, RETRACTED],
            OfferStatus::Accepted => &[RETRACTED],
            OfferStatus::Declined | OfferStatus::Expired | OfferStatus::Retracted => &[],
        }
    }

    fn is_editable(_status: OfferStatus) -> bool {
        false
    }

    fn is_deletable(_status: OfferStatus) -> bool {
        false
    }

    fn parties(&self) -> Vec<Uuid> {
        vec![self.agency]
    }

    fn worker(&self) -> Option<Uuid> {
        Some(self.candidate.0)
    }

    /// What a worker has accepted is not taken back without a word.
    fn explain(
        &mut self,
        to: OfferStatus,
        _by: Relation,
        reason: Option<&str>,
    ) -> Result<(), FieldError> {
        if to == OfferStatus::Retracted && self.accepted_hash.is_some() && reason.is_none() {
            let why = "say why an offer that the worker has accepted is taken back";
            return Err(FieldError::new("/reason", "reason_required", why));
        }
        Ok(())
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
