//! Selection sessions: an employer plans one with an operator, agencies fill its slots, and its panel enters what came of it.

mod results;
pub(crate) mod slot_wire;
mod slots;
pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

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
        programme::selection_session::{SelectionSessionBody, SelectionSessionStatus},
        values::place::HomeRegion,
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListSelectionSessionsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<SelectionSessionStatus>>)]
    status: Option<String>,
    /// Of this employer.
    employer_id: Option<Uuid>,
    /// Region of Uzbekistan that it takes place in (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    region: Option<String>,
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

impl ListQuery for ListSelectionSessionsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<SelectionSessionStatus>("status", self.status.as_deref())?;
        let region = list::facet::<HomeRegion>(FacetKind::HomeRegion, "region", self.region)?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            owner: self.employer_id,
            references: list::references(self.external_ref)?,
            facets: region.into_iter().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of selection sessions.
pub(in crate::api) fn routes() -> Group {
    Records::<SelectionSessionBody>::new(
        "a selection session",
        "Meetings where people are tested for real openings, with their slots and results",
    )
    .list::<ListSelectionSessionsQuery>(
        "Employers see their own, agencies those that they are named in once they are announced, operators all.",
    )
    .create("An employer plans a session for its vacancies, with an operator on the panel. It begins as a draft.")
    .get("Its employer and operators read it in any state, the agencies named in it once it is announced.")
    .replace()
    .update(json!({"capacity": 60}))
    .transition(
        "`draft → announced → running → closed → published` by the employer or an operator. Once it is announced, when, where \
         and for what it is stays. It closes once it is said of everybody with a slot whether they came, and everybody who \
         came has a result; from then on results stay as they are. Once it is `published`, agencies read the results of their \
         candidates, and each skill that was tested in a `pass` is `assessed` evidence. `cancelled` frees the slots; within \
         three days of the beginning it needs a `reason`, and for everybody who has confirmed an entry of kind `travel` in \
         the fee ledger that somebody other than the worker pays.",
        json!({"to": "announced"}),
    )
    .delete("Only a draft is deleted.")
    .also(slots::slots_route())
    .also(slots::give_route())
    .also(slots::move_route())
    .also(results::results_route())
    .also(results::enter_route())
    .history()
    .group()
}
