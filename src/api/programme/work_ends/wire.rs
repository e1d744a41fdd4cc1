//! Ends of work on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::programme::work_ends::NewWorkEnd,
    domain::{
        access::scope::Role,
        programme::{
            arrival::ArrivalTeller,
            work_end::{EndGround, LastPay, WorkEnd},
        },
    },
};

/// The end of the work as somebody tells of it.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkEndInput {
    /// On which ground it ended.
    ground: EndGround,
    /// The last day of the work.
    #[schema(max_length = 10, example = "2026-11-24")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    last_day: NaiveDate,
    /// Whether everything was paid.
    last_pay: LastPay,
    /// Whether the way home was paid as the terms say.
    homeward_paid: bool,
    /// Whether the worker was given a certificate of the work.
    certificate_issued: bool,
    /// Where the proof of the worker's word is kept; employers leave it out. Not a name, and not a document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-11-24/21")]
    evidence: Option<String>,
}

impl Exemplary for WorkEndInput {
    fn example() -> Value {
        json!({
            "ground": "term_over", "last_day": "2026-11-24", "last_pay": "settled", "homeward_paid": true,
            "certificate_issued": true
        })
    }
}

impl From<WorkEndInput> for NewWorkEnd {
    fn from(input: WorkEndInput) -> Self {
        let WorkEndInput { ground, last_day, last_pay, homeward_paid, .. } = input;
        let WorkEndInput { certificate_issued, evidence, .. } = input;
        Self { ground, last_day, last_pay, homeward_paid, certificate_issued, evidence }
    }
}

/// What was told of the end of the work.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkEndView {
    /// The application.
    application_id: Uuid,
    /// On which ground it ended.
    ground: EndGround,
    /// The last day of the work.
    #[schema(max_length = 10, example = "2026-11-24")]
    last_day: NaiveDate,
    /// Whether everything was paid.
    last_pay: LastPay,
    /// Whether the way home was paid as the terms say.
    homeward_paid: bool,
    /// Whether the worker was given a certificate of the work.
    certificate_issued: bool,
    /// Whose word it is.
    told_by: ArrivalTeller,
    /// Where the proof of the worker's word is kept; employers do not see it.
    #[schema(max_length = 500)]
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<(WorkEnd, Option<Role>)> for WorkEndView {
    fn from((end, reader): (WorkEnd, Option<Role>)) -> Self {
        Self {
            application_id: end.application,
            ground: end.ground,
            last_day: end.last_day,
            last_pay: end.last_pay,
            homeward_paid: end.homeward_paid,
            certificate_issued: end.certificate_issued,
            told_by: end.told_by,
            evidence: end.evidence.filter(|_| reader != Some(Role::Employer)),
            recorded_at: end.recorded_at,
            client_id: end.client,
        }
    }
}

/// The end of the work of an application, once it was told.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkEndsView {
    /// Nothing, or one entry.
    #[schema(max_items = 1)]
    pub(super) items: Vec<WorkEndView>,
}
