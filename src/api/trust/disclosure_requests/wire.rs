//! Disclosure requests on the wire.

use chrono::{DateTime, Utc};
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
    app::{resource::visible::Visible, trust::disclosure_requests::NewDisclosureRequest},
    domain::{
        access::relation::Relation,
        resource::id::Id,
        trust::disclosure_request::{DisclosureRequestBody, DisclosureStatus},
    },
};

/// What an employer asks.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DisclosureRequestInput {
    /// The employer's published vacancy.
    pub vacancy_id: Uuid,
    /// A candidate who matches it.
    pub candidate_id: Uuid,
    /// What it is needed for; the agency reads it.
    #[validate(length(min = 1, max = 500))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "to invite the candidate to an interview"
    )]
    pub purpose: String,
}

impl Exemplary for DisclosureRequestInput {
    fn example() -> Value {
        json!({
            "vacancy_id": "0198c0de-0000-7000-8000-000000000001",
            "candidate_id": "0198c0de-0000-7000-8000-000000000002",
            "purpose": "to invite the candidate to an interview"
        })
    }
}

impl From<DisclosureRequestInput> for NewDisclosureRequest {
    fn from(input: DisclosureRequestInput) -> Self {
        Self {
            vacancy: Id::new(input.vacancy_id),
            candidate: Id::new(input.candidate_id),
            purpose: input.purpose,
        }
    }
}

/// A disclosure request. The employer sees no agency: that would tell more of the candidate than was agreed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DisclosureRequestView {
    #[serde(flatten)]
    pub head: Head<DisclosureStatus>,
    /// The employer that asks.
    pub employer_id: Uuid,
    /// The agency that decides; employers do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency_id: Option<Uuid>,
    /// The vacancy.
    pub vacancy_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// What it is needed for.
    #[schema(max_length = 500)]
    pub purpose: String,
    /// When an approval ends; `null` until there is one.
    #[schema(required, max_length = 35)]
    pub approved_until: Option<DateTime<Utc>>,
}

impl Viewed for DisclosureRequestBody {
    type View = DisclosureRequestView;
    const PATH: &'static str = "/v1/disclosure-requests";

    fn view(seen: &Visible<Self>) -> DisclosureRequestView {
        let record = &seen.record;
        let body = &record.body;
        DisclosureRequestView {
            head: Head::of(seen),
            employer_id: record.owner,
            agency_id: (seen.relation != Relation::Owner).then_some(body.agency),
            vacancy_id: body.vacancy.0,
            candidate_id: body.candidate.0,
            purpose: body.purpose.clone(),
            approved_until: body.approved_until,
        }
    }
}
