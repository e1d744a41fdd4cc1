//! Equivalences: what a qualification of one country counts as in the other.

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
        learning::{
            equivalence::{EquivalenceBody, EquivalenceStatus, QualifyingCountry, days_down_to},
            qualification::Purpose,
        },
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListEquivalencesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<EquivalenceStatus>>)]
    status: Option<String>,
    /// The country of the qualification that somebody has.
    #[param(inline, value_type = Option<QualifyingCountry>)]
    from_country: Option<String>,
    /// What it shall count for; what counts for both is found by each.
    #[param(inline, value_type = Option<Purpose>)]
    purpose: Option<String>,
    /// Only those that hold on this day.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    on: Option<chrono::NaiveDate>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Part of a title of either qualification, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted, or is public no more, comes as
    /// `{"id", "deleted": true}`, whatever the other filters say; so does what changed and does not pass them now.
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

impl ListQuery for ListEquivalencesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<EquivalenceStatus>("status", self.status.as_deref())?;
        let (began, country) = (self.on.map(days_down_to), self.from_country);
        let facets = [
            list::facet::<QualifyingCountry>(FacetKind::FromCountry, "from_country", country)?,
            list::facet::<Purpose>(FacetKind::Purpose, "purpose", self.purpose)?,
            began.map(|day| (FacetKind::ValidFrom, FacetMatch::AtLeast(day))),
            self.on.map(|day| (FacetKind::ValidTo, FacetMatch::AtLeast(day.to_string()))),
        ];
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: facets.into_iter().flatten().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of equivalences.
pub(in crate::api) fn routes() -> Group {
    Records::<EquivalenceBody>::new(
        "an equivalence",
        "What a qualification of one country counts as in the other, since when, for what, and who says so",
    )
    .list::<ListEquivalencesQuery>(
        "Everybody sees those that are published, an operator all. Each stands for itself: from two of them nothing follows. \
         Filters are combined with and.",
    )
    .create("An operator enters it with its source. It begins as a draft.")
    .get("Everybody can read a published equivalence; operators read it in any state.")
    .replace()
    .update(json!({"valid_to": "2028-12-31"}))
    .transition(
        "`draft → published → withdrawn` by an operator. What is published is cited, so it never changes: another takes its \
         place.",
        json!({"to": "published"}),
    )
    .delete(
        "Only a draft that has never been published can be deleted; anything later is withdrawn instead. `If-Match` \
         carries the ETag that was read.",
    )
    .history()
    .group()
}
