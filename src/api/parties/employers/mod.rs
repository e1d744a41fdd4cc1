//! Employers: operators enter, check and, where needed, suspend them.

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
        parties::employer::{EmployerBody, EmployerStatus},
        values::{place::Oktmo, text::ExternalRef},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListEmployersQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<EmployerStatus>>)]
    status: Option<String>,
    /// Where it is registered (ОКТМО).
    #[param(max_length = 8, pattern = "^[0-9]{8}$")]
    municipality: Option<String>,
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

impl ListQuery for ListEmployersQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<EmployerStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: [list::facet::<Oktmo>(
                FacetKind::Municipality,
                "municipality",
                self.municipality,
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

/// The routes of employers.
pub(in crate::api) fn routes() -> Group {
    Records::<EmployerBody>::new("an employer", "Employers and their verification")
        .list::<ListEmployersQuery>(
            "An operator sees all, an employer itself. Filters are combined with and.",
        )
        .create(
            "An operator enters it; registration numbers are checked by their checksums. It begins as \
             `registered`.",
        )
        .get("Operators read any employer, an employer reads itself.")
        .replace()
        .update(json!({"okved": "43.39"}))
        .transition(
            "`registered → verifying → verified → suspended → blacklisted`. Suspending an employer takes \
             its vacancies down.",
            json!({"to": "verifying", "reason": "the register was read"}),
        )
        .history()
        .group()
}
