//! Saved searches: questions about matches that are asked again of whatever appears or changes.

pub(crate) mod found;
pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, paging, query, reply::Reply},
        recruitment::saved_searches::found::SavedSearchMatchView,
        request::context::{Answer, Context},
        resource::{
            list::{self, PageQuery},
            page::Page,
            routes::{ListQuery, Records},
        },
        route::value::{Group, Route},
    },
    app::resource::Filter,
    domain::{
        access::scope::Scope,
        recruitment::saved_search::{SavedSearchBody, SavedSearchStatus},
    },
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

/// What of that which was found to read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListSavedSearchMatchesQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
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
        .also(matches_route())
        .group()
}

fn matches_route() -> Route {
    Route::get("/v1/saved-searches/{id}/matches", Access::Scope(Scope::MatchesRead))
        .says(
            "list_saved_search_matches",
            "Read what a saved search has found",
            "Newest first, each once: also who did not match for a while and matches again. The change feed and webhooks tell \
             of the saved search with the action `matched` at once, or `digest` when its hour has come, and name nobody. \
             Whoever is deleted, has withdrawn consent or is not matched any more for another reason is left out, so a page \
             can hold less than `limit`. What an employer sees counts for its quota of profiles, as in other matches.",
        )
        .id("id", "Id of the saved search")
        .query::<ListSavedSearchMatchesQuery>()
        .page::<Page<SavedSearchMatchView>>("A page, newest first")
        .problems(&[409])
        .to(list_matches)
}

async fn list_matches(context: Context) -> Answer {
    let id = context.id::<SavedSearchBody>()?;
    let ListSavedSearchMatchesQuery { limit, cursor } = context.query()?;
    let limit = paging::limit(limit)?;
    let place = context.place(cursor.as_deref())?;
    let before = place.map(|place| paging::id_place(&place)).transpose()?;
    context
        .run(move |context| {
            let found = context.app().found_by_search(&context.actor, id, before, limit)?;
            let next = context.next(found.last.map(|last| last.as_bytes().to_vec()));
            let items = found.items.into_iter().map(SavedSearchMatchView::from).collect();
            Ok(Reply::ok(&Page { items, next: next.clone(), total: None })?.next(next.as_ref()))
        })
        .await
}
