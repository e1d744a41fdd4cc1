//! Dealing with complaints: what was said, who deals with one, whether it waits, and how it ends.

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        casework::complaints::{
            referrals::ReferralView,
            wire::{ComplaintMessageView, ComplaintView, RemedyBody, must_be_short},
        },
        http::{body::Body, decode::Exemplary, error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        resource::viewed::{Viewed, rendered},
        route::{
            headers::ETAG,
            value::{Draft, Route},
        },
    },
    app::casework::complaints::handling::{CaseFile, Ending, RetaliationSignal},
    domain::{
        FieldError,
        access::scope::Scope,
        casework::{
            case_clock::ClockKind,
            complaint::{ComplaintBody, Remedy, WorkerAgrees},
        },
        resource::RecordKind,
    },
};

/// What is written about a complaint.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ComplaintMessageInput {
    /// What to say.
    #[validate(length(min = 1))]
    #[schema(min_length = 1, max_length = 10000, example = "Мы звонили работодателю.")]
    text: String,
}

impl Exemplary for ComplaintMessageInput {
    fn example() -> Value {
        json!({"text": "Мы звонили работодателю."})
    }
}

/// Who deals with a complaint.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ComplaintAssignmentInput {
    /// An organisation of operators, or a centre.
    assignee_id: Uuid,
}

impl Exemplary for ComplaintAssignmentInput {
    fn example() -> Value {
        json!({"assignee_id": "0198c0de-0000-7000-8000-000000000001"})
    }
}

/// Whether a case waits for the worker.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ComplaintPauseInput {
    /// Whether it does.
    waiting_for_worker: bool,
}

impl Exemplary for ComplaintPauseInput {
    fn example() -> Value {
        json!({"waiting_for_worker": true})
    }
}

/// How a case ends.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OutcomeInput {
    /// What came of it, for whoever complained. It is sealed like the text.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000, example = "Долг выплачен, срок выплат исправлен.")]
    outcome: String,
    /// What was put right, which who is complained of learns as well.
    #[validate(nested)]
    remedy: RemedyBody,
    /// Whether the worker agrees.
    worker_agrees: WorkerAgrees,
}

impl Exemplary for OutcomeInput {
    fn example() -> Value {
        json!({
            "outcome": "Долг выплачен, срок выплат исправлен.",
            "remedy": {"kind": "payment", "amount": 45_000, "currency": "RUB"}, "worker_agrees": "yes"
        })
    }
}

impl TryFrom<OutcomeInput> for Ending {
    type Error = Vec<FieldError>;

    fn try_from(input: OutcomeInput) -> Result<Self, Vec<FieldError>> {
        let RemedyBody { kind, amount, currency } = input.remedy;
        if amount.is_some() != currency.is_some() {
            let why = "an amount and its currency go together";
            return Err(vec![FieldError::new("/remedy/currency", "contradiction", why)]);
        }
        let remedy = Remedy { kind, amount: amount.zip(currency) };
        Ok(Self { outcome: input.outcome, remedy, worker_agrees: input.worker_agrees })
    }
}

/// A clock that was late.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ClockBreachView {
    /// The clock.
    clock: ClockKind,
    /// 1, and one more each time that the case was opened again.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    round: i64,
    /// When it should have been stopped.
    #[schema(max_length = 35)]
    due_at: DateTime<Utc>,
}

/// What was said about a complaint, and what was late.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplaintFileView {
    /// What was said, oldest first.
    #[schema(max_items = 500)]
    messages: Vec<ComplaintMessageView>,
    /// What came of it; `null` until that was said.
    #[schema(required, max_length = 2000)]
    outcome: Option<String>,
    /// The clocks that were late, each once.
    #[schema(max_items = 100)]
    late: Vec<ClockBreachView>,
    /// The authorities that it was sent to.
    #[schema(max_items = 100)]
    referrals: Vec<ReferralView>,
    /// What befell whoever complained in the time that the policy watches; left out for who filed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 1000)]
    retaliation_suspected: Option<Vec<RetaliationSignalView>>,
}

/// Something that befell whoever complained. Nothing follows from it by itself.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RetaliationSignalView {
    /// The kind of the record: an application or a contract.
    kind: RecordKind,
    /// The record.
    id: Uuid,
    /// The state that it has entered.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "ended")]
    state: String,
    /// When that was noticed.
    #[schema(max_length = 35)]
    noticed_at: DateTime<Utc>,
}

impl From<CaseFile> for ComplaintFileView {
    fn from(CaseFile { messages, outcome, late, referrals, signals }: CaseFile) -> Self {
        let befell = |one: RetaliationSignal| RetaliationSignalView {
            kind: one.kind,
            id: one.record,
            state: one.state,
            noticed_at: one.noticed_at,
        };
        let late = late.into_iter().map(|one| ClockBreachView {
            clock: one.clock,
            round: one.round,
            due_at: one.due_at,
        });
        let messages = messages.into_iter().map(Into::into).collect();
        Self {
            messages,
            outcome,
            late: late.collect(),
            referrals: referrals.into_iter().map(Into::into).collect(),
            retaliation_suspected: signals.map(|all| all.into_iter().map(befell).collect()),
        }
    }
}

/// The routes of dealing with complaints.
pub(super) fn routes() -> Vec<Route> {
    let one = |path: &str| format!("{}/{{id}}/{path}", ComplaintBody::PATH);
    let id = |draft: Draft| draft.id("id", "Id of the complaint");
    let write = |path: &str| id(Route::post(one(path), Access::Scope(Scope::ComplaintsWrite)));
    let read = id(Route::get(one("file"), Access::Scope(Scope::ComplaintsRead)))
        .says(
            "get_complaint_file",
            "Read what was said about a complaint",
            "For operators, who filed it, and whoever deals with it. The audit tells of each reading.",
        )
        .json::<ComplaintFileView>(200, "What was said");
    let say = write("messages")
        .says(
            "write_about_complaint",
            "Write about a complaint",
            "To whoever complained, who reads it by code and PIN; of who filed it for somebody, in their place.",
        )
        .body::<ComplaintMessageInput>()
        .json::<ComplaintFileView>(201, "What was said")
        .problems(&[409]);
    let assign = write("assignments")
        .says(
            "assign_complaint",
            "Give a complaint to somebody",
            "Operators give it to a centre or to operators: never to whom it is about.",
        )
        .body::<ComplaintAssignmentInput>();
    let end = write("outcomes")
        .says(
            "end_complaint",
            "Say how a complaint ends",
            "What came of it, what was put right, and whether the worker agrees. Operators say it before it is closed.",
        )
        .body::<OutcomeInput>();
    let pause = write("pauses")
        .says(
            "pause_complaint",
            "Wait for the worker",
            "Lets the clocks of decision and end stand, in all no longer than the policy says. It ends when the worker writes.",
        )
        .body::<ComplaintPauseInput>();
    let changed = |draft: Draft| {
        let draft = draft.json::<ComplaintView>(200, "The complaint as it now is").with(&[ETAG]);
        draft.problems(&[409])
    };
    vec![
        read.to(get_file),
        say.to(write_message),
        changed(assign).to(assign_complaint),
        changed(end).to(end_complaint),
        changed(pause).to(pause_complaint),
    ]
}

async fn get_file(context: Context) -> Answer {
    let id = context.id::<ComplaintBody>()?;
    context
        .run_write(move |context| {
            let file = context.app().complaint_file(&context.actor, id)?;
            Reply::ok(&ComplaintFileView::from(file))
        })
        .await
}

async fn write_message(context: Context, body: Body) -> Answer {
    let id = context.id::<ComplaintBody>()?;
    context
        .run_write(move |context| {
            let ComplaintMessageInput { text } = body.json()?;
            must_be_short(&text)?;
            let file = context.app().write_about_complaint(&context.actor, id, text)?;
            Reply::json(StatusCode::CREATED, &ComplaintFileView::from(file))
        })
        .await
}

async fn assign_complaint(context: Context, body: Body) -> Answer {
    let id = context.id::<ComplaintBody>()?;
    context
        .run_write(move |context| {
            let ComplaintAssignmentInput { assignee_id } = body.json()?;
            let done = context.app().assign_complaint(&context.actor, id, assignee_id)?;
            rendered(StatusCode::OK, &done)
        })
        .await
}

async fn end_complaint(context: Context, body: Body) -> Answer {
    let id = context.id::<ComplaintBody>()?;
    context
        .run_write(move |context| {
            let ending =
                Ending::try_from(body.json::<OutcomeInput>()?).map_err(ApiError::Invalid)?;
            rendered(StatusCode::OK, &context.app().end_complaint(&context.actor, id, ending)?)
        })
        .await
}

async fn pause_complaint(context: Context, body: Body) -> Answer {
    let id = context.id::<ComplaintBody>()?;
    context
        .run_write(move |context| {
            let ComplaintPauseInput { waiting_for_worker } = body.json()?;
            let done = context.app().pause_complaint(&context.actor, id, waiting_for_worker)?;
            rendered(StatusCode::OK, &done)
        })
        .await
}
