//! Match runs: one question asked for many vacancies or candidates, and worked through in the background.
//!
//! A run asks for its records from the newest to the oldest, so the place of the last question says exactly what is done,
//! and a record that is made after the first step, being newer than all of them, does not get in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::scope::Role,
    concepts::{occupation::TradeId, skill::SkillId},
    recruitment::match_filter::MatchFilter,
    resource::id::Id,
    values::{
        place::{HomeRegion, Municipality},
        words::words,
    },
};

words! {
    /// Which side a run asks for.
    Direction {
        /// Candidates for each vacancy.
        Vacancies = "vacancies",
        /// Vacancies for each candidate.
        Candidates = "candidates",
    }
}

words! {
    /// The state of a match run.
    RunStatus {
        /// Waits for a server.
        Queued = "queued",
        /// A server works on it.
        Running = "running",
        /// Every question is answered.
        Finished = "finished",
        /// Stopped by a client; what was answered before stays.
        Cancelled = "cancelled",
        /// Stopped by a fault; what was answered before stays.
        Failed = "failed",
    }
}

impl RunStatus {
    /// Whether work is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }

    /// The states that a client may move a run to.
    pub fn next(self) -> &'static [Self] {
        if self.is_open() { &[Self::Cancelled] } else { &[] }
    }
}

/// Which records of the asked side take part: those that are matched at all, and of them these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// All.
    All,
    /// These, in any order.
    Ids(Vec<Uuid>),
    /// Those that a list with this filter shows.
    RecordFilter(Box<RecordFilter>),
}

/// A filter of records, as lists have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFilter {
    /// Leading digits of an ISCO-08 group.
    pub isco08: Option<String>,
    /// A trade.
    pub occupation: Option<TradeId>,
    /// A skill.
    pub skill: Option<SkillId>,
    /// A municipality.
    pub municipality: Option<Municipality>,
    /// A home region.
    pub home_region: Option<HomeRegion>,
    /// The employer or agency that owns the record.
    pub owner: Option<Uuid>,
    /// Part of a title.
    pub text: Option<String>,
    /// Changed at this moment or later.
    pub changed_since: Option<DateTime<Utc>>,
}

/// What a run asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRunBody {
    /// Which side.
    pub direction: Direction,
    /// Which records of that side.
    pub chosen: Chosen,
    /// Matches for each record at most, 1 to 100.
    pub limit: u8,
    /// Weights of the six parts of the score.
    pub weights: [u16; 6],
    /// What to keep of the matches.
    pub kept: MatchFilter,
    /// The version of the scoring rules that the run began with: one run has one.
    pub scorer_version: String,
}

/// The id of a match run.
pub type MatchRunId = Id<MatchRunBody>;

/// A match run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchRun {
    /// Its id.
    pub id: MatchRunId,
    /// The organisation that started it.
    pub owner: Uuid,
    /// What kind of organisation that is: the run reaches as far as its owner.
    pub role: Role,
    /// Its state.
    pub status: RunStatus,
    /// 1 when created, one more with each step.
    pub version: i64,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last made a step.
    pub updated_at: DateTime<Utc>,
    /// When a server first took it up.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended, in whichever way.
    pub finished_at: Option<DateTime<Utc>>,
    /// How many records it asks for; counted when it is created, and once more when it finishes.
    pub total: u32,
    /// How many of them are done.
    pub done: u32,
    /// The last of them.
    pub place: Option<Uuid>,
    /// Why it failed, if it did.
    pub failure: Option<String>,
    /// What it asks.
    pub body: MatchRunBody,
}

/// The matches of one record of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunAnswer {
    /// The vacancy or the candidate that was asked for.
    pub question: Uuid,
    /// Its matches, best first.
    pub matches: Vec<Ranked>,
}

/// A match of a run, as it was when it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The candidate or the vacancy that fits.
    pub id: Uuid,
    /// Basis points, 0 to 10,000.
    pub total: u16,
    /// The six parts, in the order of the weights.
    pub parts: [u16; 6],
}
