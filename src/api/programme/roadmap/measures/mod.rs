//! Measures of the roadmap.

pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query},
        programme::roadmap::measures::wire::{GivenUpInput, MeasureView},
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
        concepts::facet::FacetKind,
        programme::roadmap::measure::{MeasureBody, MeasureCategory, MeasureStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListMeasuresQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<MeasureStatus>>)]
    status: Option<String>,
    /// What it is about.
    #[param(inline, value_type = Option<MeasureCategory>)]
    category: Option<String>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Part of a title, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
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

impl ListQuery for ListMeasuresQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<MeasureStatus>("status", self.status.as_deref())?;
        let category = list::facet::<MeasureCategory>(FacetKind::Topic, "category", self.category)?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: category.into_iter().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of measures.
pub(in crate::api) fn routes() -> Group {
    Records::<MeasureBody>::new(
        "a measure",
        "What both sides have agreed to do by when, with an owner on each side",
    )
    .list::<ListMeasuresQuery>("Operators read them.")
    .create("An operator enters it, with the office that answers for it on each side, and what must be done before it begins.")
    .get("Operators read it in any state.")
    .replace()
    .update(json!({"due": "2027-12-31"}))
    .transition(
        "`planned → running → done`. It begins once every measure that it depends on is `done`. `dropped` follows once both \
         owners have given it up.",
        json!({"to": "running"}),
    )
    .delete("Only one that is `planned` is deleted, and only while no other waits for it and no indicator tells of it.")
    .also(drop_route())
    .history()
    .group()
}

fn drop_route() -> Route {
    Route::post(format!("{}/{{id}}/drops", MeasureBody::PATH), Access::Scope(Scope::AllocationsWrite))
        .says(
            "give_measure_up",
            "Give a measure up for a side",
            "The owner of a side gives it up, in the version that it has read and with a reason. Once both owners have, the \
             measure is `dropped`. A change of the measure takes back what was given up.",
        )
        .id("id", "Id of the measure")
        .body::<GivenUpInput>()
        .json::<MeasureView>(200, "The measure as it now is")
        .with(&[ETAG])
        .problems(&[409, 412])
        .to(give_measure_up)
}

async fn give_measure_up(context: Context, body: Body) -> Answer {
    act_on_version(context, body, |context, id, input: GivenUpInput| {
        Ok(context.app().give_measure_up(&context.actor, id, input.into())?)
    })
    .await
}
