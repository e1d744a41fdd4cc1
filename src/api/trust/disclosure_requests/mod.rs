//! Disclosure requests: an employer asks to learn who a matched candidate is, and the agency decides.

pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query},
        request::context::{Answer, Context},
        resource::{
            list::PageQuery,
            routes::{ListQuery, Records},
            viewed::{Viewed, created},
        },
        route::value::{Group, Route},
        trust::disclosure_requests::wire::{DisclosureRequestInput, DisclosureRequestView},
    },
    app::resource::Filter,
    domain::{
        access::scope::Scope,
        trust::disclosure_request::{DisclosureRequestBody, DisclosureStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListDisclosureRequestsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<DisclosureStatus>>)]
    status: Option<String>,
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

impl ListQuery for ListDisclosureRequestsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<DisclosureStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of disclosure requests.
pub(in crate::api) fn routes() -> Group {
    let open = Route::post(DisclosureRequestBody::PATH, Access::Scope(Scope::DisclosuresWrite))
        .says(
            "create_disclosure_request",
            "Ask for a disclosure",
            "A verified employer asks to learn who a candidate is who matches one of its published vacancies. The \
             candidate's agency decides. One request for a vacancy and a candidate can be open at a time.",
        )
        .body::<DisclosureRequestInput>()
        .json::<DisclosureRequestView>(201, "Created")
        .creates()
        .problems(&[404]);
    Records::<DisclosureRequestBody>::new(
        "a disclosure request",
        "Who may learn who a candidate is, and what the agency says to it",
    )
    .list::<ListDisclosureRequestsQuery>(
        "Employers see those that they made, agencies those about their candidates, operators all.",
    )
    .also(open.to(create_disclosure_request))
    .get("The employer that made it reads it, the agency that decides, and operators.")
    .transition(
        "`requested → approved / declined` by the agency, `→ withdrawn` by the employer; `approved → revoked` by the \
         agency or an operator. An approval ends by itself after 30 days.",
        json!({"to": "approved", "reason": "the candidate has agreed"}),
    )
    .history()
    .group()
}

async fn create_disclosure_request(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: DisclosureRequestInput = body.json()?;
            let key = context.key(&body)?;
            let made = context.app().request_disclosure(&context.actor, input.into(), key)?;
            created(&made)
        })
        .await
}
