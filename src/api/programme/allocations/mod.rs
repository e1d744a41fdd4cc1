//! Allocations: drafted, frozen, worked out, checked, and confirmed by both sides.

mod result;
mod what_if;
pub(crate) mod wire;

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        programme::allocations::{
            result::{AllocationReportView, AllocationResultView},
            what_if::{WhatIfInput, WhatIfView},
            wire::{AllocationAgreementInput, AllocationView},
        },
        request::context::{Answer, Context},
        resource::{
            list::{self, PageQuery},
            routes::{ListQuery, Records},
            viewed::{Viewed, rendered},
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    app::resource::Filter,
    domain::{
        access::scope::Scope,
        programme::allocation::{AllocationBody, AllocationStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListAllocationsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<AllocationStatus>>)]
    status: Option<String>,
    /// The author's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListQuery for ListAllocationsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<AllocationStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// Both documents of an allocation, as they are kept.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationFileView {
    /// What went in: the certificate has its hash (RFC 8785, SHA-256).
    #[schema(value_type = Object)]
    input: Value,
    /// What came out.
    #[schema(value_type = Object)]
    result: Value,
}

/// The routes of allocations.
pub(in crate::api) fn routes() -> Group {
    Records::<AllocationBody>::new(
        "an allocation",
        "Many people put on many seats at once, within caps, with a proof",
    )
    .list::<ListAllocationsQuery>("Operators see all, employers those with vacancies of theirs.")
    .create(
        "An operator says which vacancies and candidates take part, and within which limits. It begins as `draft`, and the \
         seed that decides between equal order numbers is drawn and committed to.",
    )
    .get("Operators read it, and employers whose vacancies take part, without what is about others.")
    .replace()
    .update(json!({"method": "own_lists"}))
    .delete("Only a draft is deleted.")
    .transition(
        "To `discarded` by an operator, before it is confirmed. The other states follow from what is done with it: \
         `draft → frozen → computed → checked → confirmed`.",
        json!({"to": "discarded", "reason": "the quota has changed"}),
    )
    .also(freeze_route())
    .also(result_route())
    .also(file_route())
    .also(check_route())
    .also(confirm_route())
    .also(what_if_route())
    .history()
    .group()
}

fn path(rest: &str) -> String {
    format!("{}/{{id}}/{rest}", AllocationBody::PATH)
}

fn freeze_route() -> Route {
    Route::post(path("freeze"), Access::Scope(Scope::AllocationsWrite))
        .says(
            "freeze_allocation",
            "Freeze an allocation",
            "Reads the vacancies with their open seats and judges every candidate for them, as they are now. From then on \
             what goes in never changes, and has a hash. Seats that active region partnerships keep are added to its \
             `reservations`, unless it names that vacancy and region itself. Crossing caps with `own_lists`, more reserved seats than are \
             free, and vacancies that take no part are named.",
        )
        .id("id", "Id of the allocation")
        .json::<AllocationView>(200, "The allocation, frozen")
        .with(&[ETAG])
        .problems(&[404, 409, 422, 503])
        .to(freeze)
}

fn result_route() -> Route {
    Route::get(path("result"), Access::ScopeOrWorker(Scope::AllocationsRead))
        .says(
            "get_allocation_result",
            "Read what an allocation found",
            "Who sits where, who does not and why, how full everything is. An employer reads what is about its own \
             vacancies; whom it sees counts as seen profiles. A worker who took part reads the own line once both sides have \
             confirmed it, with the token of a session in the own channel.",
        )
        .id("id", "Id of the allocation")
        .json::<AllocationResultView>(200, "What was found")
        .problems(&[404, 409, 429])
        .to(read_result)
}

fn file_route() -> Route {
    Route::get(path("file"), Access::Scope(Scope::AllocationsWrite))
        .says(
            "get_allocation_file",
            "Read an allocation as a file",
            "What went in and what came out, as `koprik check-allocation` takes them, for whoever checks by other means.",
        )
        .id("id", "Id of the allocation")
        .json::<AllocationFileView>(200, "Both documents")
        .problems(&[404, 409])
        .to(read_file)
}

fn check_route() -> Route {
    Route::post(path("check"), Access::Scope(Scope::AllocationsWrite))
        .says(
            "check_allocation",
            "Check the result of an allocation",
            "Works everything out anew from the two documents, by code that shares nothing with what found the result. What \
             passes is `checked` by that.",
        )
        .id("id", "Id of the allocation")
        .json::<AllocationReportView>(200, "What the checker says")
        .problems(&[404, 409])
        .to(check)
}

fn confirm_route() -> Route {
    Route::post(path("confirmations"), Access::Scope(Scope::AllocationsWrite))
        .says(
            "confirm_allocation",
            "Confirm an allocation for a side",
            "An operator agrees for its side to the version that it has read; one organisation speaks for one side. With \
             the second side each person with a seat has an application that is `selected`. If a seat, a consent or a \
             person is not as it was when it was frozen, each difference is named with the code `input_stale`, and \
             nothing is done.",
        )
        .id("id", "Id of the allocation")
        .body::<AllocationAgreementInput>()
        .json::<AllocationView>(200, "The allocation as it now is")
        .with(&[ETAG])
        .problems(&[404, 409, 412])
        .to(confirm)
}

fn what_if_route() -> Route {
    Route::post(path("what-if"), Access::Scope(Scope::AllocationsRead))
        .says(
            "try_allocation",
            "Ask what changes of an allocation would bring",
            "Works it out with the changes and as it is, and tells the difference. Nothing is written, and nothing of it \
             can be confirmed. An employer whose vacancies take part may try caps on its own vacancies (`set_cap`) and to add one \
             of its own (`add_vacancy`) once the allocation is `computed`, and is told what is about its own.",
        )
        .id("id", "Id of the allocation")
        .body::<WhatIfInput>()
        .json::<WhatIfView>(200, "The difference")
        .problems(&[404, 409])
        .to(what_if)
}

async fn freeze(context: Context) -> Answer {
    let id = context.id::<AllocationBody>()?;
    context
        .run_write(move |context| {
            let frozen = context.app().freeze_allocation(&context.actor, id)?;
            rendered(StatusCode::OK, &frozen)
        })
        .await
}

async fn read_result(context: Context) -> Answer {
    let id = context.id::<AllocationBody>()?;
    context
        .run(move |context| {
            let outcome = context.app().allocation_result(&context.actor, id)?;
            Reply::ok(&AllocationResultView::from(outcome))
        })
        .await
}

async fn read_file(context: Context) -> Answer {
    let id = context.id::<AllocationBody>()?;
    context
        .run(move |context| {
            let file = context.app().allocation_file(&context.actor, id)?;
            Reply::ok(&AllocationFileView { input: file.input, result: file.result })
        })
        .await
}

async fn check(context: Context) -> Answer {
    let id = context.id::<AllocationBody>()?;
    context
        .run_write(move |context| {
            let report = context.app().check_allocation(&context.actor, id)?;
            Reply::ok(&AllocationReportView::from(report))
        })
        .await
}

async fn confirm(context: Context, body: Body) -> Answer {
    let id = context.id::<AllocationBody>()?;
    context
        .run_write(move |context| {
            let input: AllocationAgreementInput = body.json()?;
            let agreed = context.app().agree_to_allocation(&context.actor, id, input.into())?;
            rendered(StatusCode::OK, &agreed)
        })
        .await
}

async fn what_if(context: Context, body: Body) -> Answer {
    let id = context.id::<AllocationBody>()?;
    context
        .run_write(move |context| {
            let input: WhatIfInput = body.json()?;
            let changes = input.accept().map_err(ApiError::Invalid)?;
            let difference = context.app().what_if(&context.actor, id, &changes)?;
            Reply::ok(&WhatIfView::from(difference))
        })
        .await
}
