//! Meetings of the working group: what was decided on which measures, and who is to do what by when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    law::words::Side,
    programme::roadmap::measure::MeasureId,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{text::LocalizedText, words::words},
};

words! {
    /// The state of a meeting.
    MeetingStatus {
        /// It is called.
        Planned = "planned",
        /// It was held, and its minutes say what was decided.
        Held = "held",
        /// It did not take place.
        Cancelled = "cancelled",
    }
}

/// An office that was present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresentOffice {
    /// The side.
    pub side: Side,
    /// The office, 3 to 200 characters; never a person.
    pub office: String,
}

/// What a meeting decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingDecision {
    /// What, by language.
    pub text: LocalizedText,
    /// The measures that it is about.
    pub measures: Vec<MeasureId>,
}

/// What somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingTask {
    /// What, by language.
    pub text: LocalizedText,
    /// The side whose office is to do it.
    pub side: Side,
    /// The office, 3 to 200 characters; never a person.
    pub office: String,
    /// The last day for it.
    pub due: NaiveDate,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
}

/// A meeting of the working group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingBody {
    /// When.
    pub at: DateTime<Utc>,
    /// Where, by language.
    pub place: LocalizedText,
    /// The offices that were present.
    pub present: Vec<PresentOffice>,
    /// What was decided.
    pub decisions: Vec<MeetingDecision>,
    /// Who is to do what.
    pub tasks: Vec<MeetingTask>,
}

/// A stored meeting.
pub type Meeting = Record<MeetingBody>;
/// The id of a meeting.
pub type MeetingId = Id<MeetingBody>;

type MeetingMove = Move<MeetingStatus, MeetingBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const HELD: MeetingMove =
    Move { to: MeetingStatus::Held, by: OPERATOR, needs: &[Need::Body(without_both_sides)] };
const CANCELLED: MeetingMove = Move::by(OPERATOR, MeetingStatus::Cancelled);

fn without_both_sides(body: &MeetingBody) -> Option<String> {
    let is_there = |side: &Side| body.present.iter().any(|office| office.side == *side);
    let why = "say who was present: at least one office of each side";
    (!Side::ALL.iter().all(is_there)).then(|| why.to_owned())
}

impl MeetingTask {
    /// Whether it should have been done before a day.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.done_on.is_none() && self.due < today
    }
}

impl Format for MeetingBody {}

impl Resource for MeetingBody {
    type Status = MeetingStatus;
    const KIND: RecordKind = RecordKind::Meeting;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::StatisticsRead;
    const WRITE: Scope = Scope::AllocationsWrite;
    const STATES: &'static [MeetingStatus] = MeetingStatus::ALL;
    const INITIAL: MeetingStatus = MeetingStatus::Planned;
    const PUBLIC: Option<MeetingStatus> = None;

    fn moves(from: MeetingStatus) -> &'static [MeetingMove] {
        match from {
            MeetingStatus::Planned => &[HELD, CANCELLED],
            MeetingStatus::Held | MeetingStatus::Cancelled => &[],
        }
    }

    fn is_editable(status: MeetingStatus) -> bool {
        status != MeetingStatus::Cancelled
    }

    /// What was held keeps who was there.
    fn revised(
        status: MeetingStatus,
        _before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<MeetingStatus, String> {
        match status {
            MeetingStatus::Planned => Ok(status),
            MeetingStatus::Held => without_both_sides(after).map_or(Ok(status), Err),
            MeetingStatus::Cancelled => {
                Err("a meeting that is cancelled cannot be changed: call another".to_owned())
            }
        }
    }

    fn is_deletable(status: MeetingStatus) -> bool {
        status == MeetingStatus::Planned
    }

    fn facets(&self) -> Vec<Facet> {
        let mut measures: Vec<Facet> = self
            .decisions
            .iter()
            .flat_map(|decision| &decision.measures)
            .map(|measure| Facet::new(FacetKind::Measure, measure))
            .collect();
        measures.sort();
        measures.dedup();
        measures
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::values::language::Lang;

    #[test]
    fn it_is_held_by_both_sides_or_not_at_all() {
        let text = LocalizedText::try_from(BTreeMap::from([(Lang::En, "t".to_owned())])).unwrap();
        let office = |side: &Side| PresentOffice { side: *side, office: "Office".into() };
        let with = |sides: &[Side]| MeetingBody {
            at: DateTime::UNIX_EPOCH,
            place: text.clone(),
            present: sides.iter().map(office).collect(),
            decisions: Vec::new(),
            tasks: Vec::new(),
        };
        assert!(without_both_sides(&with(&[Side::Tatarstan])).is_some());
        assert!(without_both_sides(&with(Side::ALL)).is_none());
    }
}
