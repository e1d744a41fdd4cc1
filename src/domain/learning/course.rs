//! Courses: where skills are taught, by whom, when, and with how many seats.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    learning::qualification::SkillLevel,
    programme::job_order::JobOrderId,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{
        language::Lang,
        money::Currency,
        place::{HomeRegion, Municipality},
        spoken::SpokenLanguage,
        text::LocalizedText,
        words::words,
    },
};

words! {
    /// The state of a course.
    CourseStatus {
        /// Being written; only its provider and operators see it.
        Draft = "draft",
        /// Everybody can read it, and agencies enrol.
        Published = "published",
        /// Nobody more is enrolled.
        Closed = "closed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

/// What a course costs the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseCost {
    /// The currency.
    pub currency: Currency,
    /// In hundredths of it; 0 is free.
    pub amount_minor: i64,
}

/// Who sits in a course, as Koprik counts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseSeats {
    /// Seats, 1 to 10,000.
    pub total: u32,
    /// Those that somebody has or had to the end.
    pub taken: u32,
}

/// A course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseBody {
    /// Its title by language.
    pub title: LocalizedText,
    /// Where it takes place, in words.
    pub place: LocalizedText,
    /// The municipality of Tatarstan, if it takes place there.
    pub municipality: Option<Municipality>,
    /// The region of Uzbekistan, if it takes place there.
    pub home_region: Option<HomeRegion>,
    /// The skills that it teaches, each to a level.
    pub skills: Vec<SkillLevel>,
    /// The languages that it is taught in.
    pub languages: Vec<SpokenLanguage>,
    /// First day.
    pub starts: NaiveDate,
    /// Last day.
    pub ends: NaiveDate,
    /// Its seats.
    pub seats: CourseSeats,
    /// What the worker pays.
    pub cost: CourseCost,
    /// The job order that it prepares for; the worker pays nothing then.
    pub job_order: Option<JobOrderId>,
}

/// A stored course.
pub type Course = Record<CourseBody>;
/// The id of a course.
pub type CourseId = Id<CourseBody>;

type CourseMove = Move<CourseStatus, CourseBody>;

const OWNER: &[Relation] = &[Relation::Owner];
const PUBLISHED: CourseMove =
    Move { to: CourseStatus::Published, by: OWNER, needs: &[Need::Day(has_begun)] };
const CLOSED: CourseMove =
    Move::by(&[Relation::Owner, Relation::Operator, Relation::System], CourseStatus::Closed);
const CANCELLED: CourseMove =
    Move::by(&[Relation::Owner, Relation::Operator], CourseStatus::Cancelled);

fn has_begun(body: &CourseBody, today: NaiveDate) -> Option<String> {
    (!body.can_be_joined(today))
        .then(|| format!("the course has begun on {}: give it another first day", body.starts))
}

impl CourseBody {
    /// Whether somebody can still begin it on a day: it begins then or later.
    pub fn can_be_joined(&self, today: NaiveDate) -> bool {
        today <= self.starts
    }

    /// The seats that nobody has.
    pub const fn free(&self) -> u32 {
        self.seats.total.saturating_sub(self.seats.taken)
    }
}

impl Format for CourseBody {}

impl Resource for CourseBody {
    type Status = CourseStatus;
    const KIND: RecordKind = RecordKind::Course;
    const OWNER: Role = Role::Partner;
    const WRITERS: &'static [Relation] = OWNER;
    const READ: Scope = Scope::LearningRead;
    const WRITE: Scope = Scope::LearningWrite;
    const STATES: &'static [CourseStatus] = CourseStatus::ALL;
    const INITIAL: CourseStatus = CourseStatus::Draft;
    const PUBLIC: Option<CourseStatus> = Some(CourseStatus::Published);

    fn moves(from: CourseStatus) -> &'static [CourseMove] {
        match from {
            CourseStatus::Draft | CourseStatus::Closed => &[PUBLISHED, CANCELLED],
            CourseStatus::Published => &[CLOSED, CANCELLED],
            CourseStatus::Cancelled => &[],
        }
    }

    fn is_editable(status: CourseStatus) -> bool {
        matches!(status, CourseStatus::Draft | CourseStatus::Published)
    }

    fn revised(
        status: CourseStatus,
        _before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<CourseStatus, String> {
        if !Self::is_editable(status) {
            return Err(format!("a course that is {status} cannot be changed"));
        }
        let CourseSeats { total, taken } = after.seats;
        if total < taken {
            return Err(format!(
                "{taken} seats are taken: leave that many, or withdraw enrolments first"
            ));
        }
        Ok(status)
    }

    /// Koprik counts who sits in it.
    fn keep(&mut self, before: &Self) {
        self.seats.taken = before.seats.taken;
    }

    fn is_deletable(status: CourseStatus) -> bool {
        status == CourseStatus::Draft
    }

    fn facets(&self) -> Vec<Facet> {
        let places = self.municipality.iter().map(|one| Facet::new(FacetKind::Municipality, one));
        let regions = self.home_region.iter().map(|one| Facet::new(FacetKind::HomeRegion, one));
        let skills = self.skills.iter().map(|one| Facet::new(FacetKind::Skill, &one.skill));
        let tongues = self.languages.iter();
        let tongues = tongues.map(|one| Facet::new(FacetKind::ServiceLanguage, one));
        let starts = std::iter::once(Facet::new(FacetKind::StartsOn, self.starts));
        let mut facets: Vec<Facet> =
            places.chain(regions).chain(skills).chain(tongues).chain(starts).collect();
        facets.sort();
        facets.dedup();
        facets
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.title.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
