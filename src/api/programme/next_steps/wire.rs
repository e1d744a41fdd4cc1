//! Next steps on the wire.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{app::programme::next_steps::NextStep, domain::programme::application::WorkerStep};

/// What comes next for a worker.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NextStepView {
    /// The application.
    application_id: Uuid,
    /// What; `null` while the agency has not answered for the worker.
    #[schema(required)]
    step: Option<WorkerStep>,
    /// By which day; `null` where nobody says.
    #[schema(required, max_length = 10, example = "2026-12-15")]
    due_on: Option<NaiveDate>,
    /// The rule that says so; `null` where an offer or a trip does.
    #[schema(required, max_length = 100, example = "dl.application.answer")]
    rule: Option<String>,
    /// Whether that day is over.
    is_late: bool,
    /// The last day on which the closing can be appealed; `null` if it cannot, or not any more.
    #[schema(required, max_length = 10, example = "2026-12-11")]
    appeal_until: Option<NaiveDate>,
}

impl From<NextStep> for NextStepView {
    fn from(next: NextStep) -> Self {
        Self {
            application_id: next.application.0,
            step: next.step,
            due_on: next.due_on,
            rule: next.rule.map(str::to_owned),
            is_late: next.is_late,
            appeal_until: next.appeal_until,
        }
    }
}
