//! The fee ledger: who paid what for a recruitment.

pub(in crate::api) mod wire;

use actix_web::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        law::fees::wire::{FeeDecisionInput, FeeInput, FeeView, RefundInput, ReversalInput},
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::{headers::LOCATION, value::Route},
    },
    app::{
        law::fees::{FeeFilter, FeeWithCase},
        resource::idempotent::Idempotent,
    },
    domain::{
        access::scope::Scope,
        law::fee::{Fee, FeeCaseState},
        resource::{RecordKind, id::Id},
    },
};

const PATH: &str = "/v1/fees";
const READ: Access = Access::Scope(Scope::FeesRead);
const WRITE: Access = Access::Scope(Scope::FeesWrite);

/// The routes of the fee ledger.
pub(super) fn routes() -> Vec<Route> {
    let one = || format!("{PATH}/{{id}}");
    let id = "Id of the entry";
    let list = Route::get(PATH, READ)
        .says(
            "list_fees",
            "List who paid what",
            "Newest first. Employers see what they paid themselves; agencies what concerns their candidates, but for what \
             workers told; operators all.",
        )
        .query::<ListFeesQuery>()
        .page::<Page<FeeView>>("A page, newest first");
    let record = Route::post(PATH, WRITE)
        .says(
            "record_fee",
            "Tell of a payment for a recruitment",
            "No worker pays to get work. The rules of the day of payment say what the payment is: `violation` if a worker \
             paid what no worker may be asked to pay, which opens a case at once; `reimbursable` if the worker gets it \
             back; `unknown` where no rule covers the day. Nothing that was recorded is ever changed: what was wrong is \
             reversed.",
        )
        .body::<FeeInput>()
        .json::<FeeView>(201, "The entry")
        .with(&[LOCATION])
        .once()
        .problems(&[404]);
    let read = Route::get(one(), READ)
        .id("id", id)
        .says(
            "get_fee",
            "Read an entry of the fee ledger",
            "With the case that it is, if it is a violation.",
        )
        .json::<FeeView>(200, "The entry");
    let refund = Route::post(format!("{}/refunds", one()), WRITE)
        .id("id", id)
        .says(
            "refund_fee",
            "Tell that a payment came back to the worker",
            "An entry of its own. Once everything has come back, the case is closed.",
        )
        .body::<RefundInput>()
        .json::<FeeView>(201, "The entry")
        .with(&[LOCATION])
        .once()
        .problems(&[409]);
    let reverse = Route::post(format!("{}/reversals", one()), WRITE)
        .id("id", id)
        .says(
            "reverse_fee",
            "Reverse an entry that was wrong",
            "An entry of its own. Who told of it reverses it, or an operator.",
        )
        .body::<ReversalInput>()
        .json::<FeeView>(201, "The entry")
        .with(&[LOCATION])
        .once()
        .problems(&[409]);
    let decide = Route::post(format!("{}/decisions", one()), WRITE)
        .id("id", id)
        .says(
            "decide_fee_case",
            "Decide that a case is over",
            "An operator of each side, each of another organisation. With the second the case is closed, though not \
             everything came back.",
        )
        .body::<FeeDecisionInput>()
        .json::<FeeView>(200, "The entry with its case")
        .problems(&[409]);
    vec![
        list.to(list_fees),
        record.to(record_fee),
        read.to(get_fee),
        refund.to(refund_fee),
        reverse.to(reverse_fee),
        decide.to(decide_fee_case),
    ]
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListFeesQuery {
    /// Only those of this application.
    application_id: Option<Uuid>,
    /// Only those about this candidate.
    candidate_id: Option<Uuid>,
    /// Only violations whose case is in this state.
    #[param(inline, value_type = Option<FeeCaseState>)]
    case: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_fees(context: Context) -> Answer {
    let asked: ListFeesQuery = context.query()?;
    let filter = FeeFilter {
        application: asked.application_id.map(Id::new),
        candidate: asked.candidate_id,
        case: asked.case.as_deref().map(|text| query::one("case", text)).transpose()?,
    };
    let read = move |context: &Context, before, limit| {
        Ok(context.app().fees(&context.actor, filter, (before, limit))?)
    };
    let page = (asked.limit, asked.cursor);
    newest_first::<FeeWithCase, FeeView>(context, page, read, |(fee, _)| fee.id).await
}

async fn get_fee(context: Context) -> Answer {
    let id = context.id_of(RecordKind::Fee)?;
    context
        .run(move |context| Reply::ok(&FeeView::from(context.app().fee(&context.actor, id)?)))
        .await
}

async fn record_fee(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let told = body.json::<FeeInput>()?.into();
            let made = context.app().record_fee(&context.actor, told, context.key(&body)?)?;
            entered(context, made)
        })
        .await
}

async fn refund_fee(context: Context, body: Body) -> Answer {
    let id = context.id_of(RecordKind::Fee)?;
    context
        .run_write(move |context| {
            let told = body.json::<RefundInput>()?.into();
            let made = context.app().refund_fee(&context.actor, id, told, context.key(&body)?)?;
            entered(context, made)
        })
        .await
}

async fn reverse_fee(context: Context, body: Body) -> Answer {
    let id = context.id_of(RecordKind::Fee)?;
    context
        .run_write(move |context| {
            let why = body.json::<ReversalInput>()?.reason;
            let made = context.app().reverse_fee(&context.actor, id, why, context.key(&body)?)?;
            entered(context, made)
        })
        .await
}

async fn decide_fee_case(context: Context, body: Body) -> Answer {
    let id = context.id_of(RecordKind::Fee)?;
    context
        .run_write(move |context| {
            let FeeDecisionInput { side, reason } = body.json()?;
            let found = context.app().decide_fee_case(&context.actor, id, (side, reason))?;
            Reply::ok(&FeeView::from(found))
        })
        .await
}

/// The entry that was made, with the case that it is.
fn entered(context: &Context, made: Idempotent<Fee>) -> Result<Reply, ApiError> {
    let Idempotent { value: fee, replayed } = made;
    let case = context.app().fee_case(&fee)?;
    let place = format!("{PATH}/{}", fee.id);
    Ok(Reply::json(StatusCode::CREATED, &FeeView::from((fee, case)))?
        .location(place)
        .replayed(replayed))
}
