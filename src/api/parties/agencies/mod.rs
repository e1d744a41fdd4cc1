//! Agencies: operators enter them, check their licences and, where needed, suspend them.

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
    app::resource::Filter,
    domain::{
        concepts::facet::FacetKind,
        parties::agency::{AgencyBody, AgencyStatus},
        values::{place::HomeRegion, text::ExternalRef},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListAgenciesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<AgencyStatus>>)]
    status: Option<String>,
    /// Region of its seat (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    home_region: Option<String>,
    /// The owner's reference.
    #[param(inline, value_type = Option<ExternalRef>)]
    external_ref: Option<String>,
    /// Part of a title, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What does not pass the other filters any more is not told:
    /// leave them out to hear of it.
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

impl ListQuery for ListAgenciesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<AgencyStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: [list::facet::<HomeRegion>(
                FacetKind::HomeRegion,
                "home_region",
                self.home_region,
            )?]
            .into_iter()
            .flatten()
            .collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of agencies.
pub(in crate::api) fn routes() -> Group {
    Records::<AgencyBody>::new("an agency", "Recruitment agencies and their licences")
        .list::<ListAgenciesQuery>("An operator sees all, an agency itself. Filters are combined with and.")
        .create(
            "An operator enters it; the licence and СТИР are checked by their form. It begins as \
             `registered`.",
        )
        .get("Operators read any agency, an agency reads itself.")
        .replace()
        .update(json!({"licence_valid_until": "2029-12-31"}))
        .transition(
            "`registered → licensed → suspended → revoked`. Suspending an agency lets its candidates rest.",
            json!({"to": "licensed", "reason": "the licence was checked"}),
        )
        .history()
        .group()
}
