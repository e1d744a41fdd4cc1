//! Match runs: one question asked for many vacancies or candidates, and worked through in the background.
//!
//! A run asks for its records from the newest to the oldest, so the last of them says exactly what is done, and a record
//! that is made after the first step, being newer than all of them, does not get in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::scope::Scope,
    concepts::{occupation::TradeId, skill::SkillId},
    job::{Job, JobKind, JobResult},
    recruitment::match_filter::MatchFilter,
    resource::{RecordKind, format::Format},
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

/// Which records of the asked side take part: those that are matched at all, and of them these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// All.
    All,
    /// These, in any order.
    Ids(Vec<Uuid>),
    /// Those that a list with this filter shows.
    Listed(Box<RecordFilter>),
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
    /// Words of titles and duties.
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

impl Format for MatchRunBody {}

impl JobKind for MatchRunBody {
    type Outcome = Vec<Ranked>;
    type Position = Uuid;

    const KIND: RecordKind = RecordKind::MatchRun;
    const NAME: &'static str = "match run";
    const READ: Scope = Scope::MatchesRead;
    const WRITE: Scope = Scope::MatchesWrite;
    const MOST_OPEN: i64 = 20;
    const DAYS_KEPT: i64 = 30;
}

/// A match run.
pub type MatchRun = Job<MatchRunBody>;
/// The matches of one record of a run, best first.
pub type RunAnswer = JobResult<Vec<Ranked>>;

/// A match of a run, as it was when it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Compact", into = "Compact")]
pub struct Ranked {
    /// The candidate or the vacancy that fits.
    pub id: Uuid,
    /// Basis points, 0 to 10,000.
    pub total: u16,
    /// The six parts, in the order of the weights.
    pub parts: [u16; 6],
}

/// A match as it is stored: id, total, parts.
type Compact = (Uuid, u16, [u16; 6]);

impl From<Compact> for Ranked {
    fn from((id, total, parts): Compact) -> Self {
        Self { id, total, parts }
    }
}

impl From<Ranked> for Compact {
    fn from(Ranked { id, total, parts }: Ranked) -> Self {
        (id, total, parts)
    }
}
