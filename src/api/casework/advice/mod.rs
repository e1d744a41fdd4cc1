//! Advisory cases: what centres and operators were asked, and what came of it.

pub(crate) mod wire;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        casework::advice::wire::AdvisoryCaseView,
        http::{body::Body, error::ApiError, query},
        request::context::{Answer, Context},
        resource::{
            list::{self, PageQuery},
            routes::{ListQuery, Records},
            viewed::{Viewed, changed},
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    app::resource::Filter,
    domain::{
        access::scope::Scope,
        casework::{
            advice::{AdviceStatus, AdvisoryCaseBody},
            centre::ServiceKind,
            topic::SupportTopic,
        },
        concepts::facet::FacetKind,
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListAdvisoryCasesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<AdviceStatus>>)]
    status: Option<String>,
    /// What it is about.
    #[param(inline, value_type = Option<SupportTopic>)]
    topic: Option<String>,
    /// The service that is asked for.
    #[param(inline, value_type = Option<ServiceKind>)]
    service: Option<String>,
    /// Only what was due before this day; with `status=open`, that is what is late.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    due_before: Option<NaiveDate>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted comes as `{"id", "deleted": true}`, whatever
    /// the other filters say.
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

impl ListQuery for ListAdvisoryCasesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<AdviceStatus>("status", self.status.as_deref())?;
        let facets = [
            list::facet::<SupportTopic>(FacetKind::Topic, "topic", self.topic)?,
            list::facet::<ServiceKind>(FacetKind::Service, "service", self.service)?,
        ];
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            facets: facets.into_iter().flatten().collect(),
            ended: self.due_before.map(|day| ("due_on", day)),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of advisory cases.
pub(in crate::api) fn routes() -> Group {
    Records::<AdvisoryCaseBody>::new(
        "an advisory case",
        "What centres were asked, by when it is due, and what came of it. Nobody is named in one",
    )
    .list::<ListAdvisoryCasesQuery>("A partner sees its own, an operator all.")
    .create(
        "A partner's centre or an operator enters what was asked. Whoever asks stays unnamed. By when it is due follows from \
         the service, by the rules in use.",
    )
    .get("Its partner and operators read it.")
    .replace()
    .update(json!({"outcome": "informed", "minutes": 15}))
    .transition(
        "`open → answered` or `referred`, then `closed`. An answer has an outcome and its minutes; what is referred names \
         the centre.",
        json!({"to": "answered"}),
    )
    .delete("Only one that is still open is deleted.")
    .also(repeat_route())
    .history()
    .group()
}

fn repeat_route() -> Route {
    Route::post(
        format!("{}/{{id}}/repeats", AdvisoryCaseBody::PATH),
        Access::Scope(Scope::CentresWrite),
    )
    .says(
        "repeat_advisory_case",
        "Count that the same was asked again",
        "Repeats are counted, not people: the case says how often its question came back. One that is closed is not asked \
         again.",
    )
    .id("id", "Id of the advisory case")
    .json::<AdvisoryCaseView>(200, "The case as it now is")
    .with(&[ETAG])
    .once()
    .to(repeat_advisory_case)
}

async fn repeat_advisory_case(context: Context, body: Body) -> Answer {
    let id = context.id::<AdvisoryCaseBody>()?;
    context
        .run_write(move |context| {
            let key = context.key(&body)?;
            let done = context.app().repeat_advisory_case(&context.actor, id, key)?;
            changed(&done)
        })
        .await
}
