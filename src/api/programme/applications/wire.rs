//! Applications on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{head::Head, viewed::Viewed},
    },
    app::resource::visible::Visible,
    domain::{
        access::relation::Relation,
        programme::{
            application::{
                ApplicationBody, ApplicationNeed, ApplicationOrigin, ApplicationStatus,
                WorkerStatus, WorkerStep,
            },
            closing::ClosingReason,
        },
        recruitment::{candidate::CandidateId, vacancy::VacancyId},
        resource::{id::Id, lifecycle::Waiting},
    },
};

/// Whom an agency puts forward, and for what.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ApplicationInput {
    /// A published vacancy.
    pub vacancy_id: Uuid,
    /// A candidate of the agency who matches it.
    pub candidate_id: Uuid,
    /// The code that the agency was given for the job order that the vacancy stands under, if it stands under one.
    #[validate(length(min = 10, max = 10))]
    #[schema(
        min_length = 10,
        max_length = 10,
        pattern = "^[0-9A-HJKMNP-TV-Z]{10}$",
        example = "7K3M9QX2TB"
    )]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation_code: Option<String>,
}

impl Exemplary for ApplicationInput {
    fn example() -> Value {
        json!({
            "vacancy_id": "0198c0de-0000-7000-8000-000000000001",
            "candidate_id": "0198c0de-0000-7000-8000-000000000002"
        })
    }
}

impl ApplicationInput {
    /// Whom it puts together.
    pub(super) fn pair(&self) -> (VacancyId, CandidateId) {
        (Id::new(self.vacancy_id), Id::new(self.candidate_id))
    }
}

/// A state that the caller could move it to if other records said what is needed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WaitingView {
    /// The state.
    to: ApplicationStatus,
    /// What is lacking.
    #[schema(max_items = 8, value_type = Vec<ApplicationNeed>)]
    needs: Vec<&'static str>,
}

impl From<&Waiting<ApplicationStatus>> for WaitingView {
    fn from(waiting: &Waiting<ApplicationStatus>) -> Self {
        Self { to: waiting.to, needs: waiting.needs.clone() }
    }
}

/// An application. The employer sees no agency: that would tell more of the candidate than was agreed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ApplicationView {
    #[serde(flatten)]
    pub head: Head<ApplicationStatus>,
    /// The states that the caller could move it to if other records said what is needed.
    #[schema(max_items = 6)]
    pub waiting: Vec<WaitingView>,
    /// The reasons for which the caller may close it.
    #[schema(max_items = 20)]
    pub closing_reasons: Vec<ClosingReason>,
    /// How it stands in the worker's words; `null` while the agency has not answered an invitation.
    #[schema(required)]
    pub worker_status: Option<WorkerStatus>,
    /// What comes next, as the worker is told; `null` while the agency has not answered an invitation.
    #[schema(required)]
    pub next_step: Option<WorkerStep>,
    /// The employer.
    pub employer_id: Uuid,
    /// The candidate's agency; employers do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<Uuid>,
    /// The vacancy.
    pub vacancy_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// The job order that the vacancy has heads of; `null` if it stands under none.
    #[schema(required)]
    pub job_order_id: Option<Uuid>,
    /// The allocation that put the candidate forward; `null` if none did.
    #[schema(required)]
    pub allocation_id: Option<Uuid>,
    /// Who began it.
    pub origin: ApplicationOrigin,
    /// Why it is over; `null` while it is not.
    #[schema(required)]
    pub closing_reason: Option<ClosingReason>,
}

/// The reasons for which somebody may close an application as it stands.
fn reasons(seen: &Visible<ApplicationBody>) -> Vec<ClosingReason> {
    let is_bound = seen.record.status.is_offered();
    let all = ClosingReason::of(seen.relation).into_iter();
    all.filter(|reason| is_bound || !reason.is_early_end()).collect()
}

impl Viewed for ApplicationBody {
    type View = ApplicationView;
    const PATH: &'static str = "/v1/applications";

    fn view(seen: &Visible<Self>) -> ApplicationView {
        let record = &seen.record;
        let body = &record.body;
        let may_close = seen.transitions.contains(&ApplicationStatus::Closed);
        ApplicationView {
            head: Head::of(seen),
            waiting: seen.waiting.iter().map(Into::into).collect(),
            closing_reasons: if may_close { reasons(seen) } else { Vec::new() },
            worker_status: record.status.for_worker(),
            next_step: record.status.next_step(),
            employer_id: record.owner,
            agency_id: (seen.relation != Relation::Owner).then_some(body.agency),
            vacancy_id: body.vacancy.0,
            candidate_id: body.candidate.0,
            job_order_id: body.order.map(|order| order.0),
            allocation_id: body.allocation.map(|allocation| allocation.0),
            origin: body.origin,
            closing_reason: body.closing,
        }
    }
}
