//! An advisory case on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        casework::{
            advice::{AdviceOutcome, AdviceStatus, AdvisoryCaseBody},
            centre::ServiceKind,
            complaint::ComplaintChannel,
            topic::SupportTopic,
        },
        resource::{Record, id::Id},
        values::{language::Lang, text::ExternalRef},
    },
};

/// What was asked, and what came of it. Say nothing in it of who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AdvisoryCaseInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// What it is about.
    pub topic: SupportTopic,
    /// The language to answer in.
    pub language: Lang,
    /// How it came.
    pub channel: ComplaintChannel,
    /// The service that is asked for; by when it must be given follows from it.
    pub service: ServiceKind,
    /// The centre that advises, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<Uuid>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<AdviceOutcome>,
    /// Minutes that it took.
    #[validate(range(min = 0, max = 1_440))]
    #[schema(minimum = 0, maximum = 1_440, example = 15)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The centre that is to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_to_id: Option<Uuid>,
    /// The guide that the answer was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide_id: Option<Uuid>,
}

impl Exemplary for AdvisoryCaseInput {
    fn example() -> Value {
        json!({"topic": "pay", "language": "uz-Latn", "channel": "phone", "service": "legal_advice"})
    }
}

/// An advisory case.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AdvisoryCaseView {
    #[serde(flatten)]
    pub head: Head<AdviceStatus>,
    /// The organisation that advises.
    pub adviser_id: Uuid,
    /// The day on which it was asked.
    #[schema(max_length = 10, example = "2026-11-29")]
    pub asked_on: NaiveDate,
    /// By when it is to be answered; left out if no rule says so.
    #[schema(max_length = 10, example = "2026-12-02")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<NaiveDate>,
    /// The rule that says so.
    #[schema(max_length = 100, example = "dl.advice")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_rule: Option<String>,
    /// How often the same was asked again.
    #[schema(minimum = 0, maximum = 4_294_967_295_u32, example = 0)]
    pub repeats: u32,
    #[serde(flatten)]
    pub input: AdvisoryCaseInput,
}

impl Viewed for AdvisoryCaseBody {
    type View = AdvisoryCaseView;
    const PATH: &'static str = "/v1/advisory-cases";

    fn view(seen: &Visible<Self>) -> AdvisoryCaseView {
        let body = &seen.record.body;
        AdvisoryCaseView {
            head: Head::of(seen),
            adviser_id: seen.record.owner,
            asked_on: body.asked_on,
            due_on: body.due_on,
            due_rule: body.due_rule.clone(),
            repeats: body.repeats,
            input: Self::input(&seen.record),
        }
    }
}

impl Wire for AdvisoryCaseBody {
    type Input = AdvisoryCaseInput;

    fn input(record: &Record<Self>) -> AdvisoryCaseInput {
        let body = &record.body;
        AdvisoryCaseInput {
            external_ref: record.external_ref.clone(),
            topic: body.topic,
            language: body.language,
            channel: body.channel,
            service: body.service,
            centre_id: body.centre.map(|id| id.0),
            outcome: body.outcome,
            minutes: body.minutes,
            referred_to_id: body.referred_to.map(|id| id.0),
            guide_id: body.guide.map(|id| id.0),
        }
    }

    fn accept(
        input: AdvisoryCaseInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let body = Self {
            topic: input.topic,
            language: input.language,
            channel: input.channel,
            service: input.service,
            centre: input.centre_id.map(Id::new),
            asked_on: app.today(),
            due_on: None,
            due_rule: None,
            outcome: input.outcome,
            minutes: input.minutes,
            referred_to: input.referred_to_id.map(Id::new),
            guide: input.guide_id.map(Id::new),
            repeats: 0,
        };
        Ok((input.external_ref, body))
    }
}
