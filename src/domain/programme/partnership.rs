//! Partnerships of regions: an act of both sides that ties a region of Uzbekistan to a municipality of Tatarstan, or to the
//! whole republic, and the seats that it keeps.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::centre::WebAddress,
    concepts::facet::{Facet, FacetKind},
    law::words::Side,
    programme::job_order::{JobOrderId, OrderDecision, Verdict},
    recruitment::vacancy::VacancyId,
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{
        language::Lang,
        place::{HomeRegion, Municipality},
        text::LocalizedText,
        words::words,
    },
};

words! {
    /// The state of a partnership of regions.
    PartnershipStatus {
        /// Waits for both sides.
        Proposed = "proposed",
        /// Both sides approve of it as it is; everybody can read it, and its seats are kept.
        Active = "active",
        /// It is over, or a side does not want it.
        Ended = "ended",
    }
}

/// The act that a partnership stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipAct {
    /// Its title by language.
    pub title: LocalizedText,
    /// The day of it.
    pub day: NaiveDate,
    /// Where it can be read.
    pub url: Option<WebAddress>,
}

/// The office that speaks for a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipOffice {
    /// The side.
    pub side: Side,
    /// The office, 3 to 200 characters; never a person.
    pub office: String,
    /// Its page on the web.
    pub url: Option<WebAddress>,
}

/// What seats are kept of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptOf {
    /// One vacancy.
    Vacancy(VacancyId),
    /// All vacancies under a job order together.
    JobOrder(JobOrderId),
}

/// Seats that are kept for workers of the region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSeats {
    /// What they are seats of.
    pub of: KeptOf,
    /// How many, 1 to 10,000.
    pub seats: u32,
    /// The day from which anybody may have them.
    pub release_on: NaiveDate,
}

/// A partnership of regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipBody {
    /// The region of Uzbekistan.
    pub uz_region: HomeRegion,
    /// The municipality of Tatarstan; `None` is the whole republic.
    pub municipality: Option<Municipality>,
    /// The act.
    pub act: PartnershipAct,
    /// The first day.
    pub since: NaiveDate,
    /// The last day; `None` is until somebody ends it.
    pub until: Option<NaiveDate>,
    /// The offices that speak for the sides.
    pub contacts: Vec<PartnershipOffice>,
    /// The seats that it keeps.
    pub reservations: Vec<KeptSeats>,
    /// What each side has decided since it last changed.
    pub decisions: BTreeMap<Side, OrderDecision>,
}

/// A stored partnership.
pub type Partnership = Record<PartnershipBody>;
/// The id of a partnership.
pub type PartnershipId = Id<PartnershipBody>;

type PartnershipMove = Move<PartnershipStatus, PartnershipBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const PROPOSED: PartnershipMove = Move::by(OPERATOR, PartnershipStatus::Proposed);
/// It follows from what the sides decide.
const ACTIVE: PartnershipMove = Move::by(&[Relation::System], PartnershipStatus::Active);
const ENDED: PartnershipMove =
    Move::by(&[Relation::Operator, Relation::System], PartnershipStatus::Ended);

impl PartnershipStatus {
    /// The states that end with the last day.
    pub const LIVE: [Self; 2] = [Self::Proposed, Self::Active];
}

impl PartnershipBody {
    /// The state that follows from what the sides have decided.
    pub fn decided(&self) -> PartnershipStatus {
        let says = |verdict| self.decisions.values().filter(|one| one.verdict == verdict).count();
        if says(Verdict::Reject) > 0 {
            PartnershipStatus::Ended
        } else if says(Verdict::Approve) == Side::ALL.len() {
            PartnershipStatus::Active
        } else {
            PartnershipStatus::Proposed
        }
    }

    /// Whether a day lies within it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.since <= day && self.until.is_none_or(|last| day <= last)
    }

    /// Whether it ties the same two places as another on a day that both have.
    pub fn overlaps(&self, other: &Self) -> bool {
        let is_same = self.uz_region == other.uz_region && self.municipality == other.municipality;
        let begins_in = |one: &Self, two: &Self| two.until.is_none_or(|last| one.since <= last);
        is_same && begins_in(self, other) && begins_in(other, self)
    }

    /// The seats that are still kept on a day.
    pub fn kept_on(&self, day: NaiveDate) -> impl Iterator<Item = &KeptSeats> {
        let covers = self.covers(day);
        self.reservations.iter().filter(move |kept| covers && day < kept.release_on)
    }

    /// What contradicts itself.
    pub fn contradictions(&self) -> Option<FieldError> {
        let reversed = self.until.is_some_and(|last| last < self.since);
        reversed.then(|| FieldError::new("/until", "period_reversed", "must not lie before since"))
    }

    fn terms(&self) -> Self {
        Self { decisions: BTreeMap::new(), ..self.clone() }
    }
}

impl Format for PartnershipBody {}

impl Resource for PartnershipBody {
    type Status = PartnershipStatus;
    const KIND: RecordKind = RecordKind::RegionPartnership;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::AllocationsRead;
    const WRITE: Scope = Scope::AllocationsWrite;
    const STATES: &'static [PartnershipStatus] = PartnershipStatus::ALL;
    const INITIAL: PartnershipStatus = PartnershipStatus::Proposed;
    const PUBLIC: Option<PartnershipStatus> = Some(PartnershipStatus::Active);

    fn moves(from: PartnershipStatus) -> &'static [PartnershipMove] {
        match from {
            PartnershipStatus::Proposed => &[ACTIVE, ENDED],
            PartnershipStatus::Active => &[PROPOSED, ENDED],
            PartnershipStatus::Ended => &[],
        }
    }

    fn is_editable(status: PartnershipStatus) -> bool {
        status != PartnershipStatus::Ended
    }

    /// Both sides decide anew on what is changed.
    fn revised(
        status: PartnershipStatus,
        before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<PartnershipStatus, String> {
        if !Self::is_editable(status) {
            return Err(format!(
                "a partnership that is {status} cannot be changed: propose another"
            ));
        }
        let is_changed = before.terms() != after.terms();
        Ok(if is_changed { PartnershipStatus::Proposed } else { status })
    }

    /// What the sides have decided holds for what they have read.
    fn keep(&mut self, before: &Self) {
        if self.terms() == before.terms() {
            self.decisions.clone_from(&before.decisions);
        } else {
            self.decisions.clear();
        }
    }

    fn enter(&mut self, to: PartnershipStatus, _at: DateTime<Utc>) {
        if to == PartnershipStatus::Proposed && self.decided() != to {
            self.decisions.clear();
        }
    }

    fn is_deletable(status: PartnershipStatus) -> bool {
        status == PartnershipStatus::Proposed
    }

    fn facets(&self) -> Vec<Facet> {
        let region = Facet::new(FacetKind::HomeRegion, &self.uz_region);
        let place = self.municipality.iter().map(|one| Facet::new(FacetKind::Municipality, one));
        std::iter::once(region).chain(place).collect()
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.act.title.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}
