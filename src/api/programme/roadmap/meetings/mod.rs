//! Meetings of the working group.

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
        programme::roadmap::meeting::{MeetingBody, MeetingStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListMeetingsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<MeetingStatus>>)]
    status: Option<String>,
    /// A measure that something was decided on.
    measure_id: Option<uuid::Uuid>,
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

impl ListQuery for ListMeetingsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<MeetingStatus>("status", self.status.as_deref())?;
        let of = self.measure_id.map(|id| (FacetKind::Measure, FacetMatch::Is(id.to_string())));
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            facets: of.into_iter().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of meetings.
pub(in crate::api) fn routes() -> Group {
    let mut group = Records::<MeetingBody>::new(
        "a meeting",
        "Meetings of the working group, what they decided on which measures, and who is to do what by when",
    )
    .list::<ListMeetingsQuery>("Operators read them.")
    .create("An operator calls it, or enters what was decided.")
    .get("Operators read it in any state.")
    .replace()
    .update(json!({"place": {"en": "Kazan, House of the Government"}}))
    .transition(
        "`planned → held` or `cancelled`. One is held by at least one office of each side. Of one that was held, tasks are \
         still ticked off.",
        json!({"to": "held"}),
    )
    .delete("Only one that is `planned` is deleted.")
    .history()
    .group();
    group.routes.push(super::agenda::route());
    group
}
