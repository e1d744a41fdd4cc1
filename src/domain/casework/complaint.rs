//! Complaints: what somebody complains of, where that stands, and who may bring about what. The words of it are elsewhere,
//! sealed with a key of the case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::case_clock::CaseClock,
    concepts::facet::{Facet, FacetKind},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{
        language::Lang,
        money::{Amount, Currency},
        words::words,
    },
};

words! {
    /// The state of a complaint.
    ComplaintStatus {
        /// It has come; nobody has answered.
        Received = "received",
        /// Somebody has taken it up.
        Acknowledged = "acknowledged",
        /// It is looked into.
        InReview = "in_review",
        /// An authority has it.
        Referred = "referred",
        /// The two are brought together.
        Mediated = "mediated",
        /// It was right, and is put right.
        Resolved = "resolved",
        /// It was not.
        Unfounded = "unfounded",
        /// It is over.
        Closed = "closed",
        /// It was over, and begins again.
        Reopened = "reopened",
        /// Whoever complained took it back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What somebody complains of.
    ComplaintTopic {
        /// Pay that is late, wrong or missing.
        Pay = "pay",
        /// Hours and rest.
        Hours = "hours",
        /// Where one has to live.
        Housing = "housing",
        /// A passport that is kept from its owner.
        PassportWithheld = "passport_withheld",
        /// Violence, or the threat of it.
        Violence = "violence",
        /// Money that was asked for work.
        Fee = "fee",
        /// Other work or other terms than agreed.
        Substitution = "substitution",
        /// A paper that is refused.
        DocumentRefused = "document_refused",
        /// Being treated worse than others.
        Discrimination = "discrimination",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// How it came.
    ComplaintChannel {
        /// By a page of the web.
        Web = "web",
        /// By telephone.
        Phone = "phone",
        /// By a messenger.
        Messenger = "messenger",
        /// On paper.
        Paper = "paper",
        /// By word of mouth, at a centre.
        Visit = "visit",
    }
}

words! {
    /// How urgent it is.
    Urgency {
        /// Somebody is in danger.
        Danger = "danger",
        /// It is grave.
        Grave = "grave",
        /// Neither.
        Normal = "normal",
    }
}

words! {
    /// Who answers for a case. One that is late goes to the next.
    CaseLevel {
        /// A centre.
        Centre = "centre",
        /// An operator.
        Operator = "operator",
        /// The working group of both sides.
        WorkingGroup = "working_group",
    }
}

words! {
    /// What was put right, or how.
    RemedyKind {
        /// Money was paid or paid back.
        Payment = "payment",
        /// A paper or a passport was given back.
        DocumentReturned = "document_returned",
        /// The terms were put right.
        TermsCorrected = "terms_corrected",
        /// Other work or another place was found.
        Transfer = "transfer",
        /// Somebody apologised.
        Apology = "apology",
        /// An authority was told.
        AuthorityInformed = "authority_informed",
        /// Nothing.
        None = "none",
    }
}

words! {
    /// Whether the worker agrees with how a case ends.
    WorkerAgrees {
        /// Agrees.
        Yes = "yes",
        /// Does not.
        No = "no",
        /// Could not be asked.
        Unreachable = "unreachable",
    }
}

words! {
    /// What whoever complained brings about alone.
    ComplainantMove {
        /// Takes it back.
        Withdrawn = "withdrawn",
        /// Has it opened again.
        Reopened = "reopened",
    }
}

impl From<ComplainantMove> for ComplaintStatus {
    fn from(wanted: ComplainantMove) -> Self {
        match wanted {
            ComplainantMove::Withdrawn => Self::Withdrawn,
            ComplainantMove::Reopened => Self::Reopened,
        }
    }
}

words! {
    /// Who wrote a message about a complaint.
    CaseAuthor {
        /// Whoever complained, or filed it for somebody.
        Complainant = "complainant",
        /// Whoever deals with it.
        Staff = "staff",
    }
}

/// What a message says. It does not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// What.
    pub text: String,
    /// Who is complained of, in words; the first message says it.
    pub against: Option<String>,
}

impl Format for Words {}

/// The organisation that is complained of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accused {
    /// What it is: an employer or an agency.
    pub role: Role,
    /// The organisation.
    pub organisation: Uuid,
}

/// What was put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// What, or how.
    pub kind: RemedyKind,
    /// How much, if it was money.
    pub amount: Option<(Amount, Currency)>,
}

/// How a case ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What came of it, sealed.
    pub sealed: String,
    /// What was put right.
    pub remedy: Remedy,
    /// Whether the worker agrees.
    pub worker_agrees: WorkerAgrees,
}

/// A complaint, but for its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintBody {
    /// What it is about.
    pub topic: ComplaintTopic,
    /// The organisation that is complained of, if it is one of ours.
    pub against: Option<Accused>,
    /// How it came.
    pub channel: ComplaintChannel,
    /// The language to answer in.
    pub language: Lang,
    /// Whether whoever complains is not to be named.
    pub anonymous: bool,
    /// How urgent it is.
    pub urgency: Urgency,
    /// The worker whom it is about, if that was told.
    pub candidate: Option<Uuid>,
    /// The organisation that filed it; `None` if it came without an account.
    pub filer: Option<Uuid>,
    /// The organisation that deals with it.
    pub assignee: Option<Uuid>,
    /// Who answers for it.
    pub level: CaseLevel,
    /// What must have happened by when.
    pub clock: CaseClock,
    /// How it ends.
    pub outcome: Option<Outcome>,
    /// When whoever complained took it back, though it was too grave to end by that.
    pub observed_since: Option<DateTime<Utc>>,
}

/// A stored complaint.
pub type Complaint = Record<ComplaintBody>;
/// The id of a complaint.
pub type ComplaintId = Id<ComplaintBody>;

type ComplaintMove = Move<ComplaintStatus, ComplaintBody>;

const STAFF: &[Relation] = &[Relation::Operator];
/// Whoever complained, by code and PIN, which Koprik has checked.
const COMPLAINANT: &[Relation] = &[Relation::System];

const ACKNOWLEDGED: ComplaintMove = Move::by(STAFF, ComplaintStatus::Acknowledged);
const IN_REVIEW: ComplaintMove = Move::by(STAFF, ComplaintStatus::InReview);
const REFERRED: ComplaintMove = Move::by(STAFF, ComplaintStatus::Referred);
const MEDIATED: ComplaintMove = Move::by(STAFF, ComplaintStatus::Mediated);
const RESOLVED: ComplaintMove = Move::by(STAFF, ComplaintStatus::Resolved);
const UNFOUNDED: ComplaintMove = Move::by(STAFF, ComplaintStatus::Unfounded);
const CLOSED: ComplaintMove =
    Move { to: ComplaintStatus::Closed, by: STAFF, needs: &[Need::Body(without_outcome)] };
const REOPENED: ComplaintMove = Move {
    to: ComplaintStatus::Reopened,
    by: &[Relation::Operator, Relation::System],
    needs: &[Need::Day(too_late)],
};
const WITHDRAWN: ComplaintMove =
    Move { to: ComplaintStatus::Withdrawn, by: COMPLAINANT, needs: &[Need::Body(too_grave)] };

fn without_outcome(body: &ComplaintBody) -> Option<String> {
    let why = "say how it ends first: the outcome, the remedy, and whether the worker agrees";
    body.outcome.is_none().then(|| why.to_owned())
}

fn too_late(body: &ComplaintBody, today: NaiveDate) -> Option<String> {
    let last = body.clock.reopen_until().filter(|last| *last < today)?;
    Some(format!("it could be opened again until {last}: file another complaint"))
}

fn too_grave(body: &ComplaintBody) -> Option<String> {
    let why = "it is too grave to end by that: it stays open as an observation";
    (body.urgency != Urgency::Normal).then(|| why.to_owned())
}

impl CaseLevel {
    /// The level that a case goes to when it is late.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Centre => Self::Operator,
            Self::Operator | Self::WorkingGroup => Self::WorkingGroup,
        }
    }
}

impl ComplaintStatus {
    /// The states in which clocks run.
    pub fn open() -> Vec<Self> {
        Self::ALL.iter().copied().filter(|one| !one.is_over()).collect()
    }

    /// Whether nothing is done about it any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }
}

impl ComplaintBody {
    /// Whether this organisation is complained of.
    pub fn is_against(&self, organisation: Uuid) -> bool {
        self.against.is_some_and(|against| against.organisation == organisation)
    }
}

impl Format for ComplaintBody {}

impl Resource for ComplaintBody {
    type Status = ComplaintStatus;
    const KIND: RecordKind = RecordKind::Complaint;
    const OWNER: Role = Role::Operator;
    const PARTIES: &'static [Role] = &[Role::Agency, Role::Partner];
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::ComplaintsRead;
    const WRITE: Scope = Scope::ComplaintsWrite;
    const STATES: &'static [ComplaintStatus] = ComplaintStatus::ALL;
    const INITIAL: ComplaintStatus = ComplaintStatus::Received;
    const PUBLIC: Option<ComplaintStatus> = None;

    fn moves(from: ComplaintStatus) -> &'static [ComplaintMove] {
        match from {
            ComplaintStatus::Received => &[ACKNOWLEDGED, WITHDRAWN],
            ComplaintStatus::Acknowledged | ComplaintStatus::Reopened => &[IN_REVIEW, WITHDRAWN],
            ComplaintStatus::InReview => &[REFERRED, MEDIATED, RESOLVED, UNFOUNDED, WITHDRAWN],
            ComplaintStatus::Referred => &[MEDIATED, RESOLVED, UNFOUNDED, WITHDRAWN],
            ComplaintStatus::Mediated => &[REFERRED, RESOLVED, UNFOUNDED, WITHDRAWN],
            ComplaintStatus::Resolved | ComplaintStatus::Unfounded => {
                &[CLOSED, IN_REVIEW, WITHDRAWN]
            }
            ComplaintStatus::Closed => &[REOPENED],
            ComplaintStatus::Withdrawn => &[],
        }
    }

    fn is_editable(_status: ComplaintStatus) -> bool {
        false
    }

    fn is_deletable(_status: ComplaintStatus) -> bool {
        false
    }

    fn parties(&self) -> Vec<Uuid> {
        let own = [self.filer, self.assignee].into_iter().flatten();
        own.filter(|one| !self.is_against(*one)).collect()
    }

    fn enter(&mut self, to: ComplaintStatus, at: DateTime<Utc>) {
        use ComplaintStatus::{
            Acknowledged, Closed, InReview, Mediated, Received, Referred, Reopened, Resolved,
            Unfounded, Withdrawn,
        };
        match to {
            Acknowledged => self.clock.acknowledge(at),
            Referred | Mediated | Resolved | Unfounded => self.clock.decide(at),
            Closed | Withdrawn => self.clock.end(at),
            Reopened => {
                self.clock.reopen(at);
                self.outcome = None;
            }
            Received | InReview => {}
        }
    }

    fn facets(&self) -> Vec<Facet> {
        let against = self.against.map(|one| Facet::new(FacetKind::Against, one.organisation));
        let candidate = self.candidate.map(|one| Facet::new(FacetKind::Candidate, one));
        let parties = self.parties().into_iter().map(|one| Facet::new(FacetKind::Party, one));
        let own = [
            Facet::new(FacetKind::Topic, self.topic),
            Facet::new(FacetKind::Urgency, self.urgency),
            Facet::new(FacetKind::Level, self.level),
        ];
        own.into_iter().chain(against).chain(candidate).chain(parties).collect()
    }
}

#[cfg(test)]
#[path = "complaint_tests.rs"]
mod tests;
