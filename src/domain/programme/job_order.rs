//! Job orders: the demand of an employer, approved by both sides before anybody is recruited.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::{
        facet::{Facet, FacetKind},
        occupation::Occupation,
    },
    law::words::Side,
    parties::legal_ids::Okved,
    programme::terms::document::Terms,
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{moscow::moscow_day, place::Municipality, words::words},
};

words! {
    /// The state of a job order.
    JobOrderStatus {
        /// Being written.
        Draft = "draft",
        /// Waits for both sides.
        Submitted = "submitted",
        /// One side has decided, or an operator looks at it.
        UnderReview = "under_review",
        /// Both sides approve of it as it is.
        Approved = "approved",
        /// A side wants it otherwise.
        Returned = "returned",
        /// A side does not want it.
        Rejected = "rejected",
        /// Nobody is recruited for it for now.
        Suspended = "suspended",
        /// Every head that was not cancelled has gone to work.
        Exhausted = "exhausted",
        /// Its period is over.
        Expired = "expired",
        /// Given up by the employer.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What a side says of a job order.
    Verdict {
        /// It may be.
        Approve = "approve",
        /// It must be changed first.
        Return = "return",
        /// It may not be.
        Reject = "reject",
    }
}

impl Verdict {
    /// That a reason is missing without which nobody can mend what is sent back.
    pub fn unexplained(self, reason: Option<&str>) -> Option<FieldError> {
        let is_mute = reason.is_none_or(|reason| reason.trim().is_empty());
        let why = "say why: whoever wrote it reads what is to be changed";
        (self != Self::Approve && is_mute)
            .then(|| FieldError::new("/reason", "reason_required", why))
    }
}

/// What a side has decided, of the order as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDecision {
    /// What it says.
    pub verdict: Verdict,
    /// The organisation that spoke for it.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The version that was decided on; `None` of a decision from before that was kept.
    #[serde(default)]
    pub version: Option<i64>,
    /// Why, if it was said.
    #[serde(default)]
    pub note: Option<String>,
}

/// An agency that may recruit for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    /// The agency.
    pub agency: Uuid,
    /// SHA-256 of the order's id and of the code that the agency was given.
    pub code_hash: String,
}

/// The heads of one of the employers who have an order together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolShare {
    /// The employer.
    pub employer: Uuid,
    /// Its heads, 1 to 10,000.
    pub heads: u32,
}

/// The heads of an order that are recruited through a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allotment {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The order.
    pub order: JobOrderId,
    /// How many, 0 to 10,000.
    pub heads: u32,
}

/// The demand of an employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobOrderBody {
    /// The occupation.
    pub occupation: Occupation,
    /// Economic activity of the work, which need not be the employer's main one.
    pub okved: Okved,
    /// Municipality of the work.
    pub municipality: Municipality,
    /// Workers who are wanted, 1 to 10,000.
    pub heads: u32,
    /// First day of the work.
    pub period_start: NaiveDate,
    /// Last day of the work, 1 to 366 days later.
    pub period_end: NaiveDate,
    /// What each side has decided since the demand last changed.
    pub decisions: BTreeMap<Side, OrderDecision>,
    /// The agencies that may recruit for it.
    #[serde(default)]
    pub agencies: Vec<Authorisation>,
    /// Heads that are allotted to vacancies, as many as the database has; no more than there are.
    #[serde(default)]
    pub allotted: u32,
    /// The terms below which nothing is offered under it, if it says them.
    #[serde(default)]
    pub terms: Option<Terms>,
    /// The employers who have the order together, with their shares of all heads; none where it is of one alone.
    #[serde(default)]
    pub pool: Vec<PoolShare>,
    /// Candidates whom the employer asks for by name, no more than heads.
    #[serde(default)]
    pub named: Vec<CandidateId>,
    /// How many days after the approval heads that are not allotted are cancelled, 1 to 180.
    #[serde(default = "usual_release_days")]
    pub unused_release_days: u16,
    /// Heads that were cancelled because nobody has used them; what is neither allotted nor cancelled is free.
    #[serde(default)]
    pub cancelled: u32,
    /// When both sides approved of it as it is; `None` while they have not.
    #[serde(default)]
    pub approved_at: Option<DateTime<Utc>>,
    /// Its public code, by which anybody asks whether it is genuine; `None` before both sides have approved of it once.
    #[serde(default)]
    pub code: Option<String>,
}

/// A stored job order.
pub type JobOrder = Record<JobOrderBody>;
/// The id of a job order.
pub type JobOrderId = Id<JobOrderBody>;

type JobOrderMove = Move<JobOrderStatus, JobOrderBody>;

/// After how many days heads are cancelled where the employer says nothing of it.
pub const fn usual_release_days() -> u16 {
    45
}

/// The longest period of an order, in days.
pub const LONGEST_PERIOD: i64 = 366;

/// Each employer of the pool may offer work now.
pub const POOL_IN_GOOD_STANDING: &str = "pool_in_good_standing";

/// Its terms are those of its own employer and period.
pub const TERMS_FIT: &str = "terms_fit_order";

const OWNER: &[Relation] = &[Relation::Owner];
const OPERATOR: &[Relation] = &[Relation::Operator];
const SYSTEM: &[Relation] = &[Relation::System];
const SUBMITTED: JobOrderMove = Move {
    to: JobOrderStatus::Submitted,
    by: OWNER,
    needs: &[
        Need::OwnerInGoodStanding,
        Need::Day(period_over),
        Need::Beside(POOL_IN_GOOD_STANDING),
        Need::Beside(TERMS_FIT),
    ],
};
/// A change of the demand brings this about, and nobody asks for it by itself.
const ANEW: JobOrderMove = Move { by: SYSTEM, ..SUBMITTED };
const REVIEWED: JobOrderMove = Move::by(OPERATOR, JobOrderStatus::UnderReview);
/// These follow from what the sides decide.
const APPROVED: JobOrderMove = Move::by(SYSTEM, JobOrderStatus::Approved);
const RETURNED: JobOrderMove = Move::by(SYSTEM, JobOrderStatus::Returned);
const REJECTED: JobOrderMove = Move::by(SYSTEM, JobOrderStatus::Rejected);
const SUSPENDED: JobOrderMove = Move::by(OPERATOR, JobOrderStatus::Suspended);
const RESUMED: JobOrderMove =
    Move { to: JobOrderStatus::Approved, by: OPERATOR, needs: &[Need::OwnerInGoodStanding] };
/// This follows when everybody whom it is for has set out.
const EXHAUSTED: JobOrderMove = Move::by(SYSTEM, JobOrderStatus::Exhausted);
const EXPIRED: JobOrderMove = Move::by(SYSTEM, JobOrderStatus::Expired);
const WITHDRAWN: JobOrderMove = Move::by(OWNER, JobOrderStatus::Withdrawn);

fn period_over(body: &JobOrderBody, today: NaiveDate) -> Option<String> {
    (body.period_end < today)
        .then(|| "the period has passed: set one that lies ahead first".to_owned())
}

impl JobOrderStatus {
    /// The states that end with the period.
    pub const WITH_A_PERIOD: [Self; 4] =
        [Self::Submitted, Self::UnderReview, Self::Approved, Self::Suspended];

    /// Whether a side may decide on an order in this state.
    pub const fn is_decided_on(self) -> bool {
        matches!(self, Self::Submitted | Self::UnderReview)
    }
}

impl JobOrderBody {
    /// What the sides decide on: a change of any of it clears what they have decided.
    fn demand(&self) -> impl PartialEq + '_ {
        let period = [self.period_start, self.period_end];
        let whom = (&self.occupation, self.heads, &self.pool);
        (whom, &self.okved, &self.municipality, period, &self.terms)
    }

    /// What its terms say that is not so of an order of `owner`, and how to mend it.
    pub fn misfits(&self, owner: Uuid) -> Vec<String> {
        let Some(terms) = &self.terms else { return Vec::new() };
        let is_own = terms.employer_id == owner
            || self.pool.iter().any(|share| share.employer == terms.employer_id);
        let is_within = self.period_start <= terms.start_day && terms.end_day <= self.period_end;
        let employer = "terms.employer_id is not the employer of the order: name its own";
        let period = "terms.start_day and terms.end_day lie outside the period of the order: set days within it";
        let checks = [(is_own, employer), (is_within, period)];
        checks.into_iter().filter(|(is_so, _)| !is_so).map(|(_, why)| why.to_owned()).collect()
    }

    /// How many heads of an order of `owner` an employer may allot to its own vacancies; `None` if it has no part in it.
    pub fn share(&self, owner: Uuid, employer: Uuid) -> Option<u32> {
        if self.pool.is_empty() {
            return (employer == owner).then_some(self.heads);
        }
        let own = self.pool.iter().find(|share| share.employer == employer);
        own.map(|share| share.heads).or((employer == owner).then_some(0))
    }

    /// Heads that are neither allotted nor cancelled.
    pub const fn free(&self) -> u32 {
        self.heads.saturating_sub(self.allotted).saturating_sub(self.cancelled)
    }

    /// Heads that nobody has used in time on a day, and that are therefore cancelled.
    pub fn unused(&self, today: NaiveDate) -> u32 {
        let days = Days::new(self.unused_release_days.into());
        let until = self.approved_at.and_then(|at| moscow_day(at).checked_add_days(days));
        if until.is_some_and(|until| until <= today) { self.free() } else { 0 }
    }

    /// The state that follows from what the sides have decided.
    pub fn decided(&self) -> JobOrderStatus {
        let says = |verdict| self.decisions.values().filter(|one| one.verdict == verdict).count();
        if says(Verdict::Reject) > 0 {
            JobOrderStatus::Rejected
        } else if says(Verdict::Return) > 0 {
            JobOrderStatus::Returned
        } else if says(Verdict::Approve) == Side::ALL.len() {
            JobOrderStatus::Approved
        } else {
            JobOrderStatus::UnderReview
        }
    }
}

impl Format for JobOrderBody {}

impl Resource for JobOrderBody {
    type Status = JobOrderStatus;
    const KIND: RecordKind = RecordKind::JobOrder;
    const OWNER: Role = Role::Employer;
    const PARTIES: &'static [Role] = &[Role::Agency, Role::Employer];
    const WRITERS: &'static [Relation] = OWNER;
    const READ: Scope = Scope::OrdersRead;
    const WRITE: Scope = Scope::OrdersWrite;
    const STATES: &'static [JobOrderStatus] = JobOrderStatus::ALL;
    const INITIAL: JobOrderStatus = JobOrderStatus::Draft;
    const PUBLIC: Option<JobOrderStatus> = None;

    fn moves(from: JobOrderStatus) -> &'static [JobOrderMove] {
        match from {
            JobOrderStatus::Draft | JobOrderStatus::Returned => &[SUBMITTED, WITHDRAWN],
            JobOrderStatus::Submitted => {
                &[REVIEWED, APPROVED, RETURNED, REJECTED, EXPIRED, WITHDRAWN]
            }
            JobOrderStatus::UnderReview => {
                &[ANEW, APPROVED, RETURNED, REJECTED, EXPIRED, WITHDRAWN]
            }
            JobOrderStatus::Approved => &[ANEW, SUSPENDED, EXHAUSTED, EXPIRED, WITHDRAWN],
            JobOrderStatus::Suspended => &[RESUMED, EXPIRED, WITHDRAWN],
            JobOrderStatus::Rejected
            | JobOrderStatus::Exhausted
            | JobOrderStatus::Expired
            | JobOrderStatus::Withdrawn => &[],
        }
    }

    fn is_editable(status: JobOrderStatus) -> bool {
        use JobOrderStatus::{Approved, Draft, Returned, Submitted, UnderReview};
        matches!(status, Draft | Returned | Submitted | UnderReview | Approved)
    }

    fn revised(
        status: JobOrderStatus,
        before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<JobOrderStatus, String> {
        use JobOrderStatus::{Approved, Submitted, UnderReview};
        if !Self::is_editable(status) {
            return Err(format!("a job order that is {status} cannot be changed"));
        }
        let again = matches!(status, UnderReview | Approved) && before.demand() != after.demand();
        // With a new demand what was cancelled counts again: both sides decide on all of it.
        let bound = before.allotted + if again { 0 } else { before.cancelled };
        if after.heads < bound {
            return Err(format!("{} heads are allotted to vacancies already", before.allotted));
        }
        Ok(if again { Submitted } else { status })
    }

    /// What the sides have decided and what it is used for is not sent with the order.
    fn keep(&mut self, before: &Self) {
        self.decisions.clone_from(&before.decisions);
        self.agencies.clone_from(&before.agencies);
        self.allotted = before.allotted;
        self.cancelled = before.cancelled;
        self.approved_at = before.approved_at;
        self.code.clone_from(&before.code);
    }

    fn is_deletable(status: JobOrderStatus) -> bool {
        status == JobOrderStatus::Draft
    }

    fn parties(&self) -> Vec<Uuid> {
        let pool = self.pool.iter().map(|share| share.employer);
        self.agencies.iter().map(|one| one.agency).chain(pool).collect()
    }

    fn enter(&mut self, to: JobOrderStatus, at: DateTime<Utc>) {
        match to {
            JobOrderStatus::Submitted => {
                self.decisions.clear();
                self.cancelled = 0;
                self.approved_at = None;
            }
            JobOrderStatus::Approved if self.approved_at.is_none() => self.approved_at = Some(at),
            _ => {}
        }
    }

    fn facets(&self) -> Vec<Facet> {
        let place = Facet::new(FacetKind::Municipality, &self.municipality);
        let mut parties = self.parties();
        parties.sort_unstable();
        parties.dedup();
        let parties = parties.into_iter().map(|one| Facet::new(FacetKind::Party, one));
        let named = self.named.iter().map(|one| Facet::new(FacetKind::Candidate, one));
        self.occupation.facets().chain([place]).chain(parties).chain(named).collect()
    }
}

#[cfg(test)]
#[path = "job_order_tests.rs"]
mod tests;
