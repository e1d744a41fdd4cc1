//! Indicators of the roadmap.

pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{error::ApiError, query},
        resource::{
            list::{self, PageQuery},
            routes::{ListQuery, Records},
        },
        route::value::Group,
    },
    app::resource::{FacetMatch, Filter},
    domain::{
        concepts::facet::FacetKind,
        programme::roadmap::indicator::{IndicatorBody, IndicatorStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListIndicatorsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<IndicatorStatus>>)]
    status: Option<String>,
    /// The measure that is judged by it.
    measure_id: Option<uuid::Uuid>,
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

impl ListQuery for ListIndicatorsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<IndicatorStatus>("status", self.status.as_deref())?;
        let of = self.measure_id.map(|id| (FacetKind::Measure, FacetMatch::Is(id.to_string())));
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: of.into_iter().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of indicators.
pub(in crate::api) fn routes() -> Group {
    let mut group = Records::<IndicatorBody>::new(
        "an indicator",
        "By what measures are judged: from a baseline to targets, counted by a closed form over the series of the statistics, or \
         typed from a document",
    )
    .list::<ListIndicatorsQuery>("Operators read them.")
    .create(
        "An operator enters it for a measure. With a `formula` its months are counted and nobody types them; there are no free \
         formulas. Without one its figures are typed, each from a document. Nothing is counted of measures of trade, investment, \
         logistics, culture, academic exchange and youth.",
    )
    .get("Operators read it in any state.")
    .replace()
    .update(json!({"targets": [{"period": "2027-12", "value": 400}]}))
    .transition(
        "`draft → active → closed`. While it is active, each month that is over is frozen; then its measure, unit, formula and \
         the day of its baseline stay.",
        json!({"to": "active"}),
    )
    .delete("Only a draft is deleted.")
    .history()
    .group();
    group.routes.extend(super::actuals::routes());
    group
}
