//! Measures of the roadmap: what is to be done by when, who answers for it on each side, and on what it waits.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    law::words::Side,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{language::Lang, text::LocalizedText, words::words},
};

words! {
    /// The state of a measure.
    MeasureStatus {
        /// It is agreed on and has not begun.
        Planned = "planned",
        /// It is under way.
        Running = "running",
        /// It is done.
        Done = "done",
        /// Both owners have given it up.
        Dropped = "dropped",
    }
}

words! {
    /// What a measure is about.
    MeasureCategory {
        /// Recruitment.
        Recruitment = "recruitment",
        /// Legal and social protection.
        Protection = "protection",
        /// Work within the law.
        Legality = "legality",
        /// Centres and advice.
        Support = "support",
        /// Recognition of qualifications.
        Recognition = "recognition",
        /// Training.
        Training = "training",
        /// Ties between regions.
        Regions = "regions",
        /// Trade; its figures are typed.
        Trade = "trade",
        /// Investment; its figures are typed.
        Investment = "investment",
        /// Logistics; its figures are typed.
        Logistics = "logistics",
        /// Culture; its figures are typed.
        Culture = "culture",
        /// Exchange of universities; its figures are typed.
        AcademicExchange = "academic_exchange",
        /// Youth; its figures are typed.
        Youth = "youth",
    }
}

impl MeasureCategory {
    /// Whether Koprik counts something of it.
    pub const fn is_counted(self) -> bool {
        !matches!(
            self,
            Self::Trade
                | Self::Investment
                | Self::Logistics
                | Self::Culture
                | Self::AcademicExchange
                | Self::Youth
        )
    }
}

/// The office that answers for a measure on a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureOwner {
    /// The operator's organisation that speaks for it.
    pub organisation: Uuid,
    /// The office, 3 to 200 characters; never a person.
    pub office: String,
}

/// That an owner gives a measure up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropWish {
    /// The organisation that spoke for the side.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// A measure of the roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureBody {
    /// What it is about.
    pub category: MeasureCategory,
    /// What is to be done, by language.
    pub title: LocalizedText,
    /// Who answers for it on each side.
    pub owners: BTreeMap<Side, MeasureOwner>,
    /// The first day.
    pub starts: NaiveDate,
    /// The day by which it is to be done.
    pub due: NaiveDate,
    /// The measures that must be done before it begins.
    pub depends_on: Vec<MeasureId>,
    /// The sides that have given it up as it is.
    pub drops: BTreeMap<Side, DropWish>,
}

/// A stored measure.
pub type Measure = Record<MeasureBody>;
/// The id of a measure.
pub type MeasureId = Id<MeasureBody>;

type MeasureMove = Move<MeasureStatus, MeasureBody>;

/// The need of what must be done before.
pub const DEPENDENCIES: &str = "dependencies";

const OPERATOR: &[Relation] = &[Relation::Operator];
const RUNNING: MeasureMove =
    Move { to: MeasureStatus::Running, by: OPERATOR, needs: &[Need::Beside(DEPENDENCIES)] };
const DONE: MeasureMove = Move::by(OPERATOR, MeasureStatus::Done);
/// It follows from what both owners say.
const DROPPED: MeasureMove = Move::by(&[Relation::System], MeasureStatus::Dropped);

impl MeasureStatus {
    /// The states in which something is still to be done.
    pub const OPEN: [Self; 2] = [Self::Planned, Self::Running];

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }
}

impl MeasureBody {
    /// Whether it should have been done before a day.
    pub fn is_missed(&self, status: MeasureStatus, today: NaiveDate) -> bool {
        status.is_open() && self.due < today
    }

    /// The same measure once the owner of a side has given it up, and whether both have.
    pub fn given_up(&self, side: Side, at: DateTime<Utc>) -> Option<(Self, bool)> {
        let organisation = self.owners.get(&side)?.organisation;
        let mut later = self.clone();
        later.drops.insert(side, DropWish { organisation, at });
        let is_over = later.drops.len() == Side::ALL.len();
        Some((later, is_over))
    }

    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let reversed = (self.due < self.starts)
            .then(|| FieldError::new("/due", "period_reversed", "must not lie before starts"));
        let organisations = self.owners.values().map(|owner| owner.organisation);
        let first = organisations.clone().next();
        let is_one = first.is_some_and(|first| organisations.skip(1).any(|other| other == first));
        let why = "one organisation cannot answer for both sides: name another";
        let one =
            is_one.then(|| FieldError::new("/owner_uz/organisation_id", "contradiction", why));
        reversed.into_iter().chain(one).collect()
    }

    fn terms(&self) -> Self {
        Self { drops: BTreeMap::new(), ..self.clone() }
    }
}

impl Format for MeasureBody {}

impl Resource for MeasureBody {
    type Status = MeasureStatus;
    const KIND: RecordKind = RecordKind::Measure;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::StatisticsRead;
    const WRITE: Scope = Scope::AllocationsWrite;
    const STATES: &'static [MeasureStatus] = MeasureStatus::ALL;
    const INITIAL: MeasureStatus = MeasureStatus::Planned;
    const PUBLIC: Option<MeasureStatus> = None;

    fn moves(from: MeasureStatus) -> &'static [MeasureMove] {
        match from {
            MeasureStatus::Planned => &[RUNNING, DROPPED],
            MeasureStatus::Running => &[DONE, DROPPED],
            MeasureStatus::Done | MeasureStatus::Dropped => &[],
        }
    }

    fn is_editable(status: MeasureStatus) -> bool {
        status.is_open()
    }

    /// Who has given it up has given up what it was.
    fn keep(&mut self, before: &Self) {
        if self.terms() == before.terms() {
            self.drops.clone_from(&before.drops);
        }
    }

    fn is_deletable(status: MeasureStatus) -> bool {
        status == MeasureStatus::Planned
    }

    fn facets(&self) -> Vec<Facet> {
        vec![Facet::new(FacetKind::Topic, self.category)]
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        self.title.all().iter().map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(owners: [u128; 2]) -> MeasureBody {
        let owner =
            |id| MeasureOwner { organisation: Uuid::from_u128(id), office: "Office".into() };
        let title = LocalizedText::try_from(BTreeMap::from([(Lang::En, "t".to_owned())])).unwrap();
        MeasureBody {
            category: MeasureCategory::Training,
            title,
            owners: Side::ALL.iter().copied().zip(owners.map(owner)).collect(),
            starts: "2027-01-01".parse().unwrap(),
            due: "2027-06-30".parse().unwrap(),
            depends_on: Vec::new(),
            drops: BTreeMap::new(),
        }
    }

    #[test]
    fn it_is_over_once_both_owners_have_given_it_up() {
        let at = DateTime::UNIX_EPOCH;
        let (once, is_over) = measure([1, 2]).given_up(Side::Tatarstan, at).unwrap();
        assert!(!is_over);
        assert!(!once.given_up(Side::Tatarstan, at).unwrap().1, "one side twice is one side");
        assert!(once.given_up(Side::Uzbekistan, at).unwrap().1);
        let mut changed = MeasureBody { due: NaiveDate::MAX, ..once.clone() };
        changed.drops.clear();
        changed.keep(&once);
        assert!(changed.drops.is_empty(), "what was given up was another");
    }

    #[test]
    fn it_is_missed_the_day_after_it_was_due() {
        let (one, due) = (measure([1, 2]), "2027-06-30".parse().unwrap());
        assert!(!one.is_missed(MeasureStatus::Running, due));
        assert!(one.is_missed(MeasureStatus::Planned, due.succ_opt().unwrap()));
        assert!(!one.is_missed(MeasureStatus::Done, NaiveDate::MAX));
        assert_eq!(measure([1, 1]).contradictions().len(), 1);
    }
}
