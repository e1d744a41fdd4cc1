//! Reports of the workforce on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, wire::same::same_members},
    app::law::workforce::WorkforceEntry,
    domain::{law::workforce::WorkforceReport, parties::legal_ids::Okved},
};

/// The most people whom an employer reports.
const MOST: u32 = 1_000_000;

/// How many people work in an activity of an employer on a day.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkforceReportInput {
    /// The activity.
    pub okved: Okved,
    /// Everybody who works in it.
    #[validate(range(max = MOST))]
    #[schema(maximum = 1_000_000, example = 100)]
    pub total: u32,
    /// Those of other citizenships among them, at most `total`.
    #[validate(range(max = MOST))]
    #[schema(maximum = 1_000_000, example = 40)]
    pub foreign: u32,
    /// Those of the foreign whom the share does not count, at most `foreign`: temporary and permanent residents, citizens
    /// of Armenia, Belarus, Kazakhstan and Kyrgyzstan, the highly qualified.
    #[serde(default)]
    #[validate(range(max = MOST))]
    #[schema(maximum = 1_000_000, example = 0)]
    pub not_counted: u32,
    /// The day; never in the future.
    #[schema(max_length = 10, example = "2026-11-20")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub as_of: NaiveDate,
}

impl Exemplary for WorkforceReportInput {
    fn example() -> Value {
        json!({"okved": "41.20", "total": 100, "foreign": 40, "not_counted": 0, "as_of": "2026-11-20"})
    }
}

same_members!(WorkforceReportInput, WorkforceReport { okved, total, foreign, not_counted, as_of });

/// A report of the workforce.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkforceReportView {
    #[serde(flatten)]
    report: WorkforceReportInput,
    /// When it was reported.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
}

impl From<WorkforceEntry> for WorkforceReportView {
    fn from(entry: WorkforceEntry) -> Self {
        Self { report: (&entry.report).into(), recorded_at: entry.recorded_at }
    }
}
