//! Enrolments: an agency enrols a candidate in a course. Who came first sits first; a seat that is given back goes to whoever
//! has waited longest. The provider reports how it ended.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    learning::{course::CourseId, qualification::SkillLevel},
    programme::offer::WorkerWord,
    recruitment::candidate::CandidateId,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::words::words,
};

words! {
    /// The state of an enrolment.
    EnrolmentStatus {
        /// Waits for a seat.
        Applied = "applied",
        /// Has a seat.
        Enrolled = "enrolled",
        /// Sits in the course.
        Attending = "attending",
        /// Went to the end of it.
        Completed = "completed",
        /// Did not pass, or did not stay.
        Failed = "failed",
        /// Was taken back, or the course does not take place.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How a course ended for somebody.
    CourseOutcome {
        /// Went to the end of it.
        Completed = "completed",
        /// Did not pass, or did not stay.
        Failed = "failed",
    }
}

/// How a course ended, as its provider reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseResult {
    /// How.
    pub outcome: CourseOutcome,
    /// Whether a test was passed.
    pub tested: bool,
    /// The day.
    pub ended_on: NaiveDate,
    /// What the test showed, each skill at a level.
    pub skills: Vec<SkillLevel>,
}

/// Somebody in a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentBody {
    /// The course.
    pub course: CourseId,
    /// Who gives it.
    pub provider: Uuid,
    /// Who learns.
    pub candidate: CandidateId,
    /// That the worker wants it.
    pub word: WorkerWord,
    /// How it ended; `None` while it has not.
    pub result: Option<CourseResult>,
}

/// A stored enrolment.
pub type Enrolment = Record<EnrolmentBody>;
/// The id of an enrolment.
pub type EnrolmentId = Id<EnrolmentBody>;

type EnrolmentMove = Move<EnrolmentStatus, EnrolmentBody>;

const SYSTEM: &[Relation] = &[Relation::System];
/// These follow from the seats, and from what the provider reports.
const ENROLLED: EnrolmentMove = Move::by(SYSTEM, EnrolmentStatus::Enrolled);
const COMPLETED: EnrolmentMove = Move::by(SYSTEM, EnrolmentStatus::Completed);
const FAILED: EnrolmentMove = Move::by(SYSTEM, EnrolmentStatus::Failed);
const ATTENDING: EnrolmentMove = Move::by(&[Relation::Party], EnrolmentStatus::Attending);
/// Nobody else takes or gives seats of the course meanwhile.
const WITHDRAWN: EnrolmentMove = Move {
    to: EnrolmentStatus::Withdrawn,
    by: &[Relation::Owner, Relation::Party, Relation::System],
    needs: &[Need::Beside("course")],
};

impl EnrolmentStatus {
    /// The states in which it is not over.
    pub const LIVE: [Self; 3] = [Self::Applied, Self::Enrolled, Self::Attending];

    /// Whether a seat of the course is its.
    pub const fn has_seat(self) -> bool {
        !matches!(self, Self::Applied | Self::Withdrawn)
    }
}

impl CourseOutcome {
    /// The state that follows.
    pub const fn state(self) -> EnrolmentStatus {
        match self {
            Self::Completed => EnrolmentStatus::Completed,
            Self::Failed => EnrolmentStatus::Failed,
        }
    }
}

impl CourseResult {
    /// Whether somebody other than the candidate answers for the skills.
    pub fn shows_skills(&self) -> bool {
        self.outcome == CourseOutcome::Completed && self.tested
    }
}

impl Format for EnrolmentBody {}

impl Resource for EnrolmentBody {
    type Status = EnrolmentStatus;
    const KIND: RecordKind = RecordKind::Enrolment;
    const OWNER: Role = Role::Agency;
    const PARTIES: &'static [Role] = &[Role::Partner];
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::LearningRead;
    const WRITE: Scope = Scope::LearningWrite;
    const STATES: &'static [EnrolmentStatus] = EnrolmentStatus::ALL;
    const INITIAL: EnrolmentStatus = EnrolmentStatus::Applied;
    const PUBLIC: Option<EnrolmentStatus> = None;

    fn moves(from: EnrolmentStatus) -> &'static [EnrolmentMove] {
        match from {
            EnrolmentStatus::Applied => &[ENROLLED, WITHDRAWN],
            EnrolmentStatus::Enrolled => &[ATTENDING, WITHDRAWN],
            EnrolmentStatus::Attending => &[COMPLETED, FAILED, WITHDRAWN],
            EnrolmentStatus::Completed | EnrolmentStatus::Failed | EnrolmentStatus::Withdrawn => {
                &[]
            }
        }
    }

    fn is_editable(_status: EnrolmentStatus) -> bool {
        false
    }

    fn is_deletable(_status: EnrolmentStatus) -> bool {
        false
    }

    fn parties(&self) -> Vec<Uuid> {
        vec![self.provider]
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}
