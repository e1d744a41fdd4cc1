//! Selection sessions: a dated meeting where people are tested for real openings. Whoever comes reads what came of it.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    recruitment::vacancy::VacancyId,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{
        moscow::moscow_day,
        place::{District, HomeRegion},
        spoken::SpokenLanguage,
        words::words,
    },
};

words! {
    /// The state of a selection session.
    SelectionSessionStatus {
        /// Being planned.
        Draft = "draft",
        /// Agencies know of it, and fill its slots.
        Announced = "announced",
        /// It takes place.
        Running = "running",
        /// It is over, and its results stay as they are.
        Closed = "closed",
        /// Everybody who came can read what came of it.
        Published = "published",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

words! {
    /// How people meet.
    SelectionSessionKind {
        /// In one place.
        Onsite = "onsite",
        /// By video.
        Online = "online",
    }
}

/// Where a session takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionPlace {
    /// The region of Uzbekistan.
    pub region: HomeRegion,
    /// Its district, if it is told.
    pub district: Option<District>,
    /// The address, 3 to 200 characters.
    pub address: String,
}

/// An organisation that tests and decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelMember {
    /// What it works for.
    pub role: Role,
    /// The organisation.
    pub organisation: Uuid,
}

/// Where, when and for what people are tested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionSessionBody {
    /// How people meet.
    pub kind: SelectionSessionKind,
    /// Where, if they meet in one place.
    pub place: Option<SelectionPlace>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends, after that.
    pub ends_at: DateTime<Utc>,
    /// How many people it takes, 1 to 2,000.
    pub capacity: u32,
    /// The employer's vacancies that people are tested for, 1 to 50.
    pub vacancies: Vec<VacancyId>,
    /// The languages that it is held in, 1 to 10.
    pub languages: Vec<SpokenLanguage>,
    /// The agencies that fill its slots, 1 to 100.
    pub agencies: Vec<Uuid>,
    /// Who tests: the employer and an operator at least.
    pub panel: Vec<PanelMember>,
    /// When agencies were told of it; `None` while it is planned.
    #[serde(default)]
    pub announced_at: Option<DateTime<Utc>>,
    /// When it was cancelled, if it was.
    #[serde(default)]
    pub cancelled_at: Option<DateTime<Utc>>,
}

/// A stored selection session.
pub type SelectionSession = Record<SelectionSessionBody>;
/// The id of a selection session.
pub type SelectionSessionId = Id<SelectionSessionBody>;

type SessionMove = Move<SelectionSessionStatus, SelectionSessionBody>;

/// The need that each vacancy is public and stands under an approved job order.
pub const ORDERS: &str = "orders_approved";
/// The need that somebody other than the worker bears what a journey for nothing costs.
pub const TRAVEL_COSTS: &str = "travel_costs";
/// The need that of everybody with a slot it is said whether they came.
pub const ATTENDANCE: &str = "attendance";
/// The need that everybody who came has a result.
pub const RESULTS: &str = "results";

/// So many days before it begins people may be on their way.
const SHORT_NOTICE: Days = Days::new(3);

const PLANNERS: &[Relation] = &[Relation::Owner, Relation::Operator];
const ANNOUNCED: SessionMove = Move {
    to: SelectionSessionStatus::Announced,
    by: PLANNERS,
    needs: &[
        Need::OwnerInGoodStanding,
        Need::Day(SelectionSessionBody::lies_behind),
        Need::Beside(ORDERS),
    ],
};
const RUNNING: SessionMove = Move {
    to: SelectionSessionStatus::Running,
    by: PLANNERS,
    needs: &[Need::Day(SelectionSessionBody::lies_ahead)],
};
const CLOSED: SessionMove = Move {
    to: SelectionSessionStatus::Closed,
    by: PLANNERS,
    needs: &[Need::Beside(ATTENDANCE), Need::Beside(RESULTS)],
};
const PUBLISHED: SessionMove = Move::by(PLANNERS, SelectionSessionStatus::Published);
const CANCELLED: SessionMove = Move {
    to: SelectionSessionStatus::Cancelled,
    by: PLANNERS,
    needs: &[Need::Beside(TRAVEL_COSTS)],
};

impl SelectionSessionStatus {
    /// Whether slots are given, changed, or filled with results.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Announced | Self::Running)
    }
}

impl SelectionSessionBody {
    /// The day in Moscow on which it begins.
    pub fn starts_on(&self) -> NaiveDate {
        moscow_day(self.starts_at)
    }

    /// That its day has passed, if it has.
    fn lies_behind(&self, today: NaiveDate) -> Option<String> {
        let day = self.starts_on();
        (day < today).then(|| {
            format!("the session begins on {day}, which has passed: set a later starts_at")
        })
    }

    /// That it does not begin on this day yet, if it does not.
    fn lies_ahead(&self, today: NaiveDate) -> Option<String> {
        let day = self.starts_on();
        (today < day).then(|| format!("the session begins on {day}, and not before"))
    }

    /// Whether people may be on their way to it on this day.
    pub fn is_at_short_notice(&self, today: NaiveDate) -> bool {
        self.announced_at.is_some() && self.starts_on() <= today + SHORT_NOTICE
    }

    /// Whether an organisation of this role tests here.
    pub fn is_on_the_panel(&self, role: Role, organisation: Uuid) -> bool {
        self.panel.contains(&PanelMember { role, organisation })
    }

    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let mut wrong = Vec::new();
        if self.ends_at <= self.starts_at {
            wrong.push(FieldError::new("/ends_at", "period_reversed", "must lie after starts_at"));
        }
        match (self.kind, &self.place) {
            (SelectionSessionKind::Onsite, None) => {
                let why = "say where an onsite session takes place";
                wrong.push(FieldError::new("/place", "required", why));
            }
            (SelectionSessionKind::Online, Some(_)) => {
                let why = "an online session has no place: leave it out";
                wrong.push(FieldError::new("/place", "contradiction", why));
            }
            _ => {}
        }
        for role in [Role::Employer, Role::Operator] {
            if self.panel.iter().all(|member| member.role != role) {
                let why = format!("the panel has one {role} at least");
                wrong.push(FieldError::new("/panel", "required", why));
            }
        }
        wrong
    }

    /// What those rely on who have a slot.
    fn promised(
        &self,
    ) -> (SelectionSessionKind, Option<&SelectionPlace>, [DateTime<Utc>; 2], &[VacancyId]) {
        (self.kind, self.place.as_ref(), [self.starts_at, self.ends_at], &self.vacancies)
    }
}

impl Format for SelectionSessionBody {}

impl Resource for SelectionSessionBody {
    type Status = SelectionSessionStatus;
    const KIND: RecordKind = RecordKind::SelectionSession;
    const OWNER: Role = Role::Employer;
    const PARTIES: &'static [Role] = &[Role::Agency];
    const ABOUT_SOMEBODY: bool = false;
    const WRITERS: &'static [Relation] = PLANNERS;
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [SelectionSessionStatus] = SelectionSessionStatus::ALL;
    const INITIAL: SelectionSessionStatus = SelectionSessionStatus::Draft;
    const PUBLIC: Option<SelectionSessionStatus> = None;

    fn moves(from: SelectionSessionStatus) -> &'static [SessionMove] {
        match from {
            SelectionSessionStatus::Draft => &[ANNOUNCED, CANCELLED],
            SelectionSessionStatus::Announced => &[RUNNING, CANCELLED],
            SelectionSessionStatus::Running => &[CLOSED, CANCELLED],
            SelectionSessionStatus::Closed => &[PUBLISHED],
            SelectionSessionStatus::Published | SelectionSessionStatus::Cancelled => &[],
        }
    }

    fn is_editable(status: SelectionSessionStatus) -> bool {
        matches!(status, SelectionSessionStatus::Draft | SelectionSessionStatus::Announced)
    }

    /// Once it is announced people plan their journeys by it.
    fn revised(
        status: SelectionSessionStatus,
        before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<SelectionSessionStatus, String> {
        match status {
            SelectionSessionStatus::Draft => Ok(status),
            SelectionSessionStatus::Announced if before.promised() == after.promised() => Ok(status),
            SelectionSessionStatus::Announced => Err(
                "people rely on when, where and for what an announced session is: cancel it, and announce another"
                    .to_owned(),
            ),
            _ => Err(format!("a selection session that is {status} cannot be changed")),
        }
    }

    fn keep(&mut self, before: &Self) {
        (self.announced_at, self.cancelled_at) = (before.announced_at, before.cancelled_at);
    }

    fn is_deletable(status: SelectionSessionStatus) -> bool {
        status == SelectionSessionStatus::Draft
    }

    /// Agencies take part once they are told of it.
    fn parties(&self) -> Vec<Uuid> {
        if self.announced_at.is_some() { self.agencies.clone() } else { Vec::new() }
    }

    fn enter(&mut self, to: SelectionSessionStatus, at: DateTime<Utc>) {
        match to {
            SelectionSessionStatus::Announced => self.announced_at = Some(at),
            SelectionSessionStatus::Cancelled => self.cancelled_at = Some(at),
            _ => {}
        }
    }

    fn explain(
        &mut self,
        _to: SelectionSessionStatus,
        _by: Relation,
        reason: Option<&str>,
    ) -> Result<(), FieldError> {
        let is_late = self.cancelled_at.is_some_and(|at| self.is_at_short_notice(moscow_day(at)));
        if is_late && reason.is_none_or(|reason| reason.trim().is_empty()) {
            let why = "people may be on their way: say why the session is cancelled";
            return Err(FieldError::new("/reason", "reason_required", why));
        }
        Ok(())
    }

    fn facets(&self) -> Vec<Facet> {
        let region =
            self.place.iter().map(|place| Facet::new(FacetKind::HomeRegion, &place.region));
        let parties = self.parties().into_iter().map(|one| Facet::new(FacetKind::Party, one));
        region.chain(parties).collect()
    }
}

#[cfg(test)]
#[path = "selection_session_tests.rs"]
mod tests;
