//! Guides: what workers should know, by topic and language.

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
        casework::{
            guide::{GuideBody, GuideStatus},
            topic::SupportTopic,
        },
        concepts::facet::FacetKind,
        values::language::Lang,
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListGuidesQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<GuideStatus>>)]
    status: Option<String>,
    /// What it is about.
    #[param(inline, value_type = Option<SupportTopic>)]
    topic: Option<String>,
    /// A language that its article is in.
    #[param(inline, value_type = Option<Lang>)]
    language: Option<String>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Part of a title, in any script.
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

impl ListQuery for ListGuidesQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<GuideStatus>("status", self.status.as_deref())?;
        let facets = [
            list::facet::<SupportTopic>(FacetKind::Topic, "topic", self.topic)?,
            list::facet::<Lang>(FacetKind::ServiceLanguage, "language", self.language)?,
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

/// The routes of guides.
pub(in crate::api) fn routes() -> Group {
    Records::<GuideBody>::new("a guide", "What workers should know, by topic and language")
        .list::<ListGuidesQuery>(
            "Everybody sees those that are published, an operator all. One that is outdated is not among those that the public \
             sees.",
        )
        .create(
            "An operator writes it. A figure of the law is never typed: the article names the rule in braces, such as \
             `{dl.registration}`, and what the rule in force says is put in, in each language.",
        )
        .get("Everybody can read a published guide; operators read it in any state.")
        .replace()
        .update(json!({"reviewed_on": "2026-11-29"}))
        .transition(
            "`draft → published ⇄ withdrawn`. When a rule that it names says something else, ends or is there no more, a \
             published guide becomes `outdated` by itself: an operator reads it again, sends it with a new `reviewed_on`, and \
             publishes it.",
            json!({"to": "published"}),
        )
        .delete("Only a draft that has never been published can be deleted; anything later is withdrawn instead.")
        .history()
        .group()
}
