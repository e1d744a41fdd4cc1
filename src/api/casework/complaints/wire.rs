//! Complaints on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::error::ApiError,
        resource::{head::Head, viewed::Viewed},
    },
    app::{casework::complaints::sealed::Message, resource::visible::Visible},
    domain::{
        casework::{
            case_clock::{CaseClock, ClockKind},
            complaint::{
                CaseAuthor, CaseLevel, ComplaintBody, ComplaintChannel, ComplaintStatus,
                ComplaintTopic, Remedy, RemedyKind, Urgency, WorkerAgrees,
            },
        },
        values::{
            language::Lang,
            money::{Amount, Currency},
        },
    },
};

/// Characters of a text.
const LONGEST: usize = 10_000;

/// Refuses a text that is too long.
pub(super) fn must_be_short(text: &str) -> Result<(), ApiError> {
    if text.chars().count() > LONGEST { Err(ApiError::TextTooLong(LONGEST)) } else { Ok(()) }
}

/// By when something must have happened.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CaseClockView {
    /// What.
    clock: ClockKind,
    /// By when. A case that waits for the worker has so much longer, but no longer than the policy says.
    #[schema(max_length = 35)]
    due_at: DateTime<Utc>,
}

/// The clocks as they stand at a moment.
pub(super) fn clocks(clock: &CaseClock, at: DateTime<Utc>) -> Vec<CaseClockView> {
    let at = clock.paused_at.unwrap_or(at);
    let view =
        |kind: &ClockKind| Some(CaseClockView { clock: *kind, due_at: clock.due(*kind, at)? });
    ClockKind::ALL.iter().filter_map(view).collect()
}

/// For how many whole hours a case had waited for the worker before it waits now.
pub(super) fn waited_hours(clock: &CaseClock) -> i64 {
    clock.paused_seconds / 3600
}

/// What was put right.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RemedyBody {
    /// What, or how.
    pub kind: RemedyKind,
    /// How much, if it was money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>, minimum = 0.01, maximum = 1_000_000_000, example = 45_000)]
    pub amount: Option<Amount>,
    /// In which currency; it goes with the amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

impl From<Remedy> for RemedyBody {
    fn from(Remedy { kind, amount }: Remedy) -> Self {
        let (amount, currency) = amount.unzip();
        Self { kind, amount, currency }
    }
}

/// Something that was said about a complaint.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplaintMessageView {
    /// Its id.
    id: Uuid,
    /// Who wrote it.
    author: CaseAuthor,
    /// What it says.
    #[schema(max_length = 10000)]
    text: String,
    /// Who is complained of, in words; the first message says it, if it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    against_name: Option<String>,
    /// When.
    #[schema(max_length = 35)]
    written_at: DateTime<Utc>,
}

impl From<Message> for ComplaintMessageView {
    fn from(Message { id, author, words, at }: Message) -> Self {
        Self { id, author, text: words.text, against_name: words.against, written_at: at }
    }
}

/// A complaint, but for what was said.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplaintView {
    #[serde(flatten)]
    pub head: Head<ComplaintStatus>,
    /// What it is about.
    topic: ComplaintTopic,
    /// The employer or agency that is complained of; `null` if it is none of ours, or was told in words.
    #[schema(required)]
    against_id: Option<Uuid>,
    /// How it came.
    channel: ComplaintChannel,
    /// The language to answer in.
    language: Lang,
    /// Whether whoever complains is not to be named.
    anonymous: bool,
    /// How urgent it is.
    urgency: Urgency,
    /// The candidate whom it is about; `null` if nobody was named.
    #[schema(required)]
    candidate_id: Option<Uuid>,
    /// The organisation that filed it; `null` if it came without an account.
    #[schema(required)]
    filed_by: Option<Uuid>,
    /// The organisation that deals with it; `null` if none does.
    #[schema(required)]
    assignee_id: Option<Uuid>,
    /// Who answers for it.
    level: CaseLevel,
    /// By when what must have happened, by the rules of the first day.
    #[schema(max_items = 4)]
    clocks: Vec<CaseClockView>,
    /// The rule set that says so; `null` if none was known.
    #[schema(required, max_length = 100)]
    rule_set: Option<String>,
    /// Since when it waits for the worker; `null` if it does not.
    #[schema(required, max_length = 35)]
    waiting_since: Option<DateTime<Utc>>,
    /// For how many whole hours it has waited for the worker before.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    waited_hours: i64,
    /// Since when it is an observation: taken back, and too grave to end by that; `null` of others.
    #[schema(required, max_length = 35)]
    observed_since: Option<DateTime<Utc>>,
    /// What was put right; `null` until that was said.
    #[schema(required)]
    remedy: Option<RemedyBody>,
    /// Whether the worker agrees; `null` until that was said.
    #[schema(required)]
    worker_agrees: Option<WorkerAgrees>,
}

impl Viewed for ComplaintBody {
    type View = ComplaintView;
    const PATH: &'static str = "/v1/complaints";

    fn view(seen: &Visible<Self>) -> ComplaintView {
        let body = &seen.record.body;
        ComplaintView {
            head: Head::of(seen),
            topic: body.topic,
            against_id: body.against.map(|against| against.organisation),
            channel: body.channel,
            language: body.language,
            anonymous: body.anonymous,
            urgency: body.urgency,
            candidate_id: body.candidate,
            filed_by: body.filer,
            assignee_id: body.assignee,
            level: body.level,
            clocks: clocks(&body.clock, seen.record.updated_at),
            rule_set: body.clock.rule_set.clone(),
            waiting_since: body.clock.paused_at,
            waited_hours: waited_hours(&body.clock),
            observed_since: body.observed_since,
            remedy: body.outcome.as_ref().map(|one| one.remedy.into()),
            worker_agrees: body.outcome.as_ref().map(|one| one.worker_agrees),
        }
    }
}
