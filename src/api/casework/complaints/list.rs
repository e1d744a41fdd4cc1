//! What lists of complaints are asked for.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        http::{error::ApiError, query},
        resource::{
            list::{self, PageQuery},
            routes::ListQuery,
        },
    },
    app::resource::{FacetMatch, Filter},
    domain::{
        casework::complaint::{CaseLevel, ComplaintStatus, ComplaintTopic, Urgency},
        concepts::facet::FacetKind,
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListComplaintsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<ComplaintStatus>>)]
    status: Option<String>,
    /// What it is about.
    #[param(inline, value_type = Option<ComplaintTopic>)]
    topic: Option<String>,
    /// How urgent it is.
    #[param(inline, value_type = Option<Urgency>)]
    urgency: Option<String>,
    /// Who answers for it.
    #[param(inline, value_type = Option<CaseLevel>)]
    level: Option<String>,
    /// The organisation that is complained of.
    against_id: Option<Uuid>,
    /// Only what changed at this moment (RFC 3339) or later.
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

impl ListQuery for ListComplaintsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<ComplaintStatus>("status", self.status.as_deref())?;
        let against =
            self.against_id.map(|id| (FacetKind::Against, FacetMatch::Is(id.to_string())));
        let facets = [
            list::facet::<ComplaintTopic>(FacetKind::Topic, "topic", self.topic)?,
            list::facet::<Urgency>(FacetKind::Urgency, "urgency", self.urgency)?,
            list::facet::<CaseLevel>(FacetKind::Level, "level", self.level)?,
            against,
        ];
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            facets: facets.into_iter().flatten().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}
