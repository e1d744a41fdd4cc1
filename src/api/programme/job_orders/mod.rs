//! Job orders: an employer writes and submits its demand, and an operator of each side decides.

mod recruiting;
pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query},
        programme::job_orders::wire::{JobOrderView, OrderDecisionInput},
        request::context::{Answer, Context},
        resource::{
            acts::act_on_version,
            list::{self, PageQuery},
            routes::{ListQuery, Records},
            viewed::Viewed,
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    app::resource::Filter,
    domain::{
        access::scope::Scope,
        programme::job_order::{JobOrderBody, JobOrderStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListJobOrdersQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<JobOrderStatus>>)]
    status: Option<String>,
    /// Of this employer.
    employer_id: Option<Uuid>,
    /// The owner's reference.
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

impl ListQuery for ListJobOrdersQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<JobOrderStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            owner: self.employer_id,
            references: list::references(self.external_ref)?,
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of job orders.
pub(in crate::api) fn routes() -> Group {
    Records::<JobOrderBody>::new(
        "a job order",
        "Demand that both sides approve before anybody is recruited for it",
    )
    .list::<ListJobOrdersQuery>("Employers see their own and those of a pool with them, agencies those that name them, operators all.")
    .create("A verified employer says whom it wants, where and when. It begins as `draft`.")
    .get("Its employer reads it, those of its pool, the agencies that it names, and operators.")
    .replace()
    .update(json!({"heads": 20}))
    .delete("Only a draft is deleted.")
    .transition(
        "`draft → submitted` by the employer, who may withdraw it, and submit it anew, which clears what was decided; \
         `submitted → under_review` and `approved ⇄ suspended` by an operator. `approved`, `returned` and `rejected` \
         follow from what the sides decide. Heads that are not allotted so many days after the approval (`unused_release_days`) are \
         cancelled; an order is `exhausted` when as many have set out as it has heads that are not cancelled, and ends with its period.",
        json!({"to": "submitted"}),
    )
    .also(decision_route())
    .also(recruiting::authorise_route())
    .also(recruiting::renew_code_route())
    .also(recruiting::allotments_route())
    .also(recruiting::allot_route())
    .history()
    .group()
}

fn decision_route() -> Route {
    Route::post(
        format!("{}/{{id}}/decisions", JobOrderBody::PATH),
        Access::Scope(Scope::OrdersWrite),
    )
    .says(
        "decide_on_job_order",
        "Decide on a job order for a side",
        "An operator decides for its side on the version that it has read; one organisation speaks for one side. With \
         the second approval the order is `approved`; one `return` or `reject` decides alone. A change of occupation, \
         activity, municipality, heads, pool, period or terms clears what was decided.",
    )
    .id("id", "Id of the job order")
    .body::<OrderDecisionInput>()
    .json::<JobOrderView>(200, "The job order as it now is")
    .with(&[ETAG])
    .problems(&[409, 412])
    .to(decide_on_job_order)
}

async fn decide_on_job_order(context: Context, body: Body) -> Answer {
    act_on_version(context, body, |context, id, input: OrderDecisionInput| {
        Ok(context.app().decide_on_order(&context.actor, id, input.into())?)
    })
    .await
}
