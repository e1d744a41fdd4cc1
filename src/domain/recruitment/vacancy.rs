//! Vacancies: what an employer of Tatarstan offers and asks for, in the words of schema.org `JobPosting`.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::{
        facet::{Facet, FacetKind},
        occupation::Occupation,
        wording::{Replaced, Text, Worded},
    },
    recruitment::{
        conditions::Conditions,
        requirement::{
            Certificate, DrivingLicence, LanguageRequirement, Requirement, RequirementText,
        },
    },
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{
        language::Lang,
        money::OfferedPay,
        place::{HomeRegion, Municipality},
        text::LocalizedText,
        words::words,
    },
};

words! {
    /// The state of a vacancy.
    VacancyStatus {
        /// Being written; only its employer and operators see it.
        Draft = "draft",
        /// Public and matched.
        Published = "published",
        /// Taken down for now.
        Suspended = "suspended",
        /// Every opening is filled.
        Filled = "filled",
        /// Its last day has passed.
        Expired = "expired",
        /// Given up by the employer.
        Cancelled = "cancelled",
    }
}

words! {
    /// How a person is employed (schema.org `employmentType`).
    EmploymentType {
        /// Full time.
        FullTime = "full_time",
        /// Part time.
        PartTime = "part_time",
        /// For a fixed time.
        Temporary = "temporary",
        /// For a season.
        Seasonal = "seasonal",
        /// In rotation, living at the site (вахта).
        Rotation = "rotation",
    }
}

words! {
    /// How the working time lies in the week.
    Schedule {
        /// Five days on, two off.
        FiveTwo = "five_two",
        /// Six days on, one off.
        SixOne = "six_one",
        /// Two days on, two off.
        TwoTwo = "two_two",
        /// Day and night shifts.
        Shifts = "shifts",
        /// Weeks on, weeks off.
        Rotation = "rotation",
        /// By agreement.
        Flexible = "flexible",
    }
}

/// Working time (schema.org `workHours`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkHours {
    /// Hours a week, 1 to 60.
    pub hours_per_week: u8,
    /// How they lie in the week.
    pub schedule: Schedule,
}

/// Where the work is, which need not be where the employer is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workplace {
    /// The municipality.
    pub oktmo: Municipality,
    /// Street address, if known.
    pub address: Option<String>,
}

/// The seats of a vacancy: filled + open + cancelled = total, held by the database too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Openings {
    /// All seats, 1 to 10,000.
    pub total: u32,
    /// Seats that have been filled.
    pub filled: u32,
    /// Seats that have been given up.
    pub cancelled: u32,
}

impl Openings {
    /// The seats still to fill, or `None` if more are filled and cancelled than there are.
    pub fn open(self) -> Option<u32> {
        self.total.checked_sub(self.filled.checked_add(self.cancelled)?)
    }
}

/// A vacancy: what is offered and what is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyBody {
    /// Title by language.
    pub title: LocalizedText,
    /// What the worker does.
    pub responsibilities: Option<LocalizedText>,
    /// What the worker needs, in words.
    pub qualifications: Option<LocalizedText>,
    /// What the job brings besides pay, in words.
    pub job_benefits: Option<LocalizedText>,
    /// The occupation as it was sent; [`VacancyBody::known_occupation`] is the one that counts.
    pub occupation: Option<Occupation>,
    /// The occupation in words.
    #[serde(default)]
    pub occupation_text: Option<Worded<Occupation>>,
    /// Skills asked for, as they were sent; [`VacancyBody::skills_asked`] are those that count.
    pub requirements: Vec<Requirement>,
    /// Skills asked for in words.
    #[serde(default)]
    pub skill_texts: Vec<RequirementText>,
    /// The retired concepts among those that were sent.
    #[serde(default)]
    pub replaced: Vec<Replaced>,
    /// Languages asked for.
    pub languages: Vec<LanguageRequirement>,
    /// Licence categories that are needed, all of them.
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates that are needed, all of them.
    pub certificates: Vec<Certificate>,
    /// Where the work is.
    pub workplace: Workplace,
    /// The only home regions accepted; empty accepts all.
    pub home_regions: Vec<HomeRegion>,
    /// Home regions that raise the score.
    pub preferred_home_regions: Vec<HomeRegion>,
    /// Kind of employment.
    pub employment_type: EmploymentType,
    /// Working time.
    pub work_hours: WorkHours,
    /// Pay.
    pub base_salary: OfferedPay,
    /// Seats.
    pub openings: Openings,
    /// First day of work.
    pub job_start_date: NaiveDate,
    /// Days after it by which a candidate may still arrive, 0 to 365.
    pub start_grace_days: u16,
    /// Last day on which the vacancy stands.
    pub valid_through: NaiveDate,
    /// Housing, meals, travel, insurance.
    pub conditions: Conditions,
}

/// A stored vacancy.
pub type Vacancy = Record<VacancyBody>;
/// The id of a vacancy.
pub type VacancyId = Id<VacancyBody>;

impl VacancyBody {
    /// The occupation, as sent or as its text is understood; `None` while that text names nothing known.
    pub fn known_occupation(&self) -> Option<&Occupation> {
        let worded = || self.occupation_text.as_ref()?.meaning.concept.as_ref();
        self.occupation.as_ref().or_else(worded)
    }

    /// The skills asked for: those that were sent, and those that texts name and that were not sent.
    pub fn skills_asked(&self) -> Cow<'_, [Requirement]> {
        let mut all = Cow::Borrowed(&self.requirements[..]);
        for named in self.skill_texts.iter().filter_map(RequirementText::requirement) {
            if all.iter().all(|asked| asked.skill != named.skill) {
                all.to_mut().push(named);
            }
        }
        all
    }
}

type VacancyMove = Move<VacancyStatus, VacancyBody>;

const OWNER: &[Relation] = &[Relation::Owner];
const OWNER_OR_SYSTEM: &[Relation] = &[Relation::Owner, Relation::System];
const PUBLISHED: VacancyMove = Move {
    to: VacancyStatus::Published,
    by: OWNER,
    needs: &[
        Need::OwnerInGoodStanding,
        Need::Body(known_occupation_missing),
        Need::Body(open_seat_missing),
    ],
};
const SUSPENDED: VacancyMove = Move::by(OWNER_OR_SYSTEM, VacancyStatus::Suspended);
const FILLED: VacancyMove =
    Move { to: VacancyStatus::Filled, by: OWNER, needs: &[Need::Body(seats_left)] };
const EXPIRED: VacancyMove = Move::by(OWNER_OR_SYSTEM, VacancyStatus::Expired);
const CANCELLED: VacancyMove = Move::by(OWNER, VacancyStatus::Cancelled);

fn known_occupation_missing(body: &VacancyBody) -> Option<String> {
    body.known_occupation().is_none().then(|| {
        "occupation_text names no known occupation: send occupation, or wait until an operator maps the text".to_owned()
    })
}

fn open_seat_missing(body: &VacancyBody) -> Option<String> {
    (body.openings.open().unwrap_or(0) == 0)
        .then(|| "no opening is open: raise total_job_openings first".to_owned())
}

fn seats_left(body: &VacancyBody) -> Option<String> {
    let open = body.openings.open().unwrap_or(0);
    (open > 0).then(|| format!("{open} openings are still open: fill or cancel them first"))
}

impl Format for VacancyBody {}

impl Resource for VacancyBody {
    type Status = VacancyStatus;
    const KIND: RecordKind = RecordKind::Vacancy;
    const OWNER: Role = Role::Employer;
    const WRITERS: &'static [Relation] = &[Relation::Owner];
    const READ: Scope = Scope::VacanciesRead;
    const WRITE: Scope = Scope::VacanciesWrite;
    const STATES: &'static [VacancyStatus] = VacancyStatus::ALL;
    const INITIAL: VacancyStatus = VacancyStatus::Draft;
    const PUBLIC: Option<VacancyStatus> = Some(VacancyStatus::Published);

    fn moves(from: VacancyStatus) -> &'static [Move<VacancyStatus, Self>] {
        match from {
            VacancyStatus::Draft => &[PUBLISHED, CANCELLED],
            VacancyStatus::Published => &[SUSPENDED, FILLED, EXPIRED, CANCELLED],
            VacancyStatus::Suspended => &[PUBLISHED, FILLED, EXPIRED, CANCELLED],
            VacancyStatus::Filled | VacancyStatus::Expired | VacancyStatus::Cancelled => &[],
        }
    }

    fn is_editable(status: VacancyStatus) -> bool {
        matches!(status, VacancyStatus::Draft | VacancyStatus::Published | VacancyStatus::Suspended)
    }

    fn is_deletable(status: VacancyStatus) -> bool {
        status == VacancyStatus::Draft
    }

    fn facets(&self) -> Vec<Facet> {
        let mut facets = vec![Facet::new(FacetKind::Municipality, &self.workplace.oktmo)];
        if let Some(occupation) = self.known_occupation() {
            facets.extend(occupation.facets());
        }
        let asked = self.skills_asked();
        facets.extend(asked.iter().map(|asked| Facet::new(FacetKind::Skill, &asked.skill)));
        facets.extend(self.replaced.iter().filter_map(Facet::of_heir));
        facets.extend(
            self.home_regions.iter().map(|region| Facet::new(FacetKind::HomeRegion, region)),
        );
        facets
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.title.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }

    fn texts(&self) -> Vec<Text<'_>> {
        let occupation = self.occupation_text.iter().map(Worded::shown_occupation);
        occupation.chain(self.skill_texts.iter().map(|asked| asked.skill.shown_skill())).collect()
    }
}
