//! Recognitions: a foreign qualification is made to count. An agency files what a candidate has, an authority decides, and
//! what it recognises for work is proven from that day on.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    law::fee::FeePayer,
    learning::{
        course::CourseId,
        qualification::{Purpose, QualificationLevel, SkillLevel},
    },
    programme::offer::WorkerWord,
    recruitment::candidate::CandidateId,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{hex::Sha256Hex, words::words},
};

words! {
    /// The state of a recognition.
    RecognitionStatus {
        /// Filed by the agency.
        Applied = "applied",
        /// The authority has the documents, and they are genuine.
        DocumentsChecked = "documents_checked",
        /// What the person can do was compared or examined.
        Assessed = "assessed",
        /// All that was asked for counts.
        Recognised = "recognised",
        /// Part of it counts.
        PartlyRecognised = "partly_recognised",
        /// None of it counts.
        Refused = "refused",
        /// The decision is disputed; until another one it holds.
        Appealed = "appealed",
        /// Decided once more, for good.
        Decided = "decided",
        /// The agency took it back before anybody decided.
        Withdrawn = "withdrawn",
        /// The authority has taken back what it recognised.
        Revoked = "revoked",
        /// The time for which it was recognised is over.
        Expired = "expired",
    }
}

words! {
    /// On what a recognition rests.
    QualificationKind {
        /// A certificate of general or higher education.
        Education = "education",
        /// A vocational qualification.
        Vocational = "vocational",
        /// What was learned without a school (in Uzbekistan since PP-345 of 2024).
        PriorLearning = "prior_learning",
        /// A test at work, as at a trade test centre.
        TradeTest = "trade_test",
        /// An examination at a Russian centre of independent assessment (238-FZ).
        IndependentAssessment = "independent_assessment",
    }
}

words! {
    /// What an authority says.
    RecognitionOutcome {
        /// All that was asked for counts.
        Recognised = "recognised",
        /// Part of it counts.
        PartlyRecognised = "partly_recognised",
        /// None of it counts.
        Refused = "refused",
    }
}

/// What was decided. Once it is there it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionDecision {
    /// What the authority says.
    pub outcome: RecognitionOutcome,
    /// The skills that count, each at its level.
    pub skills: Vec<SkillLevel>,
    /// The level of the whole.
    pub level: Option<QualificationLevel>,
    /// The last day on which it counts; `None` is for ever.
    pub valid_until: Option<NaiveDate>,
    /// Under which conditions, 1 to 1000 characters.
    pub conditions: Option<String>,
    /// What is missing for the rest, 1 to 1000 characters.
    pub missing: Option<String>,
    /// A course that teaches what is missing.
    pub course: Option<CourseId>,
    /// Why no course is named, 1 to 500 characters.
    pub no_course: Option<String>,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
}

/// An application to have a qualification recognised, and what was decided. The documents stay with the authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecognitionBody {
    /// Whose qualification it is.
    pub candidate: CandidateId,
    /// On what it rests.
    pub kind: QualificationKind,
    /// SHA-256 of the document's number, in hexadecimal.
    pub document_hash: Sha256Hex,
    /// What it shall count for.
    pub purpose: Purpose,
    /// Who decides, 2 to 200 characters.
    pub authority: String,
    /// The skills that shall count, each at its level.
    pub skills: Vec<SkillLevel>,
    /// The day on which it was applied for.
    pub applied_on: NaiveDate,
    /// Who pays for it.
    pub fee_payer: FeePayer,
    /// That the worker wants it.
    pub word: WorkerWord,
    /// What was decided, oldest first: once, and once more after an appeal.
    pub decisions: Vec<RecognitionDecision>,
}

/// A stored recognition.
pub type Recognition = Record<RecognitionBody>;
/// The id of a recognition.
pub type RecognitionId = Id<RecognitionBody>;

type RecognitionMove = Move<RecognitionStatus, RecognitionBody>;

const OWNER: &[Relation] = &[Relation::Owner];
const OPERATOR: &[Relation] = &[Relation::Operator];
const SYSTEM: &[Relation] = &[Relation::System];
const CHECKED: RecognitionMove = Move::by(OPERATOR, RecognitionStatus::DocumentsChecked);
const ASSESSED: RecognitionMove = Move::by(OPERATOR, RecognitionStatus::Assessed);
const WITHDRAWN: RecognitionMove = Move::by(OWNER, RecognitionStatus::Withdrawn);
const APPEALED: RecognitionMove = Move::by(OWNER, RecognitionStatus::Appealed);
const REVOKED: RecognitionMove = Move {
    to: RecognitionStatus::Revoked,
    by: OPERATOR,
    needs: &[Need::Body(nothing_is_recognised)],
};
/// These follow from what the authority says, and from time.
const RECOGNISED: RecognitionMove = Move::by(SYSTEM, RecognitionStatus::Recognised);
const PARTLY_RECOGNISED: RecognitionMove = Move::by(SYSTEM, RecognitionStatus::PartlyRecognised);
const REFUSED: RecognitionMove = Move::by(SYSTEM, RecognitionStatus::Refused);
const DECIDED: RecognitionMove = Move::by(SYSTEM, RecognitionStatus::Decided);
const EXPIRED: RecognitionMove = Move::by(SYSTEM, RecognitionStatus::Expired);

fn nothing_is_recognised(body: &RecognitionBody) -> Option<String> {
    let grants = body.decision().is_some_and(|last| last.outcome != RecognitionOutcome::Refused);
    (!grants).then(|| "nothing was recognised, so there is nothing to take back".to_owned())
}

impl RecognitionStatus {
    /// The states in which the last decision speaks.
    pub const DECIDED: [Self; 5] =
        [Self::Recognised, Self::PartlyRecognised, Self::Refused, Self::Appealed, Self::Decided];
}

impl RecognitionOutcome {
    /// The state that follows where it is the first decision.
    pub const fn state(self) -> RecognitionStatus {
        match self {
            Self::Recognised => RecognitionStatus::Recognised,
            Self::PartlyRecognised => RecognitionStatus::PartlyRecognised,
            Self::Refused => RecognitionStatus::Refused,
        }
    }
}

impl RecognitionBody {
    /// What was decided last.
    pub fn decision(&self) -> Option<&RecognitionDecision> {
        self.decisions.last()
    }
}

/// The decision of a recognition that counts on a day, with its number from 1; `None` where nothing counts.
pub fn counting(
    recognition: &Recognition,
    day: NaiveDate,
) -> Option<(usize, &RecognitionDecision)> {
    let body = &recognition.body;
    let last = body.decision().filter(|_| RecognitionStatus::DECIDED.contains(&recognition.status));
    let grants = last.filter(|one| one.outcome != RecognitionOutcome::Refused);
    let holds = grants.filter(|one| one.valid_until.is_none_or(|until| until >= day));
    holds.map(|one| (body.decisions.len(), one))
}

impl Format for RecognitionBody {}

impl Resource for RecognitionBody {
    type Status = RecognitionStatus;
    const KIND: RecordKind = RecordKind::Recognition;
    const OWNER: Role = Role::Agency;
    const ABOUT_SOMEBODY: bool = true;
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::LearningRead;
    const WRITE: Scope = Scope::LearningWrite;
    const STATES: &'static [RecognitionStatus] = RecognitionStatus::ALL;
    const INITIAL: RecognitionStatus = RecognitionStatus::Applied;
    const PUBLIC: Option<RecognitionStatus> = None;

    fn moves(from: RecognitionStatus) -> &'static [RecognitionMove] {
        use RecognitionStatus as Status;
        match from {
            Status::Applied => &[CHECKED, WITHDRAWN],
            Status::DocumentsChecked => &[ASSESSED, WITHDRAWN],
            Status::Assessed => &[RECOGNISED, PARTLY_RECOGNISED, REFUSED, WITHDRAWN],
            Status::Recognised | Status::Decided => &[REVOKED, EXPIRED],
            Status::PartlyRecognised => &[APPEALED, REVOKED, EXPIRED],
            Status::Refused => &[APPEALED],
            Status::Appealed => &[DECIDED],
            Status::Withdrawn | Status::Revoked | Status::Expired => &[],
        }
    }

    fn is_editable(_status: RecognitionStatus) -> bool {
        false
    }

    fn is_deletable(_status: RecognitionStatus) -> bool {
        false
    }

    /// Nothing that was decided is disputed or taken back without a word.
    fn explain(
        &mut self,
        to: RecognitionStatus,
        _by: Relation,
        reason: Option<&str>,
    ) -> Result<(), FieldError> {
        let asks = matches!(to, RecognitionStatus::Appealed | RecognitionStatus::Revoked);
        if asks && reason.is_none() {
            let why = format!("say why the decision is {to}");
            return Err(FieldError::new("/reason", "reason_required", why));
        }
        Ok(())
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
