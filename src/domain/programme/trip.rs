//! Trips: an agency takes those to the corridor's other end who may set out. Whoever boards has departed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    programme::{application::ApplicationId, job_order::JobOrderId},
    recruitment::candidate::CandidateId,
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{
        place::{HomeRegion, Municipality},
        words::words,
    },
};

words! {
    /// The state of a trip.
    TripStatus {
        /// It lies ahead, and seats are given.
        Planned = "planned",
        /// Under way.
        Boarded = "boarded",
        /// At its end.
        Arrived = "arrived",
        /// Over, or given up before anybody boarded.
        Closed = "closed",
    }
}

words! {
    /// What became of a seat on a trip.
    SeatState {
        /// It is kept for somebody.
        Seated = "seated",
        /// Somebody set out on it.
        Boarded = "boarded",
        /// Somebody for whom it was kept did not set out.
        Missed = "missed",
    }
}

/// A seat on a trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripSeat {
    /// The trip.
    pub trip: TripId,
    /// Whose application it is for.
    pub application: ApplicationId,
    /// Who that is.
    pub candidate: CandidateId,
    /// What became of it.
    pub state: SeatState,
    /// When it was given.
    pub seated_at: DateTime<Utc>,
}

impl Format for TripSeat {}

/// From where to where somebody is taken, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripBody {
    /// The job order for whose workers it is, if it is for one.
    pub order: Option<JobOrderId>,
    /// The day on which it sets out.
    pub departs_on: NaiveDate,
    /// The region where it begins.
    pub from: HomeRegion,
    /// The municipality where it ends.
    pub to: Municipality,
    /// Who carries, 1 to 200 characters.
    pub carrier: String,
    /// How many it takes, 1 to 1,000.
    pub seats: u32,
}

/// A stored trip.
pub type Trip = Record<TripBody>;
/// The id of a trip.
pub type TripId = Id<TripBody>;

type TripMove = Move<TripStatus, TripBody>;

const OWNER: &[Relation] = &[Relation::Owner];
/// This follows from what is told of the boarding.
const BOARDED: TripMove = Move {
    to: TripStatus::Boarded,
    by: &[Relation::System],
    needs: &[Need::Day(TripBody::lies_ahead)],
};
const ARRIVED: TripMove = Move::by(OWNER, TripStatus::Arrived);
const CLOSED: TripMove = Move::by(OWNER, TripStatus::Closed);

impl TripBody {
    /// That it does not set out on this day yet, if it does not.
    pub fn lies_ahead(&self, today: NaiveDate) -> Option<String> {
        let day = self.departs_on;
        (today < day).then(|| format!("the trip sets out on {day}: nobody boards before that day"))
    }
}

impl Format for TripBody {}

impl Resource for TripBody {
    type Status = TripStatus;
    const KIND: RecordKind = RecordKind::Trip;
    const OWNER: Role = Role::Agency;
    const WRITERS: &'static [Relation] = OWNER;
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [TripStatus] = TripStatus::ALL;
    const INITIAL: TripStatus = TripStatus::Planned;
    const PUBLIC: Option<TripStatus> = None;

    fn moves(from: TripStatus) -> &'static [TripMove] {
        match from {
            TripStatus::Planned => &[BOARDED, CLOSED],
            TripStatus::Boarded => &[ARRIVED],
            TripStatus::Arrived => &[CLOSED],
            TripStatus::Closed => &[],
        }
    }

    fn is_editable(status: TripStatus) -> bool {
        status == TripStatus::Planned
    }

    fn is_deletable(_status: TripStatus) -> bool {
        false
    }

    fn parties(&self) -> Vec<Uuid> {
        Vec::new()
    }

    fn facets(&self) -> Vec<Facet> {
        vec![Facet::new(FacetKind::Municipality, &self.to)]
    }
}
