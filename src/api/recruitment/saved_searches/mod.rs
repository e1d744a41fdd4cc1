//! Saved searches: questions about matches that are asked again of whatever appears or changes.

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
    domain::recruitment::saved_search::{SavedSearchBody, SavedSearchStatus},
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListSavedSearchesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 2, value_type = Option<Vec<SavedSearchStatus>>)]
    status: Option<String>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted comes as `{"id", "deleted": true}`, whatever
    /// the other filters say; so does what changed and does not pass them now.
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

impl ListQuery for ListSavedSearchesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<SavedSearchStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of saved searches.
pub(in crate::api) fn routes() -> Group {
    let about = "Questions about matches that are asked again of whatever appears or changes";
    Records::<SavedSearchBody>::new("a saved search", about)
        .list::<ListSavedSearchesQuery>("Employers and agencies see their own, operators all.")
        .create(
            "A verified employer saves which candidates it looks for, an agency for which of its candidates it looks for \
             vacancies; 100 of one organisation at most. It begins `active`: whoever appears or changes from now on and \
             meets it as `/matches` and `/v1/matches/search` would say is found, once for each search, and stays found. \
             Who matches already is not told: ask for the matches once. An employer asks under as many pays a day as it may \
             otherwise (`pays_today` of `/v1/me`): with a further one nothing is found that day.",
        )
        .get("Its owner reads it, and operators.")
        .replace()
        .update(json!({"rhythm": "weekly", "hour": 8}))
        .transition(
            "`active ⇄ paused` by its owner. What changes while it is paused is not told later.",
            json!({"to": "paused"}),
        )
        .delete("What it has found goes with it. `If-Match` carries the ETag that was read.")
        .by_reference(json!({"rhythm": "daily"}), json!({"to": "paused"}))
        .history()
        .group()
}
