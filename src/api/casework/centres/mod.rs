//! Centres: where workers are received and advised.

mod hours;
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
        casework::centre::{CentreBody, CentreStatus, ServiceKind},
        concepts::facet::FacetKind,
        values::{place::Municipality, spoken::SpokenLanguage},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListCentresQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<CentreStatus>>)]
    status: Option<String>,
    /// Municipality that it lies in (ОКТМО).
    #[param(max_length = 8, pattern = "^92[0-9]{6}$")]
    municipality: Option<String>,
    /// What it does for people.
    #[param(inline, value_type = Option<ServiceKind>)]
    service: Option<String>,
    /// A language that it serves people in (ISO 639).
    #[param(max_length = 3, pattern = "^[a-z]{2,3}$")]
    language: Option<String>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Part of a name, in any script.
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

impl ListQuery for ListCentresQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<CentreStatus>("status", self.status.as_deref())?;
        let facets = [
            list::facet::<Municipality>(
                FacetKind::Municipality,
                "municipality",
                self.municipality,
            )?,
            list::facet::<ServiceKind>(FacetKind::Service, "service", self.service)?,
            list::facet::<SpokenLanguage>(FacetKind::ServiceLanguage, "language", self.language)?,
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

/// The routes of centres.
pub(in crate::api) fn routes() -> Group {
    let mut group = Records::<CentreBody>::new("a centre", "Where workers are received and advised")
        .list::<ListCentresQuery>(
            "Everybody sees those that are published, an operator all. Filters are combined with and.",
        )
        .create("An operator enters it. It begins as a draft.")
        .get("Everybody can read a published centre; operators read it in any state.")
        .replace()
        .update(json!({"assured_on": "2027-03-01"}))
        .transition(
            "`draft → published ⇄ withdrawn`. Changes of a published centre are public at once.",
            json!({"to": "published"}),
        )
        .delete(
            "Only a draft that has never been published can be deleted; anything later is withdrawn instead. `If-Match` \
             carries the ETag that was read.",
        )
        .by_reference(json!({"assured_on": "2027-03-01"}), json!({"to": "published"}))
        .history()
        .group();
    group.routes.push(super::services::route());
    group
}
