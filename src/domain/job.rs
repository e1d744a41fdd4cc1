//! Jobs: work on many items in the background, step by step. Kinds of jobs differ in what is asked and in what an item
//! comes to; how a job waits, runs, is stopped and is forgotten is the same for all.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::{
    Invalid,
    access::scope::{Role, Scope},
    resource::{RecordKind, format::Format, id::Id},
    values::words::words,
};

words! {
    /// The state of a job.
    #[schema(as = RunStatus, description = "The state of a match run.")]
    JobStatus {
        /// Waits for a server.
        Queued = "queued",
        /// A server works on it.
        Running = "running",
        /// Every item is done.
        Finished = "finished",
        /// Stopped by a client; what was found before stays.
        Cancelled = "cancelled",
        /// Stopped by a fault; what was found before stays.
        Failed = "failed",
    }
}

impl JobStatus {
    /// Whether work is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }

    /// The states that a client may move a job to.
    pub fn next(self) -> &'static [Self] {
        if self.is_open() { &[Self::Cancelled] } else { &[] }
    }
}

/// A kind of job: what is asked of one, and what it finds.
pub trait JobKind: Clone + fmt::Debug + PartialEq + Format + Send + Sync + 'static {
    /// What one item comes to.
    type Outcome: Clone + fmt::Debug + PartialEq + Serialize + DeserializeOwned + Send + 'static;
    /// Where a step ends, so that the next one begins behind it.
    type Position: Clone + fmt::Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync;

    /// Which kind it is.
    const KIND: RecordKind;
    /// What people call one, such as `match run`.
    const NAME: &'static str;
    /// The scope that reading needs.
    const READ: Scope;
    /// The scope that starting, cancelling and deleting need.
    const WRITE: Scope;
    /// How many of one organisation may wait or run at a time.
    const MOST_OPEN: i64;
    /// How many of one organisation are kept at a time, ended or not.
    const MOST_KEPT: i64 = 100;
    /// How many items those of one organisation have together.
    const MOST_ITEMS: i64 = 1_000_000;
    /// For how many days one that has ended is kept.
    const DAYS_KEPT: i64;
}

/// A job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Job<J: JobKind> {
    /// Its id.
    pub id: Id<J>,
    /// The organisation that started it.
    pub owner: Uuid,
    /// What kind of organisation that is: the job reaches as far as its owner.
    pub role: Role,
    /// Its state.
    pub status: JobStatus,
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
    /// How many items it has; counted when it is created, and once more when it finishes.
    pub total: u32,
    /// How many of them are done.
    pub done: u32,
    /// Where the last step ended.
    #[serde(alias = "place")]
    pub position: Option<J::Position>,
    /// Why it failed, if it did.
    pub failure: Option<String>,
    /// What is asked.
    pub body: J,
}

/// What is remembered of a job has the format of its body.
impl<J: JobKind> Format for Job<J> {
    const NUMBER: u32 = J::NUMBER;

    fn upgrade(document: &mut Map<String, Value>, from: u32) -> Result<(), Invalid> {
        let body = document.get_mut("body").and_then(Value::as_object_mut);
        J::upgrade(body.ok_or_else(|| Invalid::expected("a body"))?, from)
    }
}

impl<J: JobKind> Job<J> {
    /// A new job of this organisation, with so many items.
    pub fn create(owner: Uuid, role: Role, total: u32, body: J, at: DateTime<Utc>) -> Self {
        Self {
            id: Id::new(Uuid::now_v7()),
            owner,
            role,
            status: JobStatus::Queued,
            version: 1,
            created_at: at,
            updated_at: at,
            started_at: None,
            finished_at: None,
            total,
            done: 0,
            position: None,
            failure: None,
            body,
        }
    }
}

/// What a job found for one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobResult<O> {
    /// The item: the id of a record, or one that the job gives to what has no id.
    pub item: Uuid,
    /// What it came to.
    pub outcome: O,
}

/// Some items done, whose results and progress are kept together.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<J: JobKind> {
    /// What was found, in the order in which it is shown.
    pub results: Vec<JobResult<J::Outcome>>,
    /// Where the step ended; `None` if it looked at no item.
    pub position: Option<J::Position>,
    /// Whether it was the last step.
    pub last: bool,
}
